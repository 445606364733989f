import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { Hand } from '../hand.ts'
import { dealer, dealt, deckFor, type Layout, playerAt, setupOf } from '../testing/dealer.ts'

const layout: Layout = { stacks: [1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const [ann, bob, cat] = [playerAt(1), playerAt(2), playerAt(0)]
const board = '2c7d9hJsQc'
type Hole = { readonly [seat: number]: string }
const start = (hole: Hole, laid: Layout = layout) => {
  const setup = setupOf(laid)
  const played = dealer(dealt(setup, deckFor(setup, hole, board)))
  played.goOn()
  return played
}
type Played = ReturnType<typeof start>
const given = (played: Played) => scenario(Hand)(...played.events)

/** Checked down to the end, or the river bet by `bettor` and called. */
const atShowdown = (hole: Hole, bettor?: string) => {
  const played = start(hole)
  while (played.goOnUntil(({ step }) => step === 'reveal').step === 'turn') {
    const { level, street, turn, decision } = played.hand()
    if (street === 'river' && turn?.player === bettor && level === 0) played.act('bet', 50)
    else played.act(decision < 3 || (street === 'river' && level > 0) ? 'call' : 'check')
  }
  return played
}
const muck = (player: typeof ann) => ({ type: 'RevealCards', player, muck: true }) as const
const show = (player: typeof ann) => ({ type: 'RevealCards', player, muck: false }) as const
const kings = { 1: 'KhKd', 2: '3h4d', 0: 'AhAd' }

test('[HD50] without a bet on the last street the first seat left of the button shows first', () =>
  expect(atShowdown(kings).hand().order).toEqual([ann, bob, cat]))

test('[HD50] the last aggressor of the last street shows first, then clockwise', () =>
  expect(atShowdown(kings, bob).hand().order).toEqual([bob, cat, ann]))

test('[HD51] the first to show must show', () => {
  const played = atShowdown(kings)
  given(played).when(muck(ann), { actor: ann }).rejects('must-show')
  const [shown] = given(played).when(show(ann), { actor: ann }).events()
  expect(shown).toMatchObject({ type: 'CardsRevealed', player: ann, cards: ['Kh', 'Kd'], description: 'pair of kings' })
})

test('[HD51] who is beaten by what is shown may muck or show; who is not must show', () => {
  const played = atShowdown(kings)
  played.ask(show(ann))
  given(played).when(muck(bob), { actor: bob }).then({ type: 'CardsMucked', player: bob })
  given(played).when(show(bob), { actor: bob }).thenTypes('CardsRevealed')
  played.ask(muck(bob))
  given(played).when(muck(cat), { actor: cat }).rejects('must-show')
})

test('[HD51] a tie is not beaten', () => {
  const played = atShowdown({ 1: 'KhKd', 2: 'KsKc', 0: '3h4d' })
  played.ask(show(ann))
  given(played).when(muck(bob), { actor: bob }).rejects('must-show')
})

test('[HD51] who would win a side pot must show, though the main pot is lost', () => {
  const played = start({ 1: 'AhAd', 2: 'KhKd', 0: '3h4d' }, { ...layout, stacks: [1000, 100, 1000] })
  played.act('call')
  played.act('all-in')
  played.act('call')
  played.act('call')
  while (played.goOnUntil(({ step }) => step === 'reveal').step === 'turn') {
    const { street, level } = played.hand()
    played.act(level > 0 ? 'call' : street === 'flop' ? 'bet' : 'check', 50)
  }
  played.ask(show(ann))
  given(played).when(muck(bob), { actor: bob }).rejects('must-show')
})

test('[HD52] the flow asks to muck for everybody, and who must show is shown', () => {
  const played = atShowdown(kings)
  const asked = [ann, bob, cat].map(player => played.ask(muck(player))[0]?.type)
  expect(asked).toEqual(['CardsRevealed', 'CardsMucked', 'CardsRevealed'])
})

test('[HD53] all-in and no betting left, nobody mucks; no strength is told before the board is complete', () => {
  const played = start(kings)
  played.act('all-in')
  played.act('call')
  played.act('fold')
  played.ask({ type: 'StartShowdown' })
  given(played).when(muck(cat), { actor: cat }).rejects('must-show')
  played.ask(muck(cat))
  given(played).when(muck(ann), { actor: ann }).rejects('must-show')
  given(played)
    .when(muck(ann))
    .then({ type: 'CardsRevealed', player: ann, cards: ['Kh', 'Kd'] as never, rank: null, description: null })
})

test('[HD54] the last one left shows or mucks as they like, once, until the award', () => {
  const played = start(kings)
  played.act('fold')
  played.act('fold')
  given(played).when(muck(bob), { actor: bob }).then({ type: 'CardsMucked', player: bob })
  given(played).when(show(ann), { actor: ann }).rejects('not-your-turn')
  played.ask(show(bob))
  given(played).when(show(bob), { actor: bob }).rejects('not-your-turn')
  played.goOn()
  given(played).when(show(bob), { actor: bob }).rejects('hand-over')
})

test('[HD55] a showdown needs a finished round and two players, and starts once', () => {
  const played = start(kings)
  given(played).when({ type: 'StartShowdown' }).rejects('round-open')
  played.act('call')
  played.act('call')
  played.act('check')
  given(played).when({ type: 'StartShowdown' }).rejects('round-open')
  given(atShowdown(kings)).when({ type: 'StartShowdown' }).then()
  const folded = start(kings)
  folded.act('fold')
  folded.act('fold')
  given(folded).when({ type: 'StartShowdown' }).rejects('one-player-left')
  folded.goOn()
  given(folded).when({ type: 'StartShowdown' }).rejects('hand-over')
})

test('[HD55] cards are shown in turn, by their own seat', () => {
  const played = atShowdown(kings)
  given(played).when(show(bob), { actor: bob }).rejects('not-your-turn', { turn: ann })
  given(played).when(show(ann), { actor: bob }).rejects('not-your-seat')
  given(start(kings)).when(show(ann), { actor: ann }).rejects('not-your-turn', { turn: null })
})
