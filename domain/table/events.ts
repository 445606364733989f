// What happened at a table. Stored for ever: add events, upcast old ones, edit none.
import { z } from 'zod'
import { Amount, Chips } from '../chips.ts'
import { HandId, PlayerId, ReservationId, Seat } from '../ids.ts'
import { PlayerKind } from '../player/display-name.ts'
import { Blinds, handSetup, PerPlayer, Rake, Reveal, Variant } from './terms.ts'

export const TableCreated = z.strictObject({
  type: z.literal('TableCreated'),
  name: z.string(),
  /** A player id, or `administrator`. */
  host: z.string(),
  variant: Variant,
  blinds: Blinds,
  minBuyIn: Amount,
  maxBuyIn: Amount,
  seats: z.int().min(2).max(10),
  actionSeconds: z.int().min(1),
  timeBankSeconds: z.int().min(0),
  reveal: Reveal,
  visibility: z.enum(['public', 'private']),
  rake: Rake.nullable(),
})
export const PlayerSeated = z.strictObject({
  type: z.literal('PlayerSeated'),
  player: PlayerId,
  kind: PlayerKind,
  seat: Seat,
  stack: Amount,
  reservation: ReservationId,
})
/** During a hand: the leaver's turns are answered with a fold, and PlayerLeft follows beside HandEnded. */
export const PlayerLeaving = z.strictObject({ type: z.literal('PlayerLeaving'), player: PlayerId, hand: HandId })
export const PlayerLeft = z.strictObject({
  type: z.literal('PlayerLeft'),
  player: PlayerId,
  seat: Seat,
  cashedOut: Chips,
  reservations: z.array(ReservationId),
})
export const PlayerSatOut = z.strictObject({ type: z.literal('PlayerSatOut'), player: PlayerId, seat: Seat })
export const PlayerSatIn = z.strictObject({ type: z.literal('PlayerSatIn'), player: PlayerId, seat: Seat })
export const ChipsAdded = z.strictObject({
  type: z.literal('ChipsAdded'),
  player: PlayerId,
  reservation: ReservationId,
  amount: Amount,
  stack: Amount,
})
export const AddChipsQueued = z.strictObject({
  type: z.literal('AddChipsQueued'),
  player: PlayerId,
  reservation: ReservationId,
  amount: Amount,
})
export const AddChipsCancelled = z.strictObject({ type: z.literal('AddChipsCancelled'), reservation: ReservationId })
export const HandStarted = z.strictObject({ type: z.literal('HandStarted'), hand: HandId, ...handSetup })
/** `changes` per player may be negative; they and the rake add up to nothing. `timedOut`, `acted`: as HandCompleted, from version 2 on. */
export const HandEnded = z.strictObject({
  type: z.literal('HandEnded'),
  hand: HandId,
  changes: z.record(PlayerId, z.int()),
  stacks: PerPlayer,
  banks: PerPlayer,
  rake: Chips,
  timedOut: z.array(PlayerId),
  acted: z.array(PlayerId),
})
/** Version 1: before anybody wrote down who had acted, or at first who was timed out. */
export const HandEnded1 = HandEnded.omit({ acted: true }).partial({ timedOut: true })
export const TablePaused = z.strictObject({ type: z.literal('TablePaused') })
export const TableResumed = z.strictObject({ type: z.literal('TableResumed') })
export const TableClosing = z.strictObject({ type: z.literal('TableClosing') })
export const TableClosed = z.strictObject({ type: z.literal('TableClosed') })
/** Facts from the gateway: the external id is socket and epoch. */
export const PlayerDisconnected = z.strictObject({ type: z.literal('PlayerDisconnected'), player: PlayerId })
export const PlayerReconnected = z.strictObject({ type: z.literal('PlayerReconnected'), player: PlayerId })
/** A floor ruling: changes nothing. */
export const RulingRecorded = z.strictObject({ type: z.literal('RulingRecorded'), text: z.string().min(1).max(500) })

export type TableEvent =
  | z.infer<typeof TableCreated>
  | z.infer<typeof PlayerSeated>
  | z.infer<typeof PlayerLeaving>
  | z.infer<typeof PlayerLeft>
  | z.infer<typeof PlayerSatOut>
  | z.infer<typeof PlayerSatIn>
  | z.infer<typeof ChipsAdded>
  | z.infer<typeof AddChipsQueued>
  | z.infer<typeof AddChipsCancelled>
  | z.infer<typeof HandStarted>
  | z.infer<typeof HandEnded>
  | z.infer<typeof TablePaused>
  | z.infer<typeof TableResumed>
  | z.infer<typeof TableClosing>
  | z.infer<typeof TableClosed>
  | z.infer<typeof PlayerDisconnected>
  | z.infer<typeof PlayerReconnected>
  | z.infer<typeof RulingRecorded>
