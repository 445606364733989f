// What one seat sees of its hand beyond what everybody sees: own cards, legal actions, strength in words.
import type { Card } from '../cards/card.ts'
import type { Chips } from '../chips.ts'
import type { HandId, PlayerId, Seat } from '../ids.ts'

/** What the actor may do now. Amounts: `call` is added to what lies there; `raise` are totals of the street. */
export type LegalActions = {
  fold: boolean
  check: boolean
  call: Chips | null
  raise: { kind: 'bet' | 'raise'; min: Chips; max: Chips } | null
}
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
