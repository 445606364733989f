// Where button and blinds go next, by the dead-button rule (rules.md §1).
import type { Seat } from '../../ids.ts'
import type { BlindSeats } from '../state.ts'

export type Positions = { readonly button: Seat; readonly smallBlindSeat: Seat | null; readonly bigBlindSeat: Seat }

/** The seats clockwise, beginning with the first to the left of `from`. */
export const leftOf = (seats: readonly Seat[], from: Seat): readonly Seat[] => {
  const byNumber = seats.toSorted((one, other) => one - other)
  return [...byNumber.filter(seat => seat > from), ...byNumber.filter(seat => seat <= from)]
}

/** `seats` are those dealt in, two at least; `last` is null before the first hand. */
export const positions = (seats: readonly Seat[], last: BlindSeats | null): Positions =>
  last ? nextPositions(seats, last) : firstPositions(seats)

/** The lowest seat has the button in the first hand of a table. */
const firstPositions = (seats: readonly Seat[]): Positions => {
  const [button, next, third] = seats.toSorted((one, other) => one - other)
  if (button === undefined || next === undefined) throw new Error('blinds take at least two seats')
  if (third === undefined) return { button, smallBlindSeat: button, bigBlindSeat: next }
  return { button, smallBlindSeat: next, bigBlindSeat: third }
}

/** The big blind always moves on to the next player: so nobody has it twice running. */
const nextPositions = (seats: readonly Seat[], last: BlindSeats): Positions => {
  const bigBlindSeat = firstLeftOf(seats, last.big)
  if (seats.length === 2) {
    const button = firstLeftOf(seats, bigBlindSeat)
    return { button, smallBlindSeat: button, bigBlindSeat }
  }
  const smallBlindSeat = seats.includes(last.big) ? last.big : null
  return { button: buttonOf(seats, last, bigBlindSeat), smallBlindSeat, bigBlindSeat }
}

/**
 * The button goes to where the small blind was, taken or not. After a heads-up hand, or where that seat
 * does not lie behind the small blind any more, it goes to the last seat before the small blind:
 * a newcomer has it rather than a place between button and small blind.
 */
const buttonOf = (seats: readonly Seat[], last: BlindSeats, bigBlindSeat: Seat): Seat => {
  const order = leftOf([...new Set([...seats, last.small, last.big])], bigBlindSeat)
  const behind = order.slice(0, order.indexOf(last.big))
  const isHeadsUp = last.button === last.small
  const nearest = behind.at(-1)
  if (nearest === undefined) throw new Error('three seats leave one behind the small blind')
  return behind.includes(last.small) && !isHeadsUp ? last.small : nearest
}

const firstLeftOf = (seats: readonly Seat[], from: Seat): Seat => {
  const [first] = leftOf(seats, from)
  if (first === undefined) throw new Error('blinds take at least two seats')
  return first
}
