import type { StatementLine } from '@/domain/player/statement'
import type { AccountReview } from '@/domain/projections/player-account'
import { releaseWords } from '../live/problem-words.ts'

const kinds: Record<StatementLine['kind'], string> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  adjustment: 'Adjusted by the floor',
  'buy-in': 'Buy-in',
  'top-up': 'Top-up',
  'cash-out': 'Back from the table',
}
export const lineText = ({ kind, reason, result }: StatementLine): string => {
  if (kind === 'adjustment' && reason) return `${kinds.adjustment}: ${reason}`
  const refused = kind === 'cash-out' && result === 0 && reason ? releaseWords(reason) : null
  return refused ? `${kinds[kind]}: ${refused}` : kinds[kind]
}

const statuses: Record<AccountReview['status'], string> = {
  open: 'Waits for review',
  claimed: 'Being reviewed',
  resubmitted: 'Done',
  accepted: 'Done otherwise',
  discarded: 'Refused',
}
const orders: Record<string, string> = { WithdrawFunds: 'Withdrawal', AdjustBankroll: 'Adjustment' }
export const reviewText = ({ command, status, reason }: AccountReview): string =>
  `${orders[command] ?? command}: ${statuses[status].toLowerCase()}${reason ? ` (${reason})` : ''}`

/** "34 %", or a dash where there is nothing to count. */
export const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`
