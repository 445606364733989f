// Carries one hand from the first forced bet to the award: what nobody has to decide happens by itself.
import { type Elapsed, handlerOf, type Owed, processManager, send } from '@/engine/define'
import { type Envelope, millisecondsOf, type Of } from '@/engine/message'
import type { HandCommand } from '../hand/commands.ts'
import type { HandEvent } from '../hand/events.ts'
import { Hand } from '../hand/hand.ts'
import { type NextStep, nextStep } from '../hand/rules/streets.ts'
import { evolve, type HandState, initial, seatOf } from '../hand/state.ts'
import { HandId, type PlayerId } from '../ids.ts'
import type { TableEvent } from '../table/events.ts'
import { Table } from '../table/table.ts'
import { pauses as defaultPauses, type Pauses } from './pauses.ts'

/** A timer that is delivered later than this was held up by an outage: nobody could act meanwhile. */
const outageAfter = 1000
const outageSeconds = 10
/** The time bank is spent in slices: what is not needed stays in it. */
const bankSlice = 15

type HandFlow = {
  readonly step: 'playing' | 'over'
  readonly hand: HandState
  readonly leavers: readonly PlayerId[]
  /** When the last event of the hand was recorded: pauses count from here. */
  readonly at: number
  /** In an edition pauses are zero and turns have no end. */
  readonly inEdition: boolean
  /** The pause that is over. */
  readonly waited: string | null
  /** The turn whose time is up, until it is given more. */
  readonly expired: { readonly decision: number; readonly late: boolean } | null
  /** The last turn that was given time for an outage: once is all. */
  readonly outage: number
}
type Frame = Of<TableEvent, 'PlayerLeaving' | 'HandEnded'>
type Timer = Elapsed<'turn'> | Elapsed<'run-out'> | Elapsed<'show'>
/** That somebody looked at hidden cards moves no pause. */
type Played = Exclude<HandEvent, { type: 'AdminSecretViewed' }>
type Input = Played | Frame | Timer
type Next<S extends NextStep['step']> = Extract<NextStep, { step: S }>

const nothingYet: HandFlow = {
  step: 'playing',
  hand: initial,
  leavers: [],
  at: 0,
  inEdition: false,
  waited: null,
  expired: null,
  outage: 0,
}

const handTook = (flow: HandFlow, event: Played, source: Envelope): HandFlow => ({
  ...flow,
  hand: handlerOf(evolve, event.type)?.(flow.hand, event) ?? flow.hand,
  at: millisecondsOf(source.recordedAt),
  inEdition: source.edition !== '',
  expired: null,
  outage: event.type === 'TurnExtended' && event.reason === 'outage' ? event.decision : flow.outage,
})

/** Every event of a hand is taken the same way: the hand's own fold says what it means. */
const { AdminSecretViewed: _, ...played } = evolve
const handEvents = Object.fromEntries(Object.keys(played).map(type => [type, handTook])) as {
  readonly [T in Played['type']]: typeof handTook
}

/** A timer that was overtaken by an action or by more time says nothing. */
const turnElapsed = (flow: HandFlow, { dueAt, lateBy }: Elapsed<'turn'>): HandFlow => {
  const next = nextStep(flow.hand)
  if (next.step !== 'turn' || dueAt < next.deadline) return flow
  return { ...flow, expired: { decision: next.decision, late: lateBy > outageAfter } }
}

const toHand = (flow: HandFlow, key: string, order: { label: string; command: HandCommand }): Owed => ({
  ...send(Hand, key, order.command),
  label: order.label,
  correlationId: key,
  ext: flow.hand.setup && { domain: 'table', root: flow.hand.setup.table },
})

type Wait = { readonly timeout: 'run-out' | 'show'; readonly pause: number; readonly token: string }

/** First the pause, then the command. */
const after = (flow: HandFlow, { timeout, pause, token }: Wait, owed: Owed): readonly Owed[] => {
  const over = pause === 0 || flow.inEdition || flow.waited === token
  return over ? [owed] : [{ timeout, dueAt: flow.at + pause, data: token }]
}

