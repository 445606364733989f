import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { Hand } from '../hand.ts'
import { dealer, dealt, deckFor, type Layout, playerAt, setupOf } from '../testing/dealer.ts'

const layout: Layout = { stacks: [1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const board = '2c7d9hJsQc'
const start = (laid: Layout = layout) => {
  const setup = setupOf(laid)
  const played = dealer(dealt(setup, deckFor(setup, {}, board)))
  played.goOn()
  return played
}
/** Everybody calls or checks until the round before `street` is closed. */
const closedBefore = (street: 'flop' | 'turn' | 'river' | 'showdown') => {
  const played = start()
  const closed = () => played.hand().phase === 'closed'
  const streets = { flop: 'preflop', turn: 'flop', river: 'turn', showdown: 'river' }
  for (;;) {
    while (!closed()) played.act(played.hand().level > 0 && played.hand().decision < 3 ? 'call' : 'check')
    if (played.hand().street === streets[street]) return played
    played.goOn()
  }
}
const given = (played: ReturnType<typeof start>) => scenario(Hand)(...played.events)

test('[HD40] a card is burnt before each street: three, one and one are laid open', () => {
  const played = closedBefore('showdown')
  const dealtStreets = played.events.flatMap(event => (event.type === 'CommunityCardsDealt' ? [event] : []))
  expect(dealtStreets).toEqual([
    { type: 'CommunityCardsDealt', street: 'flop', cards: ['2c', '7d', '9h'] },
    { type: 'CommunityCardsDealt', street: 'turn', cards: ['Js'] },
    { type: 'CommunityCardsDealt', street: 'river', cards: ['Qc'] },
  ])
  const { deck } = played.hand()
  expect([7, 8, 9, 11, 13].map(at => deck?.[at])).toEqual(['2c', '7d', '9h', 'Js', 'Qc'])
})

test('[HD41] a street opens with the first live seat left of the button; its smallest bet is the big blind', () =>
  given(closedBefore('flop'))
    .when({ type: 'DealCommunityCards', count: 3 }, { now: 3000 })
    .then(
      { type: 'CommunityCardsDealt', street: 'flop', cards: ['2c', '7d', '9h'] as never },
      {
        type: 'TurnAssigned',
        player: playerAt(1),
        decision: 4,
        toCall: 0,
        minRaiseTo: 10,
        maxRaiseTo: 990,
        deadline: 3000 + 21_500,
      },
    ))

test('[HD42] all-in and no betting left: the hands are shown, then the board follows without turns', () => {
  const played = start({ ...layout, stacks: [300, 500, 1000] })
  played.act('all-in')
  played.act('all-in')
  played.act('call')
  given(played).when({ type: 'DealCommunityCards', count: 3 }).rejects('showdown-open')
  const from = played.events.length
  expect(played.goOn()).toEqual({ step: 'done' })
  expect(played.events.slice(from).map(event => event.type)).toEqual([
    'ShowdownStarted',
    'CardsRevealed',
    'CardsRevealed',
    'CardsRevealed',
    'CommunityCardsDealt',
    'CommunityCardsDealt',
    'CommunityCardsDealt',
    'PotAwarded',
    'HandCompleted',
  ])
})

test('[HD43] a street is refused while a round is open, where the count is wrong, and where none is due', () => {
  given(start()).when({ type: 'DealCommunityCards', count: 3 }).rejects('round-open')
  given(closedBefore('flop')).when({ type: 'DealCommunityCards', count: 1 }).rejects('wrong-count', { expected: 3 })
  given(closedBefore('turn')).when({ type: 'DealCommunityCards', count: 3 }).rejects('wrong-count', { expected: 1 })
  given(closedBefore('showdown')).when({ type: 'DealCommunityCards', count: 1 }).rejects('no-community-cards')
  const folded = start()
  folded.act('fold')
  folded.act('fold')
  given(folded).when({ type: 'DealCommunityCards', count: 3 }).rejects('no-community-cards')
  folded.goOn()
  given(folded).when({ type: 'DealCommunityCards', count: 3 }).rejects('hand-over')
})
