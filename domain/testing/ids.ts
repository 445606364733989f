// Ids for tests: numbered, and of a kind that can be told at sight.
import { HandId, PlayerId, ReservationId, TableId } from '../ids.ts'

/** `group` is the fourth group of the UUID. */
export const numbered = (group: string, n: number): string =>
  `00000000-0000-4000-${group}-${String(n).padStart(12, '0')}`

export const playerId = (n: number): PlayerId => PlayerId.parse(numbered('a000', n))
export const tableId = (n: number): TableId => TableId.parse(numbered('b000', n))
export const handId = (n: number): HandId => HandId.parse(numbered('b001', n))
export const reservationId = (n: number): ReservationId => ReservationId.parse(numbered('b002', n))
export const commandId = (n: number): string => numbered('b003', n)