const waited = (flow: HandFlow, { data }: Elapsed<'run-out'> | Elapsed<'show'>): HandFlow => ({
  ...flow,
  waited: typeof data === 'string' ? data : null,
})

const onTurn = (flow: HandFlow, key: string, { player, decision, deadline }: Next<'turn'>): readonly Owed[] => {
  const order = (label: string, command: HandCommand) => [toHand(flow, key, { label: `${label}-${decision}`, command })]
  if (flow.inEdition) return []
  if (flow.leavers.includes(player)) return order('fold', { type: 'PlayerAction', player, action: 'fold', decision })
  if (flow.expired?.decision !== decision) return [{ timeout: 'turn', dueAt: deadline, data: { decision } }]
  if (flow.expired.late && flow.outage !== decision)
    return order('outage', { type: 'ExtendTurn', decision, seconds: outageSeconds, reason: 'outage' })
  const bank = seatOf(flow.hand, player)?.bank ?? 0
  if (bank === 0) return order('time-out', { type: 'TimeOutPlayer', decision })
  const seconds = Math.min(bank, bankSlice)
  return order(`bank-${bank}`, { type: 'ExtendTurn', decision, seconds, reason: 'time-bank' })
}

const award = (flow: HandFlow, key: string): Owed =>
  toHand(flow, key, { label: 'award', command: { type: 'AwardPot' } })

type Course = { readonly [S in NextStep['step']]: (flow: HandFlow, key: string, next: Next<S>) => readonly Owed[] }

const courseWith = (pauses: Pauses): Course => ({
  nothing: () => [],
  post: (flow, key, { player, kind, index }) => [
    toHand(flow, key, { label: `post-${index}`, command: { type: 'PostBlind', player, kind } }),
  ],
  turn: onTurn,
  deal: (flow, key, { count, street, runOut }) =>
    after(
      flow,
      { timeout: 'run-out', pause: runOut ? pauses.runOut : 0, token: street },
      toHand(flow, key, { label: street, command: { type: 'DealCommunityCards', count } }),
    ),
  'start-showdown': (flow, key) => [toHand(flow, key, { label: 'showdown', command: { type: 'StartShowdown' } })],
  reveal: (flow, key, { player, muck, lastLeft }) =>
    lastLeft
      ? after(flow, { timeout: 'show', pause: pauses.show, token: 'show' }, award(flow, key))
      : [toHand(flow, key, { label: `reveal-${player}`, command: { type: 'RevealCards', player, muck } })],
  award: (flow, key) => [award(flow, key)],
  done: () => [],
})

const owedNext = (course: Course, flow: HandFlow, key: string): readonly Owed[] => {
  const next = nextStep(flow.hand)
  return handlerOf(course, next.step)?.(flow, key, next) ?? []
}

/** What the flow sends next where nothing waits, as in an edition; undefined in a turn, and at the end. */
export const nextCommand = (hand: HandState): HandCommand | undefined =>
  owedNext(courseWith(defaultPauses), { ...nothingYet, hand, inEdition: true }, '').flatMap(owed =>
    'command' in owed ? [owed.command as HandCommand] : [],
  )[0]

const keyOf = (event: Input, { domain, root }: Envelope): string | undefined =>
  domain === 'hand' ? root : 'hand' in event ? HandId.parse(event.hand) : undefined

export const makeHandFlow = (pauses: Pauses) => {
  const course = courseWith(pauses)
  return processManager<Input, HandFlow>('hand-flow', [Hand, Table], {
    correlate: keyOf,
    initial: nothingYet,
    evolve: {
      ...handEvents,
      PlayerLeaving: (flow, { player }) => ({ ...flow, leavers: [...flow.leavers, player] }),
      HandEnded: flow => ({ ...flow, step: 'over' }),
      'turn elapsed': turnElapsed,
      'run-out elapsed': waited,
      'show elapsed': waited,
    },
    owed: {
      playing: (flow, key) => owedNext(course, flow, key),
      over: () => [],
    },
    expected: ['stale-decision', 'hand-over', 'not-your-turn'],
  })
}
export const handFlow = makeHandFlow(defaultPauses)
