import type { ProcessRow } from '@/server/instance'
import { span } from '../consumers/words.ts'

export const statusWords: Readonly<Record<ProcessRow['status'], string>> = {
  stuck: 'Stuck',
  compensating: 'Compensating',
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
}
export const statuses = ['stuck', 'compensating', 'waiting', 'running', 'done'] as const

type Due = { readonly dueAt: number }

/** times out in 56 s; should have 4 m ago. */
export const dueWords = ({ dueAt }: Due, now: number): string =>
  dueAt >= now ? `in ${span(dueAt - now)}` : `${span(now - dueAt)} ago`

const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** What it sent and waits for, since when, and when it stops waiting: of the first timeout, with the number of others. */
export const waitingWords = (
  { status, owes, timeouts, last }: Pick<ProcessRow, 'status' | 'owes' | 'timeouts' | 'last'>,
  now: number,
): string => {
  const since = last ? ` since ${span(now - Date.parse(last.at))}` : ''
  if (status === 'done') return `owes nothing${since}`
  const sent = [...new Set(owes.map(({ domain, type }) => `${domain}/${type}`))]
  const what = sent.length > 0 ? ` for what comes of ${list(sent)}` : ''
  const [first, ...others] = [...timeouts].sort((a, b) => a.dueAt - b.dueAt)
  const end = first
    ? `, ${first.name} ${first.dueAt >= now ? 'runs out' : 'should have run out'} ${dueWords(first, now)}`
    : ''
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return `waiting${what}${since}${end}${more}`
}

const reasons: Readonly<Record<string, string>> = {
  SEQUENCE_MISMATCH: 'waits for review',
  PROCESSING_FAILED: 'could not be handled',
  COMPENSATION_MISSING: 'was refused, and nothing says how to take back what led to it',
  COMMAND_REJECTED: 'was refused, and somebody has to decide',
  PAYLOAD_REFUSED: 'cannot be read',
}

type Stuck = ProcessRow['stuck'][number]

/** Why it does not go on by itself. */
export const stuckWords = (stuck: Stuck, now: number): string =>
  stuck.kind === 'letter'
    ? `${stuck.subject} ${reasons[stuck.reason] ?? stuck.reason}`
    : `${stuck.timeout} should have run out ${dueWords(stuck, now)}`

export const streamOf = ({ process, key }: Pick<ProcessRow, 'process' | 'key'>) => `/admin/processes/${process}/${key}`
