// The statement of an account: every movement of chips, each with the balance after it.
import type { Envelope } from '@/engine/message'
import type { Chips } from '../chips.ts'
import type { TableId } from '../ids.ts'
import type { PlayerEvent } from './events.ts'
import { availableOf, evolve, type Player } from './state.ts'

export type StatementLine = {
  readonly sequence: number
  readonly at: string
  readonly kind: 'deposit' | 'withdrawal' | 'adjustment' | 'buy-in' | 'top-up' | 'cash-out'
  readonly table: TableId | null
  /** What it did to the free chips. */
  readonly amount: number
  /** What of them was left; `bankroll` counts those at tables too. */
  readonly available: Chips
  readonly bankroll: Chips
  /** Of a cash-out: what the chips that were taken there have won or lost. */
  readonly result: number | null
  readonly reason: string | null
}
type Moved = Pick<StatementLine, 'kind' | 'table' | 'result' | 'reason'>

const plain = { table: null, result: null, reason: null }

/** Undefined for what moves no chips. */
const movedBy = (event: PlayerEvent): Moved | undefined => {
  switch (event.type) {
    case 'FundsDeposited':
      return { ...plain, kind: 'deposit' }
    case 'FundsWithdrawn':
      return { ...plain, kind: 'withdrawal' }
    case 'BankrollAdjusted':
      return { ...plain, kind: 'adjustment', reason: event.reason }
    case 'FundsReserved':
      return { ...plain, kind: event.purpose, table: event.table }
    case 'FundsReleased': {
      const { table, cashedOut, released, reason } = event
      return { kind: 'cash-out', table, result: cashedOut - released, reason }
    }
    default:
      return undefined
  }
}

type Recorded = { readonly event: PlayerEvent; readonly source: Pick<Envelope, 'sequence' | 'recordedAt'> }

/** Events in their order and the account before the first of them; the lines newest first. */
export const statementOf = (before: Player, events: readonly Recorded[]): readonly StatementLine[] => {
  const lines: StatementLine[] = []
  let player = before
  for (const { event, source } of events) {
    const next = evolve[event.type](player, event as never)
    const moved = movedBy(event)
    const [amount, available] = [availableOf(next) - availableOf(player), availableOf(next)]
    if (moved) {
      const { sequence, recordedAt: at } = source
      lines.push({ sequence, at, ...moved, amount, available, bankroll: next.bankroll })
    }
    player = next
  }
  return lines.reverse()
}
