// HandCompleted: what the table takes over from a hand that is over.
import type { PlayerId } from '../../ids.ts'
import type { HandEvent } from '../events.ts'
import type { HandSeat, HandState } from '../state.ts'

const perPlayer = (hand: HandState, value: (seat: HandSeat) => number): Record<PlayerId, number> =>
  Object.fromEntries(hand.seats.map(seat => [seat.player, value(seat)]))

export const completed = (hand: HandState, rake: number): HandEvent => {
  if (!hand.setup) throw new Error('no cards were dealt')
  return {
    type: 'HandCompleted',
    table: hand.setup.table,
    stacks: perPlayer(hand, seat => (hand.phase === 'voided' ? seat.start : seat.stack)),
    banks: perPlayer(hand, seat => seat.bank),
    rake,
    timedOut: hand.seats.filter(seat => seat.timedOut).map(seat => seat.player),
    acted: hand.seats.filter(seat => seat.acted).map(seat => seat.player),
  }
}
