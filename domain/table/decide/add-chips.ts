// More chips for a stack: at once, or queued until the hand is over; or called back before they came.
import type { Decision } from '@/engine/decision'
import type { Of } from '@/engine/message'
import { sum } from '../../chips.ts'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { isDealtIn, type Table } from '../state.ts'

type AddChips = Of<TableCommand, 'AddChips'>

export const addChips = ({ player, reservation, amount }: AddChips, table: Table): Decision<TableEvent> => {
  const sitter = table.sitters[player]
  if (table.cancelled.includes(reservation)) return refuse('cancelled')
  if (isHere(table, reservation)) return []
  if (!sitter) return refuse('not-seated')
  if (sitter.leaving || table.status === 'closing') return refuse('leaving')
  const dealtIn = isDealtIn(table, player)
  const stack = sum([...queuedFor(table, player), dealtIn ? 0 : sitter.stack, amount])
  if (stack > table.maxBuyIn) return refuse('over-maximum', { amount, maxBuyIn: table.maxBuyIn })
  if (dealtIn) return [{ type: 'AddChipsQueued', player, reservation, amount }]
  return [{ type: 'ChipsAdded', player, reservation, amount, stack }]
}

export const cancelAddChips = (
  { reservation }: Of<TableCommand, 'CancelAddChips'>,
  table: Table,
): Decision<TableEvent> => {
  if (table.added.includes(reservation)) return refuse('already-added')
  if (table.cancelled.includes(reservation)) return []
  return [{ type: 'AddChipsCancelled', reservation }]
}

/** Added in a cascade that was called off: what still waits goes back; what lies on the table stays there (table stakes). */
export const chipsUndone = ({ reservation }: AddChips, { queued }: Table): readonly TableEvent[] =>
  queued.some(waiting => waiting.reservation === reservation) ? [{ type: 'AddChipsCancelled', reservation }] : []

const isHere = ({ added, queued }: Table, reservation: AddChips['reservation']) =>
  added.includes(reservation) || queued.some(waiting => waiting.reservation === reservation)

// What a dealt-in player will have left is not known yet: the sum is judged again when the hand is over.
const queuedFor = ({ queued }: Table, player: AddChips['player']) =>
  queued.filter(waiting => waiting.player === player).map(({ amount }) => amount)
