// Pots: layered by the stakes of who is still in, raked, and split among the best hands.
import { type Chips, sum } from '../../chips.ts'
import type { PlayerId } from '../../ids.ts'
import type { Terms } from '../../table/terms.ts'
import type { Pot } from '../events.ts'
import { type HandState, live } from '../state.ts'

/** Everything put in so far, bets of the street and dead money included. */
export const potTotal = (hand: HandState): Chips => sum(hand.seats.map(seat => seat.total)) + hand.dead

/** Main pot first, computed from the totals every time; no chip is left over and nobody's set is empty (rules.md §3.2). */
export const potsOf = (hand: HandState): readonly Pot[] => {
  const still = live(hand)
  const layers = [...new Set(still.map(seat => seat.total))].toSorted((one, other) => one - other)
  return layers
    .map((top, n) => {
      const from = layers[n - 1] ?? 0
      // What a folded seat put in above the top layer goes to the last pot that can be won.
      const to = n === layers.length - 1 ? Number.POSITIVE_INFINITY : top
      const inLayer = sum(hand.seats.map(seat => Math.max(0, Math.min(seat.total, to) - from)))
      return {
        amount: inLayer + (n === 0 ? hand.dead : 0),
        eligible: still.filter(seat => seat.total >= top).map(seat => seat.player),
      }
    })
    .filter(pot => pot.amount > 0)
}

export type Share = { readonly player: PlayerId; readonly amount: Chips }

/** Equal shares; odd chips one each, in the order given: clockwise from the first left of the button. */
export const split = (amount: Chips, winners: readonly PlayerId[]): readonly Share[] => {
  const each = Math.floor(amount / winners.length)
  const odd = amount % winners.length
  return winners.map((player, n) => ({ player, amount: each + (n < odd ? 1 : 0) }))
}

/** The house's part of each pot, up to the cap in all; nothing where no flop was dealt. */
export const rakeOf = (hand: HandState, pots: readonly Pot[]): readonly Chips[] => {
  const rake: Terms['rake'] = hand.board.length > 0 ? (hand.setup?.terms.rake ?? null) : null
  let left = rake?.cap ?? 0
  return pots.map(pot => {
    const taken = Math.min(left, Math.floor((pot.amount * (rake?.percent ?? 0)) / 100))
    left -= taken
    return taken
  })
}
