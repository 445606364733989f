// How many commands of a stream wait for review: counted in a stream of its own, so that no burst slips past.
import { z } from 'zod'
import { stateAtHead, strictly, write } from './append.ts'
import type { Command, Refused } from './command.ts'
import { type DeadLetterState, isUnsettled } from './dead-letter.ts'
import { type AnyAggregate, aggregate } from './define.ts'
import { streamKey } from './message.ts'
import { deadLetterRoot } from './open-dead-letter.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'

const AskForReview = z.strictObject({ type: z.literal('AskForReview'), letter: z.uuid() })
/** `settled`: those that wait no longer. */
const ReviewAsked = z.strictObject({
  type: z.literal('ReviewAsked'),
  letter: z.uuid(),
  at: z.int().min(0),
  settled: z.array(z.uuid()),
})
type Asked = z.infer<typeof ReviewAsked>
type Waiting = readonly Pick<Asked, 'letter' | 'at'>[]

/** One stream per stream whose aggregate says how many may wait. Who asks decides, by what became of the others. */
export const WaitingReviews: AnyAggregate = aggregate<z.infer<typeof AskForReview>, Asked, Waiting>({
  domain: 'review',
  stateVersion: 1,
  initial: [],
  evolve: {
    ReviewAsked: (waiting, { letter, at, settled }) => [
      ...waiting.filter(one => !settled.includes(one.letter)),
      { letter, at },
    ],
  },
  commands: { AskForReview: { schema: AskForReview, merge: 'STRICT', by: ['engine'] } },
  events: { ReviewAsked: { schema: ReviewAsked, version: 1 } },
  decide: { AskForReview: () => [] },
})

/** Milliseconds: who asked and has no dead letter by then ended in between, and does not wait. */
const longestOpening = 60_000

/** Undefined: it may wait. Asked again, the same command finds that it may. */
export const refusedReview = async (runtime: Runtime, command: Command): Promise<Refused | undefined> => {
  const { cover, commandId } = command
  const limit = runtime.registry.aggregate(cover.domain).mostReviews
  if (!limit) return undefined
  const letter = deadLetterRoot(commandId)
  const outcome = await write(runtime, {
    cover: { ...cover, domain: 'review', root: derivedId('reviews', streamKey(cover)), ext: null },
    message: { type: 'AskForReview', letter } as never,
    commandId: derivedId('ask-for-review', commandId),
    actor: 'engine/review',
    cause: null,
    decide: async ({ state }) => {
      const waiting = state as Waiting
      if (waiting.some(one => one.letter === letter)) return []
      const settled = await settledOf(runtime, waiting, cover.edition)
      if (waiting.length - settled.length >= limit.most) return limit.refused
      return [{ type: 'ReviewAsked', letter, at: runtime.ports.clock.now(), settled } as never]
    },
    merge: strictly,
  })
  return outcome.status === 'rejected' ? outcome : undefined
}

const settledOf = async (runtime: Runtime, waiting: Waiting, edition: string): Promise<readonly string[]> => {
  const now = runtime.ports.clock.now()
  const settled = await Promise.all(
    waiting.map(async ({ letter, at }) => {
      const { state } = await stateAtHead(runtime, { domain: 'dead-letter', root: letter, edition })
      const { status } = state as DeadLetterState
      return status === 'none' ? now > at + longestOpening : !isUnsettled(state as DeadLetterState)
    }),
  )
  return waiting.filter((_, index) => settled[index]).map(({ letter }) => letter)
}
