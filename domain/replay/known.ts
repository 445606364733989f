// Cards that the viewer knows once the hand has come to its end, laid on earlier moments; never more than was presented.
import type { Card } from '../cards/card.ts'
import { describe, pairOf } from '../cards/rank.ts'
import type { HandEvent } from '../hand/events.ts'
import { clockwiseFrom } from '../hand/state.ts'
import type { PlayerId } from '../ids.ts'
import type { TableSeat } from '../projections/table-view.ts'
import { type Presented, presentedEvent } from './history.ts'
import { type Dealt, dealOf, type Frame } from './tape.ts'

export type Known = Readonly<Record<PlayerId, readonly Card[]>>

/** Two cards each, one at a time, clockwise from the first seat left of the button. */
const fromDeck = ({ seats, button }: Dealt, deck: readonly Card[]): Known => {
  const order = clockwiseFrom(seats, button)
  return Object.fromEntries(
    order.map(({ player }, n) => [player, [deck[n], deck[n + order.length]].filter(card => card !== undefined)]),
  )
}

const opened = (dealt: Dealt, event: HandEvent): Known => {
  if (event.type === 'CardsRevealed') return { [event.player]: event.cards }
  return event.type === 'DeckRevealed' && event.deck.length > 0 ? fromDeck(dealt, event.deck) : {}
}

/** Own cards, shown cards, and all of them where the deck is open to everybody. */
export const knownOf = (history: Presented): Known => {
  const dealt = dealOf(history)
  if (!dealt) return {}
  const later = history.pages.map(page => opened(dealt, presentedEvent(history, page)))
  const { viewer, cards } = history
  return Object.assign({}, viewer && cards ? { [viewer]: cards } : {}, ...later)
}

const strength = (cards: readonly Card[]): string | null => (cards.length < 5 ? pairOf(cards) : describe(cards))

/** The same moment with these cards face up. Without any, it is the moment as it was. */
export const withKnown = ({ row, hand }: Frame, known: Known): Frame => {
  if (!row.hand) return { row, hand }
  const board = row.hand.board
  const faceUp = (seat: TableSeat): TableSeat => {
    const cards = known[seat.player]
    if (!cards || seat.shown || !seat.inHand) return seat
    return { ...seat, shown: [...cards], description: seat.folded ? null : strength([...cards, ...board]) }
  }
  return {
    row: { ...row, seats: row.seats.map(faceUp) },
    hand: { ...hand, seats: hand.seats.map(seat => ({ ...seat, cards: seat.cards ?? known[seat.player] ?? null })) },
  }
}
