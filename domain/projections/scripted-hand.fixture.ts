// One table and one hand, event by event, as the log would hold them: for the tests of every read model.
import type { Message } from '@/engine/message'
import { type Input, testLog } from '@/engine/testing/envelope'
import { Card } from '../cards/card.ts'
import type { HandEvent } from '../hand/events.ts'
import { type PlayerId, Seat } from '../ids.ts'
import type { PlayerEvent } from '../player/events.ts'
import type { TableEvent } from '../table/events.ts'
import { handId, playerId, reservationId, tableId } from '../testing/ids.ts'

export const table = tableId(1)
export const hand = handId(1)
export const [ann, bob, cat] = [playerId(1), playerId(2), playerId(3)] as const
export const reservationOf = reservationId
const commitment = 'c'.repeat(64)
const cards = (text: string) => text.split(' ').map(card => Card.parse(card))
const blinds = { small: 5, big: 10, ante: { kind: 'none', amount: 0 } } as const

/** Writes one log; every event gets the next position. */
export const chronicle = () => {
  const log = testLog()
  const inputs: Input[] = []
  const write = (stream: Parameters<typeof log.add>[0], events: readonly Message[]) => {
    for (const event of events) inputs.push(log.add(stream, event))
  }
  const self = {
    inputs,
    ofPlayer: (player: PlayerId, ...events: readonly PlayerEvent[]) => {
      write({ domain: 'player', root: player }, events)
      return self
    },
    ofTable: (...events: readonly TableEvent[]) => {
      write({ domain: 'table', root: table }, events)
      return self
    },
    ofHand: (...events: readonly HandEvent[]) => {
      write({ domain: 'hand', root: hand, ext: { domain: 'table', root: table } }, events)
      return self
    },
    elsewhere: (...events: readonly HandEvent[]) => {
      write({ domain: 'hand', root: handId(99) }, events)
      return self
    },
  }
  return self
}

export const created: TableEvent = {
  type: 'TableCreated',
  name: 'Mild Breeze',
  host: 'administrator',
  variant: 'texas-holdem',
  blinds,
  minBuyIn: 100,
  maxBuyIn: 2000,
  seats: 6,
  actionSeconds: 20,
  timeBankSeconds: 60,
  reveal: 'full',
  visibility: 'public',
  rake: null,
}
export const sits = (player: PlayerId, seat: number, kind: 'human' | 'bot' = 'human'): TableEvent => ({
  type: 'PlayerSeated',
  player,
  kind,
  seat: Seat.parse(seat),
  stack: 1000,
  reservation: reservationOf(seat),
})
const seats = [ann, bob, cat].map((player, seat) => ({ player, seat: Seat.parse(seat), stack: 1000, bank: 60 }))
const setup = {
  number: 7,
  button: Seat.parse(0),
  smallBlindSeat: Seat.parse(1),
  bigBlindSeat: Seat.parse(2),
  seats,
  variant: 'texas-holdem',
  blinds,
  posts: [
    { player: bob, seat: Seat.parse(1), kind: 'small', amount: 5 },
    { player: cat, seat: Seat.parse(2), kind: 'big', amount: 10 },
  ],
  terms: { actionSeconds: 20, reveal: 'full', rake: null },
} as const
const mutable = <T>(value: T): T => structuredClone(value)

export const committed: HandEvent = { type: 'DeckCommitted', commitment, algorithm: 'hmac-sha256-fisher-yates-1' }
export const started = { type: 'HandStarted', hand, ...mutable(setup) } as unknown as TableEvent
const dealt = { type: 'CardsDealt', table, hand, ...mutable(setup) } as unknown as HandEvent

const took = (
  player: PlayerId,
  action: Extract<HandEvent, { type: 'ActionTaken' }>['action'],
  figures: readonly [added: number, streetTotal: number, stack: number, pot: number],
): HandEvent => {
  const [added, streetTotal, stack, pot] = figures
  return { type: 'ActionTaken', player, action, added, streetTotal, stack, pot }
}
export const turn = (player: PlayerId, decision: number, deadline = 1_000_000): HandEvent => ({
  type: 'TurnAssigned',
  player,
  decision,
  toCall: 10,
  minRaiseTo: 20,
  maxRaiseTo: 1000,
  deadline,
})

/** Three seats; ann raises, bob is all-in, cat folds, ann calls and wins at the showdown. In five stretches. */
export const script = {
  blinds: [
    dealt,
    { type: 'BlindPosted', player: bob, kind: 'small', amount: 5, stack: 995, pot: 5 },
    { type: 'BlindPosted', player: cat, kind: 'big', amount: 10, stack: 990, pot: 15 },
    turn(ann, 1),
  ],
  preflop: [
    took(ann, 'raise', [450, 450, 550, 465]),
    turn(bob, 2),
    took(bob, 'call', [445, 450, 550, 910]),
    turn(cat, 3),
    took(cat, 'fold', [0, 10, 990, 910]),
    { type: 'BettingRoundCompleted', street: 'preflop', pots: [{ amount: 910, eligible: [ann, bob] }] },
  ],
  flop: [
    { type: 'CommunityCardsDealt', street: 'flop', cards: cards('Ah 9d 2c') },
    turn(bob, 4),
    took(bob, 'check', [0, 0, 550, 910]),
    turn(ann, 5),
    took(ann, 'bet', [550, 550, 0, 1460]),
    turn(bob, 6),
    took(bob, 'call', [550, 550, 0, 2010]),
    { type: 'BettingRoundCompleted', street: 'flop', pots: [{ amount: 2010, eligible: [ann, bob] }] },
  ],
  showdown: [
    { type: 'ShowdownStarted', order: [ann, bob] },
    { type: 'CardsRevealed', player: ann, cards: cards('As 9s'), rank: null, description: null },
    { type: 'CardsRevealed', player: bob, cards: cards('Kc Kd'), rank: null, description: null },
    { type: 'CommunityCardsDealt', street: 'turn', cards: cards('3h') },
    { type: 'CommunityCardsDealt', street: 'river', cards: cards('4s') },
  ],
  award: [
    {
      type: 'PotAwarded',
      pots: [
        {
          amount: 2010,
          eligible: [ann, bob],
          winners: [
            {
              player: ann,
              amount: 2010,
              rank: 9,
              description: 'two pair, aces and nines',
              best: cards('Ah As 9d 9s 4s'),
            },
          ],
        },
      ],
      rake: 0,
    },
    {
      type: 'HandCompleted',
      table,
      stacks: { [ann]: 2010, [bob]: 0, [cat]: 990 },
      banks: { [ann]: 60, [bob]: 45, [cat]: 60 },
      rake: 0,
      timedOut: [],
      acted: [ann, bob, cat],
    },
    { type: 'DeckRevealed', seed: 'd'.repeat(64), deck: [] },
  ],
} satisfies Record<string, HandEvent[]>

export const ended: TableEvent = {
  type: 'HandEnded',
  hand,
  changes: { [ann]: 1010, [bob]: -1000, [cat]: -10 },
  stacks: { [ann]: 2010, [bob]: 0, [cat]: 990 },
  banks: { [ann]: 60, [bob]: 45, [cat]: 60 },
  rake: 0,
  timedOut: [],
  acted: [ann, bob, cat],
}
export const seated: readonly TableEvent[] = [created, sits(ann, 0), sits(bob, 1, 'bot'), sits(cat, 2)]
