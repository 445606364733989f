// The showdown: in which order seats show, who must, and who wins each pot by the cards.
import { bestFive, describe, rankOf } from '../../cards/rank.ts'
import type { PlayerId } from '../../ids.ts'
import type { Pot, Winner } from '../events.ts'
import { clockwiseFrom, type HandSeat, type HandState, live, seatOf } from '../state.ts'
import { potsOf, type Share, split } from './pots.ts'
import { bettingPossible, boardSize } from './streets.ts'

/** Last aggressor of the street first, else the first live seat left of the button; then clockwise (rules.md §4). */
export const showdownOrder = (hand: HandState): readonly PlayerId[] => {
  const first = live(hand).find(seat => seat.player === hand.aggressor)
  const rest = first ? clockwiseFrom(live(hand), first.seat).slice(0, -1) : live(hand)
  return [...(first ? [first] : []), ...rest].map(seat => seat.player)
}

const sevenOf = (hand: HandState, { cards }: HandSeat) => {
  if (!cards) throw new Error('cards are not known here')
  return [...cards, ...hand.board]
}

/** Strength and words; null while the board is not complete. */
export const strengthOf = (hand: HandState, seat: HandSeat): { rank: number | null; description: string | null } => {
  if (hand.board.length < boardSize) return { rank: null, description: null }
  const cards = sevenOf(hand, seat)
  return { rank: rankOf(cards), description: describe(cards) }
}

const shownAmong = (hand: HandState, players: readonly PlayerId[]): readonly HandSeat[] =>
  hand.seats.filter(seat => players.includes(seat.player) && seat.showdown === 'shown')

/** No hand shown so far beats this seat for the pot. */
const wouldWin = (hand: HandState, seat: HandSeat, { eligible }: Pot): boolean => {
  const rank = rankOf(sevenOf(hand, seat))
  return eligible.includes(seat.player) && shownAmong(hand, eligible).every(one => rankOf(sevenOf(hand, one)) <= rank)
}

/** The first to show, everybody once no betting is left, and who would win a pot by what has been shown. */
export const mustShow = (hand: HandState, player: PlayerId): boolean => {
  const seat = seatOf(hand, player)
  if (!seat || hand.phase !== 'showdown') return false
  if (hand.order[0] === player || !bettingPossible(hand)) return true
  return potsOf(hand).some(pot => wouldWin(hand, seat, pot))
}

/** The players who win a pot, clockwise from the first left of the button. */
const winnersOf = (hand: HandState, { eligible }: Pot): readonly PlayerId[] => {
  if (eligible.length === 1) return eligible
  const shown = shownAmong(hand, eligible).map(seat => ({ player: seat.player, rank: rankOf(sevenOf(hand, seat)) }))
  const best = Math.max(...shown.map(({ rank }) => rank))
  return shown.filter(({ rank }) => rank === best).map(({ player }) => player)
}

const winner = (hand: HandState, { player, amount }: Share): Winner => {
  const seat = seatOf(hand, player)
  if (seat?.showdown !== 'shown' || hand.board.length < boardSize) return { player, amount }
  const cards = sevenOf(hand, seat)
  return { player, amount, rank: rankOf(cards), description: describe(cards), best: bestFive(cards) }
}

/** What each winner of a pot gets of `amount`. */
export const shareOut = (hand: HandState, pot: Pot, amount: number): Winner[] =>
  split(amount, winnersOf(hand, pot)).map(share => winner(hand, share))
