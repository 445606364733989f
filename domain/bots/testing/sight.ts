// Sights made by hand: a table described in a few words, as a bot in one of its seats sees it.
import { Card } from '../../cards/card.ts'
import type { LegalActions } from '../../hand/seat-view.ts'
import { HandId, PlayerId, Seat } from '../../ids.ts'
import type { PublicHand, PublicSeat, Sight } from '../situation.ts'

export const playerAt = (seat: number) => PlayerId.parse(`00000000-0000-4000-8000-00000000000${seat}`)
const hand = HandId.parse('00000000-0000-4000-8000-0000000000a0')

export type Described = {
  /** As in "AhKd". */
  readonly cards: string
  readonly board?: string
  /** The bot's seat; the button is seat 0, the blinds are the next two (heads-up the button and the other). */
  readonly seat: number
  /** What lies in front of each seat; null for one who has folded. */
  readonly bets: readonly (number | null)[]
  readonly stacks?: readonly number[]
  readonly pot: number
  readonly legal: LegalActions
}

export const cardsOf = (text: string): Card[] => (text.match(/../g) ?? []).map(card => Card.parse(card))

const seatOf = (described: Described, seat: number): PublicSeat => ({
  seat: Seat.parse(seat),
  player: playerAt(seat),
  stack: described.stacks?.[seat] ?? 1000,
  inHand: true,
  folded: described.bets[seat] === null,
  bet: described.bets[seat] ?? 0,
})

/** Blinds are 5 and 10. */
export const sightOf = (described: Described): Sight => ({
  seat: {
    hand,
    player: playerAt(described.seat),
    seat: Seat.parse(described.seat),
    cards: cardsOf(described.cards),
    strength: null,
    best: [],
    legal: described.legal,
    decision: 3,
    mayShow: false,
  },
  table: {
    blinds: { small: 5, big: 10, ante: { kind: 'none', amount: 0 } },
    seats: described.bets.map((_, seat) => seatOf(described, seat)),
    hand: handOf(described),
  },
})

const handOf = ({ bets, board = '', pot }: Described): PublicHand => ({
  hand,
  button: Seat.parse(0),
  smallBlindSeat: Seat.parse(bets.length === 2 ? 0 : 1),
  bigBlindSeat: Seat.parse(bets.length === 2 ? 1 : 2),
  board: cardsOf(board),
  pot,
  turn: { decision: 3 },
})
