// Given events of several streams, then what a process manager owes: commands, timeouts, and what comes of them.
import { expect } from 'vitest'
import { handlerOf, type Owed, type ProcessManagerDeclaration, type Sent, type Timeout } from '../define.ts'
import type { Envelope, Message, Problem } from '../message.ts'
import { envelope, type Input } from './envelope.ts'

type State = { readonly step: string }
export type ProcessScenario = {
  readonly and: (...inputs: readonly Input[]) => ProcessScenario
  readonly elapse: (timeout: string, lateBy?: number) => ProcessScenario
  /** An input of its own word for word: a timer that fired although it was overtaken. */
  readonly hears: (event: Message & { readonly [field: string]: unknown }) => ProcessScenario
  readonly rejected: (label: string, reason: string) => ProcessScenario
  readonly owes: (...expected: readonly object[]) => ProcessScenario
  readonly owesNothing: () => ProcessScenario
  readonly step: (expected: string) => ProcessScenario
  readonly commands: () => readonly Sent[]
  readonly timeouts: () => readonly Timeout[]
  readonly state: () => State
}

/** The instance of `key`: events that concern others pass by it. */
export const processScenario =
  (process: ProcessManagerDeclaration, key: string) =>
  (...inputs: readonly Input[]): ProcessScenario =>
    asScenario({ declared: process, key }, inputs.reduce(taken({ declared: process, key }), process.process.initial))

type Instance = { readonly declared: ProcessManagerDeclaration; readonly key: string }

const taken =
  ({ declared, key }: Instance) =>
  (state: State, { event, source }: Input): State =>
    declared.domains.includes(source.domain) && declared.process.correlate(event, source) === key
      ? applied(declared, state, { event, source })
      : state

const applied = ({ process }: ProcessManagerDeclaration, state: State, { event, source }: Input): State => {
  const evolve = handlerOf(process.evolve, event.type)
  return evolve ? evolve(state, event, source) : state
}

/** Asked twice, and once more of the state as a snapshot would bring it back: the answer has to be the same. */
const owedBy = ({ declared, key }: Instance, state: State): readonly Owed[] => {
  const owed = () => ask(declared, state, key)
  const again: State = JSON.parse(JSON.stringify(state))
  expect(ask(declared, again, key)).toEqual(owed())
  const labels = owed().map(each => ('timeout' in each ? `timeout ${each.timeout}` : each.label))
  expect(labels).not.toContain(undefined)
  expect(new Set(labels).size).toBe(labels.length)
  return owed()
}
const ask = ({ process }: ProcessManagerDeclaration, state: State, key: string): readonly Owed[] => {
  const owed = handlerOf(process.owed, state.step)
  if (!owed) throw new Error(`no step ${state.step}`)
  return owed(state, key)
}
const isTimeout = (owed: Owed): owed is Timeout => 'timeout' in owed
const isSent = (owed: Owed): owed is Sent => !isTimeout(owed)

const asScenario = (instance: Instance, state: State): ProcessScenario => {
  const owed = () => owedBy(instance, state)
  const next = (following: State) => asScenario(instance, following)
  const self: ProcessScenario = {
    and: (...inputs) => next(inputs.reduce(taken(instance), state)),
    elapse: (timeout, lateBy = 0) => next(elapsed(instance, state, { timeout, lateBy })),
    hears: event => next(applied(instance.declared, state, { event, source: own(instance) })),
    rejected: (label, reason) => next(refused(instance, state, { label, reason })),
    owes: (...expected) => {
      expect(owed()).toMatchObject(expected)
      expect(owed()).toHaveLength(expected.length)
      return self
    },
    owesNothing: () => {
      expect(owed()).toEqual([])
      return self
    },
    step: expected => {
      expect(state.step).toBe(expected)
      return self
    },
    commands: () => owed().filter(isSent),
    timeouts: () => owed().filter(isTimeout),
    state: () => state,
  }
  return self
}

/** Its own inputs reach an instance without a source stream of their own. */
const own = (instance: Instance): Envelope => envelope({ domain: instance.declared.name, root: instance.key })

/** The timer has to be owed: what is no longer owed was cancelled. `bust:ann` arrives as `bust elapsed`. */
const elapsed = (instance: Instance, state: State, fired: { timeout: string; lateBy: number }): State => {
  const timer = owedBy(instance, state)
    .filter(isTimeout)
    .find(each => each.timeout === fired.timeout)
  if (!timer) throw new Error(`no timeout ${fired.timeout} is owed`)
  const { dueAt, data = null } = timer
  const type = `${fired.timeout.split(':')[0]} elapsed`
  const event = { type, dueAt, lateBy: fired.lateBy, data, at: dueAt + fired.lateBy }
  return applied(instance.declared, state, { event, source: own(instance) })
}

/** As the engine does it: handed over where declared, passed over where expected, a dead letter otherwise. */
const refused = (instance: Instance, state: State, refusal: { label: string; reason: string }): State => {
  const sent = owedBy(instance, state)
    .filter(isSent)
    .find(each => each.label === refusal.label)
  if (!sent) throw new Error(`no command ${refusal.label} is owed`)
  const { process } = instance.declared
  if (process.expected.includes(refusal.reason)) return state
  const problem: Problem = { code: 'FAILED_PRECONDITION', reason: refusal.reason, params: {}, message: refusal.reason }
  const event: Message = {
    type: `${sent.domain}/${sent.command.type} rejected`,
    label: refusal.label,
    ...problem,
  } as Message
  if (!handlerOf(process.evolve, event.type))
    throw new Error(`dead letter: ${refusal.label} refused as ${refusal.reason}`)
  return applied(instance.declared, state, { event, source: own(instance) })
}
