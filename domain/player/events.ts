// What happened to a player's account. Stored for ever: add events, upcast old ones, edit none.
import { z } from 'zod'
import { Adjustment, Amount, Chips } from '../chips.ts'
import { ReservationId, Seat, TableId } from '../ids.ts'
import { PlayerKind } from './display-name.ts'

const name = z.string().min(1).max(80)

export const PlayerRegistered = z.strictObject({
  type: z.literal('PlayerRegistered'),
  displayName: name,
  kind: PlayerKind,
})
export const PlayerRenamed = z.strictObject({ type: z.literal('PlayerRenamed'), displayName: name })
/** `day` (days since the epoch, UTC) is there where the amount counts towards that day's limit. */
export const FundsDeposited = z.strictObject({
  type: z.literal('FundsDeposited'),
  amount: Amount,
  bankroll: Chips,
  day: z.int().min(0).optional(),
})
export const FundsWithdrawn = z.strictObject({ type: z.literal('FundsWithdrawn'), amount: Amount, bankroll: Chips })
/** Chips under way to a table. `kind` travels with them, so that a table knows who is a bot. */
export const FundsReserved = z.strictObject({
  type: z.literal('FundsReserved'),
  reservation: ReservationId,
  amount: Amount,
  table: TableId,
  purpose: z.enum(['buy-in', 'top-up']),
  seat: Seat.nullable(),
  tableSequence: z.int().min(0).nullable(),
  kind: PlayerKind,
  available: Chips,
  reserved: Chips,
})
/** Exactly these reservations end: bankroll − their sum (`released`) + `cashedOut`. */
export const FundsReleased = z.strictObject({
  type: z.literal('FundsReleased'),
  reservations: z.array(ReservationId),
  table: TableId,
  released: Chips,
  cashedOut: Chips,
  bankroll: Chips,
  available: Chips,
  reserved: Chips,
  reason: z.string(),
})
export const BankrollAdjusted = z.strictObject({
  type: z.literal('BankrollAdjusted'),
  amount: Adjustment,
  bankroll: Chips,
  reason: z.string(),
})

/** The key of the player's personal parts is destroyed after this. */
export const PlayerForgotten = z.strictObject({ type: z.literal('PlayerForgotten') })

export type PlayerEvent =
  | z.infer<typeof PlayerRegistered>
  | z.infer<typeof PlayerRenamed>
  | z.infer<typeof FundsDeposited>
  | z.infer<typeof FundsWithdrawn>
  | z.infer<typeof FundsReserved>
  | z.infer<typeof FundsReleased>
  | z.infer<typeof BankrollAdjusted>
  | z.infer<typeof PlayerForgotten>
