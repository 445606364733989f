import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { Hand } from '../hand.ts'
import { dealer, dealt, deckFor, type Layout, playerAt, setupOf } from '../testing/dealer.ts'

const layout: Layout = { stacks: [1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const started = () => {
  const played = dealer(dealt(setupOf(layout), deckFor(setupOf(layout), {})))
  played.goOn()
  return played
}
const given = (played: ReturnType<typeof started>) => scenario(Hand, { now: 2_000_000 })(...played.events)
// The cards were dealt at 1,000,000: 20 s for the turn, 1.5 s for the deal.
const firstDeadline = 1_021_500

test('[HD30] the clock allows for the deal on the first turn of a street, and not on the next', () => {
  const played = started()
  expect(played.hand().turn?.deadline).toBe(firstDeadline)
  played.act('call')
  expect(played.hand().turn?.deadline).toBe(1_020_000)
  played.act('check')
  played.goOn()
  expect(played.hand().turn?.deadline).toBe(firstDeadline)
})

test('[HD31] the time bank gives what is asked for, counted from the later of now and the deadline', () => {
  const extend = { type: 'ExtendTurn', decision: 1, seconds: 15, reason: 'time-bank' } as const
  const extended = { type: 'TurnExtended', decision: 1, reason: 'time-bank', bankLeft: 45 } as const
  given(started())
    .when(extend)
    .then({ ...extended, deadline: 2_015_000 })
  given(started())
    .when(extend, { now: firstDeadline - 500 })
    .then({ ...extended, deadline: firstDeadline + 15_000 })
})

test('[HD31] no more than is left, and nothing from an empty bank', () => {
  const played = started()
  const extend = { type: 'ExtendTurn', decision: 1, seconds: 100, reason: 'time-bank' } as const
  expect(played.ask(extend)).toMatchObject([{ bankLeft: 0, deadline: firstDeadline + 60_000 }])
  given(played).when(extend).rejects('time-bank-empty')
})

test('[HD32] an outage lengthens the turn, and the bank is not touched', () =>
  given(started())
    .when({ type: 'ExtendTurn', decision: 1, seconds: 10, reason: 'outage' })
    .then({ type: 'TurnExtended', decision: 1, deadline: 2_010_000, reason: 'outage', bankLeft: 60 }))

test('[HD33] a turn that times out is a fold when something is to be called', () =>
  given(started())
    .when({ type: 'TimeOutPlayer', decision: 1 })
    .then(
      { type: 'PlayerTimedOut', player: playerAt(0), decision: 1, default: 'fold' },
      { type: 'ActionTaken', player: playerAt(0), action: 'fold', added: 0, streetTotal: 5, stack: 995, pot: 15 },
      { type: 'UncalledBetReturned', player: playerAt(1), amount: 5, stack: 995, pot: 10 },
      { type: 'BettingRoundCompleted', street: 'preflop', pots: [{ amount: 10, eligible: [playerAt(1)] }] },
    ))

test('[HD33] a turn that times out is a check when checking is free', () => {
  const played = started()
  played.act('call')
  given(played)
    .when({ type: 'TimeOutPlayer', decision: 2 })
    .thenTypes('PlayerTimedOut', 'ActionTaken', 'BettingRoundCompleted')
  expect(played.ask({ type: 'TimeOutPlayer', decision: 2 })).toMatchObject([
    { default: 'check' },
    { action: 'check' },
    {},
  ])
})

test('[HD20] time for a turn that has been answered is refused', () => {
  const played = started()
  played.act('call')
  const time = { type: 'ExtendTurn', decision: 1, seconds: 10, reason: 'outage' } as const
  given(played).when(time).rejects('stale-decision', { decision: 1, current: 2 })
  given(played).when({ type: 'TimeOutPlayer', decision: 1 }).rejects('stale-decision')
  given(played).when({ type: 'TimeOutPlayer', decision: 3 }).rejects('stale-decision')
  played.act('fold')
  played.goOn()
  given(played).when({ type: 'TimeOutPlayer', decision: 2 }).rejects('hand-over')
  given(played).when(time).rejects('hand-over')
})

const namedAfter = (...acts: ('time-out' | 'check' | 'call' | 'fold')[]) => {
  const played = started()
  for (const act of acts) {
    if (act === 'time-out') played.ask({ type: 'TimeOutPlayer', decision: played.hand().decision })
    else played.act(act)
    played.goOn()
  }
  const completed = played.events.find(event => event.type === 'HandCompleted')
  return completed ?? { timedOut: [], acted: [] }
}
const timedOutAfter = (...acts: Parameters<typeof namedAfter>) => namedAfter(...acts).timedOut

test('[HD34] who timed out and took no action afterwards is named at the end', () => {
  expect(timedOutAfter('time-out')).toEqual([playerAt(0)])
  expect(timedOutAfter('call', 'time-out', 'time-out', 'fold')).toEqual([playerAt(1)])
  expect(timedOutAfter('call', 'time-out', 'check', 'fold')).toEqual([])
  expect(timedOutAfter('call', 'check', 'time-out', 'check', 'check', 'fold')).toEqual([])
})

test('[HD34] so is who took an action of their own, and not who was never asked or said nothing', () => {
  expect(namedAfter('fold').acted).toEqual([playerAt(0)])
  expect(namedAfter('time-out').acted).toEqual([])
  expect(namedAfter('call', 'check', 'time-out', 'check', 'check', 'fold').acted).toEqual([playerAt(1), playerAt(0)])
  expect(namedAfter('call', 'time-out', 'time-out', 'fold')).toMatchObject({ acted: [playerAt(0)] })
})
