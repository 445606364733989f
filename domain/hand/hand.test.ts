import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { commitmentOf, shuffle } from '../cards/deck.ts'
import type { HandCommand } from './commands.ts'
import type { HandEvent } from './events.ts'
import { Hand } from './hand.ts'
import { committed, dealer, dealt, deckFor, hand, type Layout, playerAt, setupOf, table } from './testing/dealer.ts'

const given = scenario(Hand)
const three: Layout = { stacks: [1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const setup = setupOf(three)
const deal = { type: 'DealCards', table, hand, ...setup } as const
const dealtTo = (layout: Layout) => dealt(setupOf(layout), deckFor(setupOf(layout), {}))
const typesOf = (events: readonly HandEvent[]) => events.map(event => event.type)

test('[HD1] a deck is committed to once; its seed is nobody’s', () => {
  const seed = Array.from({ length: 32 }, (_, n) => n.toString(16).padStart(2, '0')).join('')
  given()
    .when({ type: 'PrepareDeck' })
    .then({
      type: 'DeckCommitted',
      commitment: commitmentOf(seed),
      algorithm: 'hmac-sha256-fisher-yates-1',
      private: { nobody: { seed } },
    })
  given(committed).when({ type: 'PrepareDeck' }).rejects('prepared')
  given(...dealtTo(three))
    .when({ type: 'PrepareDeck' })
    .rejects('prepared')
})

test('[HD2] two cards each, one at a time from the left of the button; every part has its own audience', () => {
  const deck = shuffle('11'.repeat(32))
  const private_ = {
    [playerAt(1)]: { cards: [deck[0], deck[3]] },
    [playerAt(2)]: { cards: [deck[1], deck[4]] },
    [playerAt(0)]: { cards: [deck[2], deck[5]] },
    nobody: { deck },
  } as Extract<HandEvent, { type: 'CardsDealt' }>['private']
  given(committed)
    .when(deal)
    .then({ type: 'CardsDealt', table, hand, ...setup, private: private_ })
})

test('[HD3] a deal needs a deck and two to ten players of hold’em, and happens once', () => {
  given().when(deal).rejects('deck-not-prepared')
  given(...dealtTo(three))
    .when(deal)
    .rejects('already-dealt')
  given(committed)
    .when({ ...deal, variant: 'omaha' })
    .rejects('variant-not-offered', { variant: 'omaha' })
  const [one] = setup.seats
  if (!one) throw new Error('no seat')
  given(committed)
    .when({ ...deal, seats: [one, one] })
    .rejects('not-enough-players', { players: 1 })
})

test('[HD4] forced bets are posted in the order of the deal and in no other', () => {
  const started = given(...dealtTo(three))
  started
    .when({ type: 'PostBlind', player: playerAt(1), kind: 'small' })
    .then({ type: 'BlindPosted', player: playerAt(1), kind: 'small', amount: 5, stack: 995, pot: 5 })
  started.when({ type: 'PostBlind', player: playerAt(2), kind: 'big' }).rejects('not-next-post', { dueKind: 'small' })
  started.when({ type: 'PostBlind', player: playerAt(1), kind: 'big' }).rejects('not-next-post')
  given(committed)
    .when({ type: 'PostBlind', player: playerAt(1), kind: 'small' })
    .rejects('not-next-post')
})

test('[HD4] a seat that its ante has emptied is passed over', () => {
  const antes: Layout = { ...three, stacks: [1000, 2, 1000], ante: { kind: 'each', amount: 2 } }
  const played = dealer(dealtTo(antes))
  played.goOn()
  const posted = played.events.flatMap(event => (event.type === 'BlindPosted' ? [[event.player, event.kind]] : []))
  expect(posted).toEqual([
    [playerAt(1), 'ante'],
    [playerAt(2), 'ante'],
    [playerAt(0), 'ante'],
    [playerAt(2), 'big'],
  ])
})

test('[HD5] a short stack posts what it has, and an ante is no part of the bet', () => {
  const antes: Layout = { ...three, stacks: [1000, 1000, 9], ante: { kind: 'each', amount: 2 } }
  const played = dealer(dealtTo(antes))
  played.goOn()
  const big = played.events.find(event => event.type === 'BlindPosted' && event.kind === 'big')
  expect(big).toMatchObject({ amount: 7, stack: 0, pot: 18 })
  expect(played.hand().seats.map(({ bet, total }) => [bet, total])).toEqual([
    [5, 7],
    [7, 9],
    [0, 2],
  ])
})

test('[HD6] with the last forced bet the turn is to the left of the big blind', () => {
  const four: Layout = { ...three, stacks: [1000, 1000, 1000, 1000] }
  const played = dealer(dealtTo(four))
  played.ask({ type: 'PostBlind', player: playerAt(1), kind: 'small' })
  const events = played.ask({ type: 'PostBlind', player: playerAt(2), kind: 'big' }, { now: 7000 })
  expect(typesOf(events)).toEqual(['BlindPosted', 'TurnAssigned'])
  expect(events[1]).toEqual({
    type: 'TurnAssigned',
    player: playerAt(3),
    decision: 1,
    toCall: 10,
    minRaiseTo: 20,
    maxRaiseTo: 1000,
    deadline: 7000 + 20_000 + 1500,
  })
})

test('[HD6] a straddle moves the opening one seat on, and its poster acts last', () => {
  const played = dealer(dealtTo({ ...three, stacks: [1000, 1000, 1000, 1000], straddle: 20 }))
  const order = ['call', 'call', 'call'].map(() => {
    played.goOn()
    return played.act('call')[0]
  })
  expect(order.map(event => event?.type === 'ActionTaken' && event.player)).toEqual([0, 1, 2].map(playerAt))
  expect(played.hand().turn?.player).toBe(playerAt(3))
})

test('[HD7] where nobody can act the round is over with the last forced bet', () => {
  const played = dealer(dealtTo({ stacks: [3, 10], button: 0, smallBlind: 5, bigBlind: 10 }))
  played.ask({ type: 'PostBlind', player: playerAt(0), kind: 'small' })
  const events = played.ask({ type: 'PostBlind', player: playerAt(1), kind: 'big' })
  expect(events.slice(1)).toEqual([
    { type: 'UncalledBetReturned', player: playerAt(1), amount: 7, stack: 7, pot: 6 },
    {
      type: 'BettingRoundCompleted',
      street: 'preflop',
      pots: [{ amount: 6, eligible: [playerAt(1), playerAt(0)] }],
    },
  ])
})

test('[HD8] where nothing is to be posted the betting opens with the deal', () =>
  given(committed)
    .when({ ...deal, posts: [] })
    .thenTypes('CardsDealt', 'TurnAssigned'))

test('[HD96] a look at hidden parts is a fact with a reason, and changes nothing', () => {
  const looked: HandEvent = { type: 'AdminSecretViewed', who: 'floor', why: 'a complaint' }
  expect(Hand.events.AdminSecretViewed).toMatchObject({ fact: true })
  expect(Hand.events.AdminSecretViewed.schema.safeParse({ ...looked, why: '' }).success).toBe(false)
  expect(given(...dealtTo(three), looked).state()).toEqual(given(...dealtTo(three)).state())
})

test('[HD99] a committed deck stays', () =>
  expect(Hand.onUndo?.PrepareDeck?.({ type: 'PrepareDeck' }, given(committed).state())).toEqual([]))

test('[HD69] a hand that is over stays as it ended: whatever is asked of it is refused', () => {
  const over = given(...dealtTo(three), { type: 'HandVoided', reason: 'misdeal' })
  const player = playerAt(0)
  for (const asked of [
    { type: 'PostBlind', player, kind: 'small' },
    { type: 'PlayerAction', player, action: 'fold', decision: 1 },
    { type: 'TimeOutPlayer', decision: 1 },
    { type: 'DealCommunityCards', count: 3 },
    { type: 'StartShowdown' },
    { type: 'RevealCards', player, muck: false },
    { type: 'AwardPot' },
    { type: 'VoidHand', reason: 'again' },
  ] as const)
    over.when(asked as HandCommand, { actor: player }).rejects('hand-over')
  over.when({ type: 'PrepareDeck' }).rejects('prepared')
  over.when(deal).rejects('already-dealt')
})
