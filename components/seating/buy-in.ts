import type { LobbyRow } from '@/domain/projections/lobby'

export type BuyInTerms = Pick<LobbyRow, 'minBuyIn' | 'maxBuyIn' | 'blinds'>

/** What is put down unless asked otherwise: 100 big blinds, inside the table's limits and what there is. */
export const defaultBuyIn = ({ minBuyIn, maxBuyIn, blinds }: BuyInTerms, available: number): number =>
  Math.max(minBuyIn, Math.min(maxBuyIn, 100 * blinds.big, available))

/** The most that may be added in front of a seat: up to the table's maximum, out of what is available. */
export const topUpRoom = (maxBuyIn: number, inFront: number, available: number): number =>
  Math.max(0, Math.min(maxBuyIn - inFront, available))

/** Why an amount cannot be taken; nothing where it can. */
export const buyInError = (amount: number, min: number, max: number): string | null => {
  if (!Number.isSafeInteger(amount)) return 'Enter a whole number of chips.'
  if (amount < min) return `At least ${min.toLocaleString('en-US')}.`
  if (amount > max) return `At most ${max.toLocaleString('en-US')}.`
  return null
}
