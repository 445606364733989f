// Money: whole play chips, at most 10^12. No other unit, no floating point anywhere.
import { z } from 'zod'

const most = 1_000_000_000_000

/** An amount that may be nothing: a stack, a pot, what is left. */
export const Chips = z.int().min(0).max(most)
export type Chips = z.infer<typeof Chips>
/** An amount that somebody moves: at least one chip. */
export const Amount = z.int().min(1).max(most)
/** An adjustment, up or down, never nothing. */
export const Adjustment = z
  .int()
  .min(-most)
  .max(most)
  .refine(value => value !== 0, 'must not be 0')

export const sum = (amounts: Iterable<number>): Chips => {
  let total = 0
  for (const amount of amounts) total += amount
  return total
}

/** `1240` → `1,240`: the same everywhere, whatever the machine's language. */
export const formatChips = (amount: number): string =>
  `${amount < 0 ? '−' : ''}${String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ',')}`
