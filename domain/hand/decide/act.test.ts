import { expect, test } from 'vitest'
import { fixedContext, scenario } from '@/engine/testing/scenario'
import type { HandCommand } from '../commands.ts'
import { Hand } from '../hand.ts'
import { legalActions } from '../rules/betting.ts'
import { dealer, dealt, deckFor, type Layout, playerAt, setupOf } from '../testing/dealer.ts'

type Act = [action: 'fold' | 'check' | 'call' | 'bet' | 'raise' | 'all-in', amount?: number]
const four: Layout = { stacks: [1000, 1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const heads: Layout = { ...four, stacks: [1000, 1000] }

/** Plays up to the turn that follows these answers. */
const afterActs = (layout: Layout, ...acts: readonly Act[]) => {
  const setup = setupOf(layout)
  const played = dealer(dealt(setup, deckFor(setup, {})))
  played.goOn()
  for (const act of acts) {
    played.act(...act)
    played.goOn()
  }
  return played
}
type Played = ReturnType<typeof afterActs>
const when = (played: Played, action: Act[0], amount?: number) => {
  const { turn, decision } = played.hand()
  const player = turn?.player ?? playerAt(0)
  const command = { type: 'PlayerAction', player, action, decision, ...(amount ? { amount } : {}) } as HandCommand
  return scenario(Hand)(...played.events).when(command, { actor: player, now: 50_000 })
}
const legalNow = (played: Played) => legalActions(played.hand(), played.hand().turn?.player ?? playerAt(0))

test('[HD10] heads-up the button posts the small blind, acts first before the flop and last after', () => {
  const played = afterActs(heads)
  expect(played.hand().turn?.player).toBe(playerAt(0))
  expect(afterActs(heads, ['call'], ['check']).hand().turn?.player).toBe(playerAt(1))
})

test('[HD11] a short big blind does not lower the bet', () => {
  const played = afterActs({ ...four, stacks: [1000, 1000, 6, 1000] })
  expect(legalNow(played)).toEqual({ fold: true, check: false, call: 10, raise: { kind: 'raise', min: 20, max: 1000 } })
})

test('[HD12] against all-in seats only, the call is no more than they have in', () => {
  const played = afterActs({ ...four, stacks: [1000, 3, 6] })
  expect(legalNow(played)).toEqual({ fold: true, check: false, call: 6, raise: null })
  when(played, 'call').thenTypes('ActionTaken', 'BettingRoundCompleted')
  expect(legalNow(afterActs({ ...four, stacks: [1000, 40, 6] }))).toMatchObject({ call: 10, raise: { min: 20 } })
})

test('[HD13] the big blind may raise when the others only called', () => {
  const played = afterActs(four, ['call'], ['call'], ['call'])
  expect(played.hand().turn?.player).toBe(playerAt(2))
  expect(legalNow(played)).toEqual({
    fold: true,
    check: true,
    call: null,
    raise: { kind: 'raise', min: 20, max: 1000 },
  })
})

test('[HD14] the smallest raise is the last full one, and a short all-in leaves it as it is', () => {
  expect(legalNow(afterActs(four, ['raise', 40])).raise?.min).toBe(70)
  const shortAllIn = afterActs({ ...four, stacks: [50, 1000, 1000, 1000] }, ['raise', 40], ['all-in'])
  expect(legalNow(shortAllIn)).toMatchObject({ call: 45, raise: { min: 80 } })
})

test('[HD15] who has acted may not raise a short all-in, and may raise a full one', () => {
  const short = afterActs({ ...four, stacks: [50, 1000, 1000, 1000] }, ['raise', 40], ['all-in'], ['fold'], ['fold'])
  expect(short.hand().turn?.player).toBe(playerAt(3))
  expect(legalNow(short)).toEqual({ fold: true, check: false, call: 10, raise: null })
  when(short, 'raise', 200).rejects('raise-not-open')
  const full = afterActs({ ...four, stacks: [70, 1000, 1000, 1000] }, ['raise', 40], ['all-in'], ['call'], ['fold'])
  expect(legalNow(full).raise).toEqual({ kind: 'raise', min: 100, max: 1000 })
})

test('[HD16] a raise that nobody could answer is not offered', () => {
  const played = afterActs({ ...heads, stacks: [300, 1000] }, ['all-in'])
  expect(legalNow(played)).toEqual({ fold: true, check: false, call: 290, raise: null })
  when(played, 'raise', 600).rejects('raise-not-open')
})

test('[HD17] an action moves its chips and hands on the turn', () =>
  when(afterActs(four), 'raise', 30).then(
    {
      type: 'ActionTaken',
      player: playerAt(3),
      action: 'raise',
      added: 30,
      streetTotal: 30,
      stack: 970,
      pot: 45,
    },
    {
      type: 'TurnAssigned',
      player: playerAt(0),
      decision: 2,
      toCall: 30,
      minRaiseTo: 50,
      maxRaiseTo: 1000,
      deadline: 70_000,
    },
  ))

test('[HD17] what is not open is refused with its figures', () => {
  const opened = afterActs(four)
  when(opened, 'check').rejects('cannot-check', { toCall: 10 })
  when(opened, 'raise', 19).rejects('bet-too-small', { amount: 19, min: 20, max: 1000 })
  when(opened, 'raise').rejects('bet-too-small', { amount: 0, min: 20, max: 1000 })
  when(opened, 'raise', 1001).rejects('bet-too-large', { amount: 1001, min: 20, max: 1000 })
  const option = afterActs(four, ['call'], ['call'], ['call'])
  when(option, 'call').rejects('nothing-to-call')
  when(option, 'check').thenTypes('ActionTaken', 'BettingRoundCompleted')
  const flop = afterActs(four, ['call'], ['call'], ['call'], ['check'])
  when(flop, 'bet', 9).rejects('bet-too-small', { amount: 9, min: 10, max: 990 })
})

test('[HD17] folding is always open, also where checking is free', () =>
  when(afterActs(heads, ['call']), 'fold').thenTypes('ActionTaken', 'BettingRoundCompleted'))

const wordOf = (played: Played, ...act: Act) => {
  const [taken] = when(played, ...act).events()
  return taken?.type === 'ActionTaken' ? [taken.action, taken.added, taken.streetTotal] : []
}

test('[HD18] bet and raise are one action, recorded by what it is', () => {
  expect(wordOf(afterActs(four), 'bet', 30)).toEqual(['raise', 30, 30])
  expect(wordOf(afterActs(heads, ['call'], ['check']), 'raise', 30)).toEqual(['bet', 30, 30])
})

test('[HD18] all-in is recorded as the bet, raise or call that it comes to', () => {
  expect(wordOf(afterActs(heads, ['call'], ['check']), 'all-in')).toEqual(['bet', 990, 990])
  expect(wordOf(afterActs(four), 'all-in')).toEqual(['raise', 1000, 1000])
  expect(wordOf(afterActs({ ...heads, stacks: [1000, 300] }, ['all-in']), 'all-in')).toEqual(['call', 290, 300])
  const covered = afterActs({ ...heads, stacks: [300, 1000] }, ['all-in'])
  expect(wordOf(covered, 'all-in')).toEqual(['call', 290, 300])
  const barred = afterActs({ ...four, stacks: [50, 1000, 1000, 1000] }, ['raise', 40], ['all-in'], ['call'], ['fold'])
  when(barred, 'all-in').rejects('raise-not-open')
})

test('[HD19] a player speaks for its own seat, and the engine only folds', () => {
  const { events } = afterActs(four)
  const fold = { type: 'PlayerAction', player: playerAt(3), action: 'fold', decision: 1 } as const
  const given = scenario(Hand)(...events)
  given.when(fold, { actor: playerAt(0) }).rejects('not-your-seat')
  given.when(fold, { actor: playerAt(3) }).thenTypes('ActionTaken', 'TurnAssigned')
  given.when(fold, { actor: 'engine/hand-flow' }).thenTypes('ActionTaken', 'TurnAssigned')
  given.when({ ...fold, action: 'call' }, { actor: 'engine/hand-flow' }).rejects('not-your-seat')
})

test('[HD19] in an edition the engine plays every seat', () => {
  const context = fixedContext({ actor: 'engine/what-if' })
  const inEdition = { ...context, cover: { ...context.cover, edition: 'fork-at-17' } }
  const call = { type: 'PlayerAction', player: playerAt(3), action: 'call', decision: 1 } as const
  expect(Hand.decide.PlayerAction(call, afterActs(four).hand(), inEdition)).toMatchObject([{ action: 'call' }, {}])
  expect(Hand.decide.PlayerAction(call, afterActs(four).hand(), context)).toMatchObject({
    rejected: { reason: 'not-your-seat', code: 'PERMISSION_DENIED' },
  })
})

test('[HD20] a turn that has been answered stays answered', () => {
  const played = afterActs(four, ['call'])
  const given = scenario(Hand)(...played.events)
  const late = { type: 'PlayerAction', player: playerAt(3), action: 'raise', amount: 100, decision: 1 } as const
  given.when(late, { actor: playerAt(3) }).rejects('stale-decision', { decision: 1, current: 2 })
  given.when({ ...late, decision: 2 }, { actor: playerAt(3) }).rejects('not-your-turn', { turn: playerAt(0) })
  const over = afterActs(heads, ['fold'])
  when(over, 'fold').rejects('hand-over')
  const closed = afterActs(heads, ['call'])
  closed.act('check')
  when(closed, 'check').rejects('stale-decision')
})

test('[HD21] what nobody matched goes back before the round is completed', () =>
  when(afterActs({ ...heads, stacks: [1000, 300] }, ['raise', 500]), 'call').then(
    { type: 'ActionTaken', player: playerAt(1), action: 'call', added: 290, streetTotal: 300, stack: 0, pot: 800 },
    { type: 'UncalledBetReturned', player: playerAt(0), amount: 200, stack: 700, pot: 600 },
    {
      type: 'BettingRoundCompleted',
      street: 'preflop',
      pots: [{ amount: 600, eligible: [playerAt(1), playerAt(0)] }],
    },
  ))

test('[HD22] with one player left the round is over at once', () =>
  when(afterActs(four, ['fold'], ['fold']), 'fold').then(
    { type: 'ActionTaken', player: playerAt(1), action: 'fold', added: 0, streetTotal: 5, stack: 995, pot: 15 },
    { type: 'UncalledBetReturned', player: playerAt(2), amount: 5, stack: 995, pot: 10 },
    { type: 'BettingRoundCompleted', street: 'preflop', pots: [{ amount: 10, eligible: [playerAt(2)] }] },
  ))
