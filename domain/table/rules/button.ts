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
export const positions = (seats: readonly Seat[], last: BlindSeats | null): Positions => {
  const bigBlindSeat = last ? firstOf(leftOf(seats, last.big)) : firstBigBlind(seats)
  if (seats.length === 2) return headsUp(seats, bigBlindSeat)
  const smallBlindSeat = last ? last.big : before(seats, bigBlindSeat)
  return {
    button: before(last ? [...seats, last.small] : seats, smallBlindSeat),
    smallBlindSeat: seats.includes(smallBlindSeat) ? smallBlindSeat : null,
    bigBlindSeat,
  }
}

/** The first hand of a table: the lowest seat has the button. */
const firstBigBlind = (seats: readonly Seat[]): Seat => {
  const clockwise = seats.toSorted((one, other) => one - other)
  return (seats.length === 2 ? clockwise[1] : clockwise[2]) ?? firstOf(seats)
}

/** Heads-up the button posts the small blind. Since the big blind has moved on, nobody has it twice running. */
const headsUp = (seats: readonly Seat[], bigBlindSeat: Seat): Positions => {
  const button = before(seats, bigBlindSeat)
  return { button, smallBlindSeat: button, bigBlindSeat }
}

/**
 * Counter-clockwise from `seat`. For the button: it goes to where the small blind was, taken or not,
 * unless somebody has sat down between there and the new small blind: then to the nearest of them,
 * so that nobody is dealt in between button and small blind.
 */
const before = (seats: readonly Seat[], seat: Seat): Seat =>
  firstOf(
    leftOf(seats, seat)
      .filter(other => other !== seat)
      .toReversed(),
  )

const firstOf = ([first]: readonly Seat[]): Seat => {
  if (first === undefined) throw new Error('blinds take at least two seats')
  return first
}
