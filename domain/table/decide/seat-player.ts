// Taking a seat with chips that were reserved for it.
import type { Decision } from '@/engine/decision'
import type { Of } from '@/engine/message'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { freeSeats, type Table } from '../state.ts'

type SeatPlayer = Of<TableCommand, 'SeatPlayer'>
type Seen = { readonly expected: Table | undefined; readonly actual: Table }

/** A seat that was free when the sender looked and is gone now: the next free one clockwise (poker.md §3). */
export const seatFromStaleView = (command: SeatPlayer, { expected, actual }: Seen): Decision<TableEvent> => {
  const { seat } = command
  if (actual.status === 'unopened') return refuse('table-not-found')
  const wasFree = seat !== null && expected !== undefined && freeSeats(expected).includes(seat)
  const free = freeSeats(actual)
  if (!wasFree || free.includes(seat)) return seatPlayer(command, actual)
  return seatPlayer({ ...command, seat: free.find(one => one > seat) ?? free[0] ?? seat }, actual)
}

export const seatPlayer = (command: SeatPlayer, table: Table): Decision<TableEvent> => {
  const { player, kind, reservation, amount } = command
  const sitter = table.sitters[player]
  if (table.added.includes(reservation)) return []
  if (table.status !== 'open') return refuse('table-closed')
  if (sitter) return refuse('already-seated', { seat: sitter.seat })
  if (amount < table.minBuyIn) return refuse('buy-in-too-low', { amount, minBuyIn: table.minBuyIn })
  if (amount > table.maxBuyIn) return refuse('buy-in-too-high', { amount, maxBuyIn: table.maxBuyIn })
  const free = freeSeats(table)
  const seat = command.seat ?? free[0]
  if (seat === undefined || free.length === 0) return refuse('table-full', { seats: table.capacity })
  if (seat >= table.capacity) return refuse('no-such-seat', { seat, seats: table.capacity })
  if (!free.includes(seat)) return refuse('seat-taken', { seat })
  return [{ type: 'PlayerSeated', player, kind, seat, stack: amount, reservation }]
}
