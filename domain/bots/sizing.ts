// Amounts as people say them: fractions of the pot in whole blinds, within what is legal.
import type { Chips } from '../chips.ts'
import type { Situation } from './situation.ts'

/** Beyond this part of what can be won or lost, the rest goes in with it. */
const committed = 0.6

/** The legal raise-to total nearest to `wanted`; undefined where no raise is open. */
export const raiseTotal = (wanted: Chips, situation: Situation): Chips | undefined => {
  const { raise } = situation.legal
  if (!raise) return undefined
  const most = Math.min(situation.reach, situation.matched)
  const meant = wanted >= committed * most ? most : rounded(wanted, situation)
  return Math.min(raise.max, Math.max(raise.min, meant))
}

/** Up to ten big blinds in small blinds, above in big ones. */
const rounded = (amount: Chips, { small, big }: Situation): Chips => {
  const unit = amount < 10 * big ? small : big
  return Math.round(amount / unit) * unit
}

/** The street's total after calling and adding this part of the pot. */
export const potRaise = (fraction: number, { level, pot, toCall }: Situation): Chips =>
  Math.round(level + fraction * (pot + toCall))
