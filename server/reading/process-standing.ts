import type { Standing } from '@/engine/process-instance'

/** What to make of an instance: stuck before all else; done is who owes nothing. */
export type ProcessStatus = 'stuck' | 'compensating' | 'waiting' | 'running' | 'done'
/** Why it does not go on by itself. */
export type Stuck =
  | { readonly kind: 'letter'; readonly letter: string; readonly reason: string; readonly subject: string }
  | { readonly kind: 'overdue'; readonly timeout: string; readonly dueAt: number }

export type Considered = {
  readonly instance: Pick<Standing, 'owes' | 'timeouts'>
  /** The type of the newest event of its own stream. */
  readonly lastType: string
  /** Dead letters of it that nobody has decided about. */
  readonly letters: readonly Omit<Extract<Stuck, { kind: 'letter' }>, 'kind'>[]
  readonly now: number
}

/** Milliseconds after which a timeout should have run out long ago. */
export const overdueMs = 10_000

/** Who has a timeout waits for it; who only sent commands runs; what follows a refusal takes something back. */
export const standOf = ({ instance, lastType, letters, now }: Considered) => {
  const { owes, timeouts } = instance
  const overdue = timeouts.filter(({ dueAt }) => dueAt < now - overdueMs)
  const stuck: readonly Stuck[] = [
    ...letters.map(({ letter, reason, subject }) => ({ kind: 'letter', letter, reason, subject }) as const),
    ...overdue.map(({ name, dueAt }) => ({ kind: 'overdue', timeout: name, dueAt }) as const),
  ]
  const isSending = owes.some(({ decided }) => !decided)
  return { stuck, status: statusOf({ isStuck: stuck.length > 0, isSending, lastType, waits: timeouts.length > 0 }) }
}

type Seen = {
  readonly isStuck: boolean
  readonly isSending: boolean
  readonly lastType: string
  readonly waits: boolean
}

const statusOf = ({ isStuck, isSending, lastType, waits }: Seen): ProcessStatus => {
  if (isStuck) return 'stuck'
  if (isSending && lastType === 'CommandRejected') return 'compensating'
  if (waits) return 'waiting'
  return isSending ? 'running' : 'done'
}
