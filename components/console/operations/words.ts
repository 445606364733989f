import type { OperationRow } from '@/engine/operation'
import { whole } from '../../timeline/words.ts'

const kinds: Readonly<Record<string, string>> = {
  'dead-letters': 'Decide on dead letters',
  rebase: 'Rebase an edition',
  rebuild: 'Rebuild a projection',
  verify: 'Verify the hash chain',
}
export const kindOptions = Object.entries(kinds)
export const statusWords: Readonly<Record<OperationRow['status'], string>> = {
  running: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

/** What is done, and to what: generic kinds by their own word, every other kind by its name. */
export const titleOf = ({ kind, params }: Pick<OperationRow, 'kind' | 'params'>): string => {
  const { action, projection, edition, domain, root } = (params ?? {}) as Readonly<Record<string, unknown>>
  const stream = domain && root ? `${domain}/${root}` : undefined
  const of = [action, projection, stream, edition].find(one => typeof one === 'string')
  return `${kinds[kind] ?? kind}${of ? `: ${of}` : ''}`
}

export const percentOf = ({ done, total, status }: Pick<OperationRow, 'done' | 'total' | 'status'>): number => {
  if (total > 0) return Math.floor((100 * done) / total)
  return status === 'completed' ? 100 : 0
}

const left = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} m ${seconds % 60} s`
}

/** 412,000 of 1,204,331 · 34 % · 8,100 a second · about 1 m 38 s left */
export const progressWords = (row: OperationRow): string => {
  const { done, total, perSecond, millisecondsLeft, status } = row
  return [
    `${whole(done)} of ${whole(total)}`,
    `${percentOf(row)} %`,
    ...(status === 'running' && perSecond > 0 ? [`${whole(perSecond)} a second`] : []),
    ...(status === 'running' && millisecondsLeft > 0 ? [`about ${left(millisecondsLeft)} left`] : []),
  ].join(' · ')
}
