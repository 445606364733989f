// What may be asked of a table. One schema is the parser and the type.
import { z } from 'zod'
import { Amount, Chips } from '../chips.ts'
import { HandId, PlayerId, ReservationId, Seat } from '../ids.ts'
import { PlayerKind, visible } from '../player/display-name.ts'
import { Ante, PerPlayer, Rake, Reveal, Variant } from './terms.ts'

export const CreateTable = z.strictObject({
  type: z.literal('CreateTable'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{Zs}]*$/u, 'Letters, digits and punctuation only.')
    .regex(visible, 'Only characters that can be seen.'),
  variant: Variant,
  smallBlind: Amount,
  bigBlind: Amount,
  ante: Ante.default({ kind: 'none', amount: 0 }),
  minBuyIn: Amount,
  maxBuyIn: Amount,
  seats: z.int().min(2).max(10),
  actionSeconds: z.int().min(1).max(600),
  timeBankSeconds: z.int().min(0).max(600),
  reveal: Reveal,
  visibility: z.enum(['public', 'private']),
  rake: Rake.nullable().default(null),
})
export const SeatPlayer = z.strictObject({
  type: z.literal('SeatPlayer'),
  player: PlayerId,
  kind: PlayerKind,
  reservation: ReservationId,
  seat: Seat.nullable(),
  amount: Amount,
})
export const LeaveTable = z.strictObject({ type: z.literal('LeaveTable'), player: PlayerId })
export const SitOut = z.strictObject({ type: z.literal('SitOut'), player: PlayerId })
export const SitIn = z.strictObject({ type: z.literal('SitIn'), player: PlayerId })
export const AddChips = z.strictObject({
  type: z.literal('AddChips'),
  player: PlayerId,
  reservation: ReservationId,
  amount: Amount,
})
export const CancelAddChips = z.strictObject({ type: z.literal('CancelAddChips'), reservation: ReservationId })
export const StartHand = z.strictObject({ type: z.literal('StartHand'), hand: HandId })
export const EndHand = z.strictObject({
  type: z.literal('EndHand'),
  hand: HandId,
  stacks: PerPlayer,
  banks: PerPlayer,
  rake: Chips,
  timedOut: z.array(PlayerId),
  acted: z.array(PlayerId),
})
export const PauseTable = z.strictObject({ type: z.literal('PauseTable') })
export const ResumeTable = z.strictObject({ type: z.literal('ResumeTable') })
export const CloseTable = z.strictObject({ type: z.literal('CloseTable') })

export type TableCommand =
  | z.infer<typeof CreateTable>
  | z.infer<typeof SeatPlayer>
  | z.infer<typeof LeaveTable>
  | z.infer<typeof SitOut>
  | z.infer<typeof SitIn>
  | z.infer<typeof AddChips>
  | z.infer<typeof CancelAddChips>
  | z.infer<typeof StartHand>
  | z.infer<typeof EndHand>
  | z.infer<typeof PauseTable>
  | z.infer<typeof ResumeTable>
  | z.infer<typeof CloseTable>
