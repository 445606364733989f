import { expect, test } from 'vitest'
import { DeadLetter } from '@/engine/dead-letter'
import { Edition } from '@/engine/edition'
import { poker } from './poker.ts'

const eventsOf = (domains: readonly string[]) =>
  [...poker.aggregates, DeadLetter, Edition]
    .filter(({ domain }) => domains.includes(domain))
    .flatMap(({ events }) => Object.keys(events))
const commands = poker.aggregates.flatMap(({ domain, commands: declared }) =>
  Object.keys(declared).map(type => `${domain}/${type}`),
)
const sagaEvents = poker.sagas.map(({ name, domain, reactions }) => ({ name, domains: [domain], reactions }))

test('[GM18] every name stands for one thing', () => {
  const names = [
    ...poker.aggregates.map(({ domain }) => domain),
    ...poker.sagas.map(({ name }) => name),
    ...poker.processManagers.map(({ name }) => name),
  ]
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(poker.projectors.map(({ name }) => name)).size).toBe(poker.projectors.length)
})

test.each([...sagaEvents, ...poker.projectors])('[GM18] $name reacts to events that its domains declare', consumer => {
  for (const type of Object.keys(consumer.reactions)) expect(eventsOf(consumer.domains)).toContain(type)
})

test.each(poker.processManagers)(
  '[GM18] $name takes declared events, its own timers, refusals of real commands',
  one => {
    for (const input of Object.keys(one.process.evolve)) {
      if (input.endsWith(' elapsed')) continue
      if (input.endsWith(' rejected')) expect(commands).toContain(input.replace(' rejected', ''))
      else expect(eventsOf(one.domains)).toContain(input)
    }
  },
)

test.each(poker.aggregates)('[GM18] what $domain takes back was a real command', ({ onRejected = {} }) => {
  for (const command of Object.keys(onRejected)) expect(commands).toContain(command)
})

test.each(poker.aggregates)('[GM18] $domain folds and decides all that it declares', aggregate => {
  expect(Object.keys(aggregate.evolve).sort()).toEqual(Object.keys(aggregate.events).sort())
  expect(Object.keys(aggregate.decide).sort()).toEqual(Object.keys(aggregate.commands).sort())
})
