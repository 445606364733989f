// Branded ids: one type and one parser each. Roots are UUIDs.
import { v5 } from 'uuid'
import { z } from 'zod'

const uuid = () => z.uuid().toLowerCase()

export const PlayerId = uuid().brand<'PlayerId'>()
export type PlayerId = z.infer<typeof PlayerId>
export const TableId = uuid().brand<'TableId'>()
export type TableId = z.infer<typeof TableId>
export const HandId = uuid().brand<'HandId'>()
export type HandId = z.infer<typeof HandId>
export const ReservationId = uuid().brand<'ReservationId'>()
export type ReservationId = z.infer<typeof ReservationId>

/** Seats count from 0, clockwise. */
export const Seat = z.int().min(0).max(9).brand<'Seat'>()
export type Seat = z.infer<typeof Seat>

/** The n-th hand of a table (from 1) always has the same id (poker.md §3). */
export const handIdOf = (table: TableId, number: number): HandId => HandId.parse(v5(`hand-${number}`, table))
