// Pausing: the hand that is being played goes on, no other starts until the table is resumed.
import type { Decision } from '@/engine/decision'
import type { Of } from '@/engine/message'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import type { Table } from '../state.ts'

export const pauseTable = (_: Of<TableCommand, 'PauseTable'>, table: Table): Decision<TableEvent> => {
  if (table.status !== 'open') return refuse('table-closed')
  if (table.paused) return []
  return [{ type: 'TablePaused' }]
}

export const resumeTable = (_: Of<TableCommand, 'ResumeTable'>, table: Table): Decision<TableEvent> => {
  if (table.status !== 'open') return refuse('table-closed')
  if (!table.paused) return []
  return [{ type: 'TableResumed' }]
}
