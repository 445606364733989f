// Dealing anew, in an edition: cards that nobody there has seen change places, by a seed of their own.
import type { Card } from '../../cards/card.ts'
import { shuffle } from '../../cards/deck.ts'
import type { PlayerId } from '../../ids.ts'

type Seat = { readonly player: PlayerId; readonly cards: readonly Card[] | null }
/** What of a hand matters here: its seats in the order of the deal, and what lies open. */
type Held = { readonly seats: readonly Seat[]; readonly board: readonly Card[] }

export const holeCards = 2

/** Where in the order of the deal a seat's cards come from: the n-th seat gets the n-th card of every round. */
export const placesOfSeat = ({ seats }: Pick<Held, 'seats'>, seat: Seat): readonly number[] => {
  const index = seats.indexOf(seat)
  return index < 0 ? [] : Array.from({ length: holeCards }, (_, round) => index + round * seats.length)
}

/** The first card of each street behind the hole cards: one is burnt before it. */
const streetsAt = [1, 5, 7]

/** Where the cards of a complete board come from. */
const placesOfBoard = ({ seats }: Pick<Held, 'seats'>): readonly number[] => {
  const behind = seats.length * holeCards
  const [flop = 0, turn = 0, river = 0] = streetsAt
  return [flop, flop + 1, flop + 2, turn, river].map(place => behind + place)
}

/** The places of the board that lie open. */
export const placesOnBoard = (hand: Held): readonly number[] => placesOfBoard(hand).slice(0, hand.board.length)

/** What somebody who looks at this fold of a hand has seen of the deck: hole cards known to them, and the board. */
export const placesSeen = (hand: Held): readonly number[] =>
  [...cardsSeen(hand).keys()].sort((one, other) => one - other)

/** The same, with the cards. */
export const cardsSeen = (hand: Held): ReadonlyMap<number, Card> => {
  const own = hand.seats.flatMap(seat => placesOfSeat(hand, seat).map((place, n) => [place, seat.cards?.[n]] as const))
  const open = placesOnBoard(hand).map((place, n) => [place, hand.board[n]] as const)
  return new Map([...own, ...open].filter((pair): pair is [number, Card] => pair[1] !== undefined))
}

/** The k-th cards named stay; the others follow as the seed has them, wherever they lay before. */
export const dealtAnew = (deck: readonly Card[], keep: readonly number[], seed: string): Card[] => {
  const kept = new Set(keep)
  const staying = new Set(keep.map(place => deck[place]))
  const others = shuffle(seed).filter(card => !staying.has(card))
  return deck.map((card, place) => (kept.has(place) ? card : (others.shift() as Card)))
}

/** The cards of each seat that had some of theirs dealt anew, by player. */
export const cardsDealtAnew = (hand: Held, deck: readonly Card[], keep: readonly number[]) =>
  Object.fromEntries(
    hand.seats.flatMap(seat => {
      const places = placesOfSeat(hand, seat)
      if (places.every(place => keep.includes(place))) return []
      return [[seat.player, { cards: places.map(place => deck[place] as Card) }] as const]
    }),
  )
