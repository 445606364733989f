// What a table says to each command: a table of contents.
import type { Decision } from '@/engine/decision'
import type { Context, Decide } from '@/engine/define'
import type { TableCommand } from './commands.ts'
import { addChips, cancelAddChips } from './decide/add-chips.ts'
import { closeTable } from './decide/close-table.ts'
import { createTable } from './decide/create-table.ts'
import { endHand } from './decide/end-hand.ts'
import { leaveTable } from './decide/leave-table.ts'
import { pauseTable, resumeTable } from './decide/pause-table.ts'
import { seatPlayer } from './decide/seat-player.ts'
import { sitIn, sitOut } from './decide/sit-out.ts'
import { startHand } from './decide/start-hand.ts'
import type { TableEvent } from './events.ts'
import { refuse } from './refusals.ts'
import type { Table } from './state.ts'

/** Nothing happens at a table that was never opened. */
const opened =
  <C>(decide: (command: C, table: Table, context: Context) => Decision<TableEvent>): typeof decide =>
  (command, table, context) =>
    table.status === 'unopened' ? refuse('table-not-found') : decide(command, table, context)

export const decide: Decide<TableCommand, TableEvent, Table> = {
  CreateTable: createTable,
  SeatPlayer: opened(seatPlayer),
  LeaveTable: opened(leaveTable),
  SitOut: opened(sitOut),
  SitIn: opened(sitIn),
  AddChips: opened(addChips),
  CancelAddChips: opened(cancelAddChips),
  StartHand: opened(startHand),
  EndHand: opened(endHand),
  PauseTable: opened(pauseTable),
  ResumeTable: opened(resumeTable),
  CloseTable: opened(closeTable),
}
