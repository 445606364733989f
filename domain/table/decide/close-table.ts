// Closing a table: everybody leaves with their chips; a hand that is being played is finished first.
import type { Decision } from '@/engine/decision'
import type { Of } from '@/engine/message'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { sittersOf, type Table } from '../state.ts'
import { left } from './leave-table.ts'

export const closeTable = (_: Of<TableCommand, 'CloseTable'>, table: Table): Decision<TableEvent> => {
  if (table.status !== 'open') return []
  if (table.hand) return [{ type: 'TableClosing' }]
  return closed(table)
}

export const closed = (table: Table): readonly TableEvent[] => [...sittersOf(table).map(left), { type: 'TableClosed' }]
