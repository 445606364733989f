import { expect, test } from 'vitest'
import { manualClock } from './memory/clock.ts'
import { memoryPorts } from './memory/ports.ts'
import type { Ports } from './ports.ts'
import { startTail } from './tail.ts'
import { bank } from './testing/bank.ts'
import { driven } from './testing/driven.ts'

const readers = { ...bank, sagas: [], processManagers: [] }

test('[TL1] a read of the log that fails stops nobody', async () => {
  let left = 0
  const change = (ports: Ports): Ports => ({
    ...ports,
    events: {
      ...ports.events,
      readAll: async (...args) => {
        if (left-- > 0) throw new Error('no connection')
        return ports.events.readAll(...args)
      },
    },
  })
  const house = await driven(readers, change)
  for (let n = 0; n < 20; n++) await house.order(`account ${n}`, { type: 'Open', amount: 1 })
  left = 30
  await house.restart({ ...readers, projectors: readers.projectors.map(one => ({ ...one, version: 2 })) }, change)
  await house.pass(60_000)
  expect(
    house
      .engine()
      .status()
      .filter(({ lag }) => lag > 0),
  ).toEqual([])
  expect((await house.engine().rows('balances')).size).toBe(20)
})

test('[TL2] a hole in the log is an alarm, and nobody goes past it', async () => {
  const house = await driven(readers)
  for (let n = 0; n < 5; n++) await house.order(`account ${n}`, { type: 'Open' })
  await house.restart({ ...readers, projectors: readers.projectors.map(one => ({ ...one, version: 2 })) }, ports => ({
    ...ports,
    events: {
      ...ports.events,
      readAll: async (...args) => (await ports.events.readAll(...args)).filter(({ position }) => position !== 3),
    },
  }))
  await house.pass(3000)
  expect(house.journal.find(({ event }) => event === 'consumer-failed')?.error).toContain('no position 3')
  expect(house.engine().status()[0]?.position).toBeLessThan(3)
})

test('[TL3] a hole that a purged edition left on record is passed, and nothing behind it is missed', async () => {
  const house = await driven(readers)
  for (let n = 0; n < 5; n++) await house.order(`account ${n}`, { type: 'Open' })
  await house.restart({ ...readers, projectors: readers.projectors.map(one => ({ ...one, version: 2 })) }, ports => ({
    ...ports,
    events: {
      ...ports.events,
      readAll: async (...args) => (await ports.events.readAll(...args)).filter(({ position }) => position !== 3),
      gaps: async after => (after < 3 ? [{ from: 3, to: 3, edition: 'gone' }] : []),
    },
  }))
  await house.pass(3000)
  expect(house.journal.filter(({ event }) => event === 'consumer-failed')).toEqual([])
  const status = house.engine().status()
  expect(status.filter(({ lag }) => lag > 0)).toEqual([])
})

test('[TL4] what is heard while the log is being read is looked for once that is done', async () => {
  const { events, clock, journal } = memoryPorts({ clock: manualClock(0, async () => {}) })
  let hear = () => {}
  let answers: (() => void)[] = []
  let reads = 0
  const slow: Ports['events'] = {
    ...events,
    readAll: async (...args) => {
      reads += 1
      const pages = await events.readAll(...args)
      await new Promise<void>(resolve => answers.push(resolve))
      return pages
    },
  }
  const wakeup = {
    tell: () => {},
    listen: (heard: () => void) => {
      hear = heard
      return () => {}
    },
    lookEvery: 600_000,
  }
  const tail = await startTail({ events: slow, clock, journal, wakeup })
  await expect.poll(() => answers.length).toBe(1)
  hear()
  hear()
  const [first] = answers
  answers = []
  first?.()
  await expect.poll(() => answers.length).toBe(1)
  answers[0]?.()
  await new Promise(resolve => setImmediate(resolve))
  expect(reads).toBe(2)
  tail.stop()
})
