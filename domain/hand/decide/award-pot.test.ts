import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import type { HandEvent } from '../events.ts'
import { Hand } from '../hand.ts'
import { dealer, dealt, deckFor, type Layout, playerAt, setupOf, table } from '../testing/dealer.ts'

const layout: Layout = { stacks: [1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const [ann, bob, cat] = [playerAt(1), playerAt(2), playerAt(0)]
const board = '2c7d9hJsQc'
const hole = { 1: 'KhKd', 2: '3h4d', 0: 'AhAd' }
type Act = [action: 'fold' | 'check' | 'call' | 'bet' | 'raise' | 'all-in', amount?: number]
const playOut = (laid: Layout, cards: { readonly [seat: number]: string }, ...acts: readonly Act[]) => {
  const setup = setupOf(laid)
  const played = dealer(dealt(setup, deckFor(setup, cards, board)))
  played.goOn()
  for (const act of acts) {
    played.act(...act)
    played.goOnUntil(({ step }) => step === 'award' || step === 'reveal')
  }
  return played
}
type Played = ReturnType<typeof playOut>
const given = (played: Played) => scenario(Hand)(...played.events)
const finish = (played: Played) => {
  const from = played.events.length
  played.goOn()
  return played.events.slice(from)
}
const ofType = <T extends HandEvent['type']>(events: readonly HandEvent[], type: T) =>
  events.filter((event): event is Extract<HandEvent, { type: T }> => event.type === type)
const allIn: Act = ['all-in']
const folded: Act[] = [['fold'], ['fold']]

test('[HD65] an award needs a finished showdown and a complete board, and happens once', () => {
  const played = playOut(layout, hole, allIn, allIn, allIn)
  given(playOut(layout, hole)).when({ type: 'AwardPot' }).rejects('showdown-open')
  given(played).when({ type: 'AwardPot' }).rejects('showdown-open')
  played.goOnUntil(({ step }) => step === 'deal')
  given(played).when({ type: 'AwardPot' }).rejects('board-incomplete', { cards: 0 })
  played.goOn()
  given(played).when({ type: 'AwardPot' }).rejects('already-awarded')
})

test('[HD66] the best hand wins, with its rank, its words and the five cards that play', () => {
  const events = finish(playOut(layout, hole, ['raise', 100], ['call'], ['fold'], allIn, allIn))
  expect(ofType(events, 'PotAwarded')).toMatchObject([
    {
      pots: [
        {
          amount: 2010,
          eligible: [ann, cat],
          winners: [{ player: cat, amount: 2010, description: 'pair of aces', best: ['Ah', 'Ad', 'Qc', 'Js', '9h'] }],
        },
      ],
      rake: 0,
    },
  ])
  expect(events.at(-1)).toEqual({
    type: 'HandCompleted',
    table,
    stacks: { [ann]: 0, [bob]: 990, [cat]: 2010 },
    banks: { [ann]: 60, [bob]: 60, [cat]: 60 },
    rake: 0,
    timedOut: [],
    acted: [ann, bob, cat],
  })
})

test('[HD66] each pot goes by itself to the best hand among its eligible', () => {
  const uneven = { ...layout, stacks: [100, 300, 1000] }
  const events = finish(playOut(uneven, hole, allIn, allIn, ['call']))
  expect(ofType(events, 'PotAwarded')[0]?.pots).toMatchObject([
    { amount: 300, eligible: [ann, bob, cat], winners: [{ player: cat, amount: 300 }] },
    { amount: 400, eligible: [ann, bob], winners: [{ player: ann, amount: 400 }] },
  ])
})

test('[HD66] the last one left wins unseen, and nothing is told of the hand', () => {
  const events = finish(playOut(layout, hole, ...folded))
  expect(ofType(events, 'PotAwarded')).toEqual([
    {
      type: 'PotAwarded',
      pots: [{ amount: 10, eligible: [bob], winners: [{ player: bob, amount: 10 }] }],
      rake: 0,
    },
  ])
})

test('[HD63] odd chips go one each, clockwise from the first tied seat left of the button', () => {
  const four: Layout = { stacks: [500, 500, 500, 500], button: 2, smallBlind: 5, bigBlind: 10 }
  const chop = { 0: 'KhAd', 1: 'KsAc', 2: 'KcAs', 3: '3h4d' }
  const events = finish(playOut(four, chop, ['raise', 101], ['call'], ['fold'], ['call'], allIn, allIn, allIn))
  expect(ofType(events, 'PotAwarded')[0]?.pots).toMatchObject([
    {
      amount: 1505,
      winners: [
        { player: playerAt(0), amount: 502 },
        { player: playerAt(1), amount: 502 },
        { player: playerAt(2), amount: 501 },
      ],
    },
  ])
})

const raked = { ...layout, terms: { rake: { percent: 5, cap: 30 } } }

test('[HD64] rake is taken from the pot before it is split, up to the cap', () => {
  const under = finish(playOut(raked, hole, ['raise', 100], ['call'], ['fold'], ['check'], ['bet', 50], ['fold']))
  expect(ofType(under, 'PotAwarded')).toMatchObject([
    { pots: [{ amount: 210, winners: [{ player: cat, amount: 200 }] }], rake: 10 },
  ])
  expect(ofType(under, 'HandCompleted')).toMatchObject([{ rake: 10, stacks: { [cat]: 1100, [ann]: 900, [bob]: 990 } }])
  const capped = finish(playOut(raked, hole, allIn, allIn, allIn))
  expect(ofType(capped, 'PotAwarded')).toMatchObject([{ pots: [{ winners: [{ amount: 2970 }] }], rake: 30 }])
})

test('[HD64] the cap is one for all pots of the hand', () => {
  const uneven = { ...raked, stacks: [300, 500, 1000], terms: { rake: { percent: 10, cap: 100 } } }
  const events = finish(playOut(uneven, hole, allIn, allIn, ['call']))
  expect(ofType(events, 'PotAwarded')).toMatchObject([
    { pots: [{ winners: [{ player: cat, amount: 810 }] }, { winners: [{ player: ann, amount: 390 }] }], rake: 100 },
  ])
})

test('[HD64] no flop, no rake', () => {
  const events = finish(playOut(raked, hole, ['raise', 400], ['raise', 900], ['fold'], ['fold']))
  expect(ofType(events, 'PotAwarded')).toMatchObject([{ pots: [{ winners: [{ player: ann, amount: 810 }] }], rake: 0 }])
})

test('[HD67] the deck and its seed are revealed at a full table only', () => {
  const full = playOut({ ...layout, terms: { reveal: 'full' } }, hole, ...folded)
  const { seed, deck } = full.hand()
  expect(finish(full).at(-1)).toEqual({ type: 'DeckRevealed', seed, deck })
  expect(ofType(finish(playOut(layout, hole, ...folded)), 'DeckRevealed')).toEqual([])
})

test('[HD68] a voided hand gives everybody what was dealt in', () => {
  const played = playOut(layout, hole, ['raise', 100], ['call'])
  const events = given(played).when({ type: 'VoidHand', reason: 'Misdeal' }, { actor: 'administrator' }).events()
  expect(events).toEqual([
    { type: 'HandVoided', reason: 'Misdeal' },
    {
      type: 'HandCompleted',
      table,
      stacks: { [ann]: 1000, [bob]: 1000, [cat]: 1000 },
      banks: { [ann]: 60, [bob]: 60, [cat]: 60 },
      rake: 0,
      timedOut: [],
      acted: [ann, cat],
    },
  ])
  const after = scenario(Hand)(...played.events, ...events)
  after.when({ type: 'VoidHand', reason: 'Again' }).rejects('hand-over')
  after.when({ type: 'AwardPot' }).rejects('hand-over')
  after.when({ type: 'PostBlind', player: ann, kind: 'small' }).rejects('hand-over')
  scenario(Hand)().when({ type: 'VoidHand', reason: 'Nothing dealt' }).rejects('not-dealt')
})
