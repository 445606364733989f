// What becomes of a command whose sender saw another sequence than the stream has now: by its merge strategy.
import { canonical } from './canonical.ts'
import { type Decision, isRejection } from './decision.ts'
import type { MergeStrategy } from './define.ts'
import type { Message, Problem } from './message.ts'

/** The fields that changed since the sender looked, and those that the command changes. */
export type Merged = { readonly intervening: readonly string[]; readonly mine: readonly string[] }

/** What is decided, or why not: `review` where a person has to decide. */
export type Verdict =
  | { readonly decision: Decision<Message>; readonly merged?: Merged }
  | { readonly refused: Problem; readonly retryable: boolean }
  | { readonly review: Problem }

/** A command that expected another sequence. States by the sequence at which they were; folds add to the one of now. */
export type Stale<S = unknown> = {
  readonly expected: number
  readonly nextSequence: number
  readonly now: S
  readonly stateAt: (sequence: number) => Promise<S>
  readonly decide: () => Promise<Decision<Message>>
  /** The aggregate's own word; `decide` where it has none. */
  readonly merge: (expected: S | undefined) => Promise<Decision<Message>>
  readonly after: (events: readonly Message[]) => S
}

const conflict = (code: Problem['code'], { expected, nextSequence }: Stale, fields?: readonly string[]): Problem => ({
  code,
  reason: 'sequence-conflict',
  params: { expected, nextSequence, ...(fields ? { fields } : {}) },
  message: `The stream goes on at ${nextSequence}, not at ${expected}.`,
})

export const mergeBy: { readonly [M in MergeStrategy]: (stale: Stale) => Promise<Verdict> } = {
  STRICT: async stale => ({ refused: conflict('ABORTED', stale), retryable: false }),
  MANUAL: async stale => ({
    review: {
      code: 'ABORTED',
      reason: 'needs-review',
      params: { expected: stale.expected, nextSequence: stale.nextSequence },
      message: 'Somebody looks at this first: it was sent from a state that has changed.',
    },
  }),
  AGGREGATE_HANDLES: async stale => {
    const seen = stale.expected <= stale.nextSequence ? await stale.stateAt(stale.expected) : undefined
    return { decision: await stale.merge(seen) }
  },
  COMMUTATIVE: async stale => {
    if (stale.expected > stale.nextSequence) return { refused: conflict('FAILED_PRECONDITION', stale), retryable: true }
    const decision = await stale.decide()
    if (isRejection(decision)) return { decision }
    const intervening = changedFields(await stale.stateAt(stale.expected), stale.now)
    const mine = changedFields(stale.now, stale.after(decision))
    const both = mine.filter(field => intervening.includes(field))
    if (both.length > 0) return { refused: conflict('FAILED_PRECONDITION', stale, both), retryable: true }
    return { decision, merged: { intervening, mine } }
  },
}

type Fields = { readonly [field: string]: unknown }
const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const isSame = (a: unknown, b: unknown) => a === b || canonical(a ?? null) === canonical(b ?? null)

/** The top-level fields in which two states differ; of a field that is a map, its keys: `reserved.t1`. */
export const changedFields = (before: unknown, after: unknown): readonly string[] => {
  if (!isMap(before) || !isMap(after)) return isSame(before, after) ? [] : ['']
  return differing(before, after).flatMap(field => {
    const [old, now] = [before[field], after[field]]
    return isMap(old) && isMap(now) ? differing(old, now).map(key => `${field}.${key}`) : [field]
  })
}

const differing = (before: Fields, after: Fields): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(key => !isSame(before[key], after[key])).sort()
