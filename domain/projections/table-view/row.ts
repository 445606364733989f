// How a table's row is changed: a seat, the hand, a line of the log; the rest stays as it was.
import type { Envelope } from '@/engine/message'
import type { PlayerId } from '../../ids.ts'
import type { TableHand, TableRow, TableSeat } from '../table-view.ts'

const logLength = 60

export type Playing = TableRow & { readonly hand: TableHand }
type Line = { readonly player: PlayerId | null; readonly text: string }

export const withSeats = (row: TableRow, change: (seat: TableSeat) => Partial<TableSeat>): TableRow => ({
  ...row,
  seats: row.seats.map(seat => ({ ...seat, ...change(seat) })),
})

export const withSeat = (row: TableRow, player: PlayerId, change: Partial<TableSeat>): TableRow => ({
  ...row,
  seats: row.seats.map(seat => (seat.player === player ? { ...seat, ...change } : seat)),
})

export const seatOf = (row: TableRow, player: PlayerId): TableSeat | undefined =>
  row.seats.find(seat => seat.player === player)

export const withHand = (row: TableRow, change: Partial<TableHand>): TableRow =>
  row.hand ? { ...row, hand: { ...row.hand, ...change } } : row

/** An event that needs more than one line numbers the later ones within itself. */
export const withLog = (row: TableRow, source: Envelope, lines: readonly Line[]): TableRow => ({
  ...row,
  log: [...row.log, ...lines.map((line, n) => entry(line, source, n))].slice(-logLength),
})

const entry = (line: Line, { position, recordedAt }: Envelope, n: number) => ({
  id: n === 0 ? `${position}` : `${position}.${n}`,
  ...line,
  at: recordedAt,
})

/** A reaction to an event of a table that is there. */
export const present =
  <E>(react: (row: TableRow, event: E, source: Envelope) => TableRow) =>
  (row: TableRow | undefined, event: E, source: Envelope): TableRow | undefined =>
    row && react(row, event, source)

/** A reaction to an event of the hand that the row shows. */
export const playing =
  <E>(react: (row: Playing, event: E, source: Envelope) => TableRow) =>
  (row: TableRow | undefined, event: E, source: Envelope): TableRow | undefined =>
    row && shows(row, source.root) ? react(row, event, source) : row

const shows = (row: TableRow, hand: string): row is Playing => row.hand?.hand === hand
