// One decision for every dead letter that a filter finds: counted, told as it goes on, stopped where somebody says so.
import type { DeadLetterFilter } from './dead-letter-rows.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { Json } from './message.ts'
import type { OperationKind } from './operations.ts'
import { derivedId } from './registry.ts'

export type BulkAsked = {
  readonly filter: DeadLetterFilter
  readonly action: 'resubmit' | 'discard'
  readonly reason: string
}
/** What is decided about is fixed at the start: what fails later is none of it, and going on after a restart is exact. */
export type BulkPlan = BulkAsked & {
  readonly ids: readonly string[]
  /** So many more were found than one operation takes. */
  readonly left: number
}
export type BulkCounts = {
  readonly succeeded: number
  /** Resubmitted, and open again. */
  readonly failed: number
  /** Not decided: somebody else was first, holds it, or an older one is open. */
  readonly refused: number
  /** Reason → how often. */
  readonly problems: { readonly [reason: string]: number }
}
export type BulkRun = {
  /** Derives the ids of the decisions: one that was made before is found again, and counted as it went. */
  readonly operation: string
  readonly actor: string
  readonly isCancelled: () => boolean | Promise<boolean>
  readonly advanced: (done: number, counts: BulkCounts) => void | Promise<void>
}

const mostAtOnce = 1000

/** Oldest first, so that whatever waits behind another one has its turn; settled ones are left alone. */
export const planBulk = async (letters: Pick<DeadLetters, 'list'>, asked: BulkAsked): Promise<BulkPlan> => {
  const { rows } = await letters.list(asked.filter, { limit: Number.POSITIVE_INFINITY })
  const undecided = rows.filter(({ settled, pending }) => !settled && !pending)
  const ids = undecided.reverse().map(({ id }) => id)
  return { ...asked, ids: ids.slice(0, mostAtOnce), left: Math.max(0, ids.length - mostAtOnce) }
}

const none: BulkCounts = { succeeded: 0, failed: 0, refused: 0, problems: {} }

export const runBulk = async (
  letters: Pick<DeadLetters, 'resubmit' | 'discard'>,
  { ids, action, reason }: BulkPlan,
  { operation, actor, isCancelled, advanced }: BulkRun,
): Promise<BulkCounts> => {
  let counts = none
  for (const [index, id] of ids.entries()) {
    if (await isCancelled()) break
    const outcome = await letters[action](id, { actor, reason, commandId: derivedId(operation, id) })
    counts = counted(counts, outcome)
    await advanced(index + 1, counts)
  }
  return counts
}

type Outcome = Awaited<ReturnType<DeadLetters['resubmit']>>

/** A resubmission that failed names the entry that is open again. */
const counted = (counts: BulkCounts, outcome: Outcome): BulkCounts => {
  if (outcome.status === 'accepted') return { ...counts, succeeded: counts.succeeded + 1 }
  const { reason } = outcome.problem
  const problems = { ...counts.problems, [reason]: (counts.problems[reason] ?? 0) + 1 }
  return outcome.deadLetterId === undefined
    ? { ...counts, refused: counts.refused + 1, problems }
    : { ...counts, failed: counts.failed + 1, problems }
}

/** As an operation: every decision is made once, also where another process goes on with it. */
export const bulkKind =
  (letters: Pick<DeadLetters, 'resubmit' | 'discard'>): OperationKind =>
  async ({ id, actor, params, advance, isOver }) => {
    const plan = params as unknown as BulkPlan
    const counts = await runBulk(letters, plan, {
      operation: id,
      actor,
      isCancelled: isOver,
      advanced: (done, made) => advance(done, plan.ids.length, made as unknown as Json),
    })
    return { ...counts, left: plan.left } as unknown as Json
  }
