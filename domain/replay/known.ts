// Cards that the viewer knows once the hand has come to its end, laid on earlier moments; never more than was presented.
import type { Card } from '../cards/card.ts'
import { describe, pairOf } from '../cards/rank.ts'
import type { HandEvent } from '../hand/events.ts'
import { clockwiseFrom } from '../hand/state.ts'
import type { PlayerId } from '../ids.ts'
import type { TableSeat } from '../projections/table-view.ts'
import { type Presented, presentedEvent } from './history.ts'
import { type Dealt, dealOf, type Frame } from './tape.ts'

type Hands = Readonly<Record<PlayerId, readonly Card[]>>
/** `anew`: once what nobody had seen was dealt anew, as in a what-if; what is known from then on was not in hand before. */
export type Known = { readonly dealt: Hands; readonly anew: Hands }
export const nothingKnown: Known = { dealt: {}, anew: {} }

/** Two cards each, one at a time, clockwise from the first seat left of the button. */
const fromDeck = ({ seats, button }: Dealt, deck: readonly Card[]): Hands => {
  const order = clockwiseFrom(seats, button)
  return Object.fromEntries(
    order.map(({ player }, n) => [player, [deck[n], deck[n + order.length]].filter(card => card !== undefined)]),
  )
}

const opened = (dealt: Dealt, event: HandEvent): Hands => {
  if (event.type === 'CardsRevealed') return { [event.player]: event.cards }
  return event.type === 'DeckRevealed' && event.deck.length > 0 ? fromDeck(dealt, event.deck) : {}
}

/** Own cards, shown cards, and all of them where the deck is open to everybody. */
export const knownOf = (history: Presented): Known => {
  const dealt = dealOf(history)
  if (!dealt) return nothingKnown
  const { viewer, cards, pages } = history
  const own: Hands = viewer && cards ? { [viewer]: cards } : {}
  const later = pages.map(page => opened(dealt, presentedEvent(history, page)))
  const again = pages.findIndex(({ type }) => type === 'UnseenReshuffled')
  const anew: Hands = Object.assign({}, own, ...later)
  return { dealt: again < 0 ? anew : Object.assign({}, own, ...later.slice(0, again)), anew }
}

const strength = (cards: readonly Card[]): string | null => (cards.length < 5 ? pairOf(cards) : describe(cards))

/** The same moment with these cards face up. Without any, it is the moment as it was. */
export const withKnown = ({ row, hand }: Frame, { dealt, anew }: Known): Frame => {
  if (!row.hand) return { row, hand }
  const known = hand.dealtAnew ? anew : dealt
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
