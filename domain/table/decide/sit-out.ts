// Sitting out from the next hand on, and coming back for the next one.
import type { Decision } from '@/engine/decision'
import type { Of } from '@/engine/message'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import type { Table } from '../state.ts'

export const sitOut = ({ player }: Of<TableCommand, 'SitOut'>, table: Table): Decision<TableEvent> => {
  const sitter = table.sitters[player]
  if (!sitter) return refuse('not-seated')
  if (sitter.leaving) return refuse('leaving')
  if (table.sittingOut[player]) return []
  return [{ type: 'PlayerSatOut', player, seat: sitter.seat }]
}

export const sitIn = ({ player }: Of<TableCommand, 'SitIn'>, table: Table): Decision<TableEvent> => {
  const sitter = table.sitters[player]
  if (!sitter) return refuse('not-seated')
  if (sitter.leaving) return refuse('leaving')
  if (!table.sittingOut[player]) return []
  return [{ type: 'PlayerSatIn', player, seat: sitter.seat }]
}
