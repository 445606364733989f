// What may be asked of a player's account. One schema is the parser and the type.
import { z } from 'zod'
import { Adjustment, Amount, Chips } from '../chips.ts'
import { ReservationId, Seat, TableId } from '../ids.ts'
import { DisplayName, PlayerKind } from './display-name.ts'

export const RegisterPlayer = z.strictObject({
  type: z.literal('RegisterPlayer'),
  displayName: DisplayName,
  kind: PlayerKind,
})
export const RenamePlayer = z.strictObject({ type: z.literal('RenamePlayer'), displayName: DisplayName })
export const DepositFunds = z.strictObject({ type: z.literal('DepositFunds'), amount: Amount })
export const WithdrawFunds = z.strictObject({ type: z.literal('WithdrawFunds'), amount: Amount })
export const ReserveFunds = z.strictObject({
  type: z.literal('ReserveFunds'),
  amount: Amount,
  table: TableId,
  purpose: z.enum(['buy-in', 'top-up']),
  seat: Seat.optional(),
  tableSequence: z.int().min(0).optional(),
})
export const ReleaseFunds = z.strictObject({
  type: z.literal('ReleaseFunds'),
  reservations: z.array(ReservationId).min(1),
  cashedOut: Chips,
  reason: z.string().max(100),
})
export const AdjustBankroll = z.strictObject({
  type: z.literal('AdjustBankroll'),
  amount: Adjustment,
  reason: z.string().min(1).max(200),
})

/** The name is unreadable from then on, wherever it was written. */
export const ForgetPlayer = z.strictObject({ type: z.literal('ForgetPlayer') })

export type PlayerCommand =
  | z.infer<typeof RegisterPlayer>
  | z.infer<typeof RenamePlayer>
  | z.infer<typeof DepositFunds>
  | z.infer<typeof WithdrawFunds>
  | z.infer<typeof ReserveFunds>
  | z.infer<typeof ReleaseFunds>
  | z.infer<typeof AdjustBankroll>
  | z.infer<typeof ForgetPlayer>
