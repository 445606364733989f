// Leaving with everything: at once, or beside the end of the hand that is being played.
import type { Decision } from '@/engine/decision'
import type { Of } from '@/engine/message'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { isDealtIn, type Sitter, type Table } from '../state.ts'

export const leaveTable = ({ player }: Of<TableCommand, 'LeaveTable'>, table: Table): Decision<TableEvent> => {
  const sitter = table.sitters[player]
  if (!sitter) return refuse('not-seated')
  if (sitter.leaving) return []
  if (table.hand && isDealtIn(table, player)) return [{ type: 'PlayerLeaving', player, hand: table.hand.hand }]
  return [left(sitter)]
}

/** A seat that was taken in a cascade that was called off: who is dealt in already leaves when the hand is over. */
export const seatUndone = ({ player }: Of<TableCommand, 'SeatPlayer'>, table: Table): readonly TableEvent[] => {
  const decision = leaveTable({ type: 'LeaveTable', player }, table)
  return Array.isArray(decision) ? (decision as readonly TableEvent[]) : []
}

export const left = ({ player, seat, stack, reservations }: Sitter): TableEvent => ({
  type: 'PlayerLeft',
  player,
  seat,
  cashedOut: stack,
  reservations: [...reservations],
})
