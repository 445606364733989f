// What one seat sees of its hand beyond what everybody sees: own cards, legal actions, strength in words.
import type { Card } from '../cards/card.ts'
import { bestFive, describe, pairOf } from '../cards/rank.ts'
import type { HandId, PlayerId, Seat } from '../ids.ts'
import { type LegalActions, legalActions } from './rules/betting.ts'
import { nextToShow } from './rules/streets.ts'
import { type HandState, seatOf } from './state.ts'

export type { LegalActions } from './rules/betting.ts'
export type SeatView = {
  hand: HandId
  player: PlayerId
  seat: Seat
  cards: Card[]
  /** "pair of nines"; null before the cards say anything. */
  strength: string | null
  /** The five cards that play with today's board; empty before the flop. */
  best: Card[]
  /** Null unless it is this seat's turn. */
  legal: LegalActions | null
  decision: number | null
  /** This seat may show or muck now. */
  mayShow: boolean
}

const strengthOf = (cards: readonly Card[]): Pick<SeatView, 'strength' | 'best'> => {
  if (cards.length < 5) return { strength: pairOf(cards), best: [] }
  return { strength: describe(cards), best: bestFive(cards) }
}

/** Null for who was not dealt in. Takes a hand folded from the events as presented to `player`. */
export const seatView = (hand: HandState, player: PlayerId): SeatView | null => {
  const own = seatOf(hand, player)
  if (!own || !hand.setup) return null
  const isTurn = hand.turn?.player === player
  const cards = [...(own.cards ?? [])]
  return {
    hand: hand.setup.hand,
    player,
    seat: own.seat,
    cards,
    ...strengthOf(cards.length > 0 ? [...cards, ...hand.board] : []),
    legal: isTurn ? legalActions(hand, player) : null,
    decision: isTurn ? hand.decision : null,
    mayShow: nextToShow(hand) === player,
  }
}
