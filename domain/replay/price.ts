// What the player to act is asked for, against what there is to win.
import type { TableHand } from '../projections/table-view.ts'

export type Price = {
  readonly toCall: number
  readonly pot: number
  /** The share of the pot that a call has to win to come out even. */
  readonly needed: number
}

/** Null where nobody is asked, or where it is free to go on. */
export const priceOf = (hand: Pick<TableHand, 'turn' | 'pot'> | null): Price | null => {
  if (!hand?.turn || hand.turn.toCall === 0) return null
  const { toCall } = hand.turn
  return { toCall, pot: hand.pot, needed: toCall / (hand.pot + toCall) }
}
