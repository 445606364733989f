// A command: shape, state, decision, merge, append. The answer is durable or a refusal; what follows runs by itself.
import { inadmissible, inadmissibleExt } from './admissible.ts'
import { write } from './append.ts'
import type { Command, Outcome } from './command.ts'
import { contextOf } from './context.ts'
import { type Decision, isRejection } from './decision.ts'
import { handlerOf, type MergeStrategy } from './define.ts'
import { evolve } from './fold.ts'
import { type Loaded, loadStream } from './load.ts'
import { mergeBy, type Stale } from './merge.ts'
import type { Message, Problem } from './message.ts'
import type { Runtime } from './runtime.ts'

/** Refusals of shape carry one message per field, by path. */
export type FieldProblem = Problem & { readonly fields: { readonly [path: string]: string } }

export const execute = async (runtime: Runtime, command: Command): Promise<Outcome> => {
  const parsed = parse(runtime, command)
  if ('problem' in parsed) return { status: 'rejected', problem: parsed.problem, nextSequence: 0 }
  const known = { ...command, message: parsed.message }
  const strategy = strategyOf(runtime, known)
  if (strategy !== 'MANUAL') return handle(runtime, known, strategy)
  return (await unseen(runtime, known)) ?? handle(runtime, known, strategy)
}

/** What nobody looked at yet, and what already waits. */
const unseen = async (runtime: Runtime, command: Command): Promise<Outcome | undefined> => {
  const isFromOutside = command.cause === undefined && !command.actor.startsWith('engine/')
  if (isFromOutside && command.sequence === undefined) {
    const problem = invalid({ sequence: 'This command says which sequence its sender saw.' })
    return { status: 'rejected', problem, nextSequence: 0 }
  }
  return runtime.review.waiting(command)
}

const strategyOf = ({ registry }: Runtime, { cover, message, mergeStrategy }: Command): MergeStrategy =>
  mergeStrategy ?? registry.command(cover.domain, message.type).merge

const handle = (runtime: Runtime, command: Command, strategy: MergeStrategy): Promise<Outcome> => {
  const { message, cause, isolated, ...rest } = command
  const decide = async (loaded: Loaded) => decided(runtime, command, loaded)
  return write(runtime, {
    ...rest,
    message,
    cause: cause ?? null,
    ...(isolated && { isolated }),
    ...(strategy === 'MANUAL' ? { unless: runtime.review.idOf(command) } : {}),
    decide,
    merge: loaded => mergeBy[strategy](stale(runtime, command, loaded)),
    review: async (loaded, problem) => {
      const aggregate = runtime.registry.aggregate(command.cover.domain)
      const context = await contextOf(runtime, command)
      const refused = handlerOf(aggregate.mayReview ?? {}, message.type)?.(message, context)
      if (isRejection(refused))
        return { status: 'rejected', problem: refused.rejected, nextSequence: loaded.nextSequence }
      return runtime.review.open(command, loaded.nextSequence, problem)
    },
  })
}

const decided = async (runtime: Runtime, command: Command, { state }: Loaded): Promise<Decision<Message>> => {
  const aggregate = runtime.registry.aggregate(command.cover.domain)
  const decide = handlerOf(aggregate.decide, command.message.type)
  return decide?.(command.message, state, await contextOf(runtime, command))
}

const stale = (runtime: Runtime, command: Command, loaded: Loaded): Stale => {
  const { cover, message, sequence = 0 } = command
  const aggregate = runtime.registry.aggregate(cover.domain)
  const decide = () => decided(runtime, command, loaded)
  return {
    expected: sequence,
    nextSequence: loaded.nextSequence,
    now: loaded.state,
    stateAt: async upTo => (await loadStream(runtime, cover, upTo)).state,
    decide,
    merge: async expected => {
      const merge = handlerOf(aggregate.merge ?? {}, message.type)
      if (!merge) return decide()
      return merge(message, { expected, actual: loaded.state }, await contextOf(runtime, command))
    },
    after: events => events.reduce<unknown>((state, event) => evolve(aggregate, state, pageLike(event)), loaded.state),
  }
}

const pageLike = ({ type, ...data }: Message) => ({ type, data })

type Parsed = { readonly message: Message } | { readonly problem: FieldProblem }

/** A command's data by its schema; refusals name the fields. */
export const parse = (runtime: Runtime, { cover, message }: Pick<Command, 'cover' | 'message'>): Parsed => {
  const { schema } = runtime.registry.command(cover.domain, message.type)
  const strange = inadmissible({ message, correlationId: cover.correlationId })
  if (strange) return { problem: invalid({ data: strange }) }
  const strangeExt = inadmissibleExt(cover.ext)
  if (strangeExt) return { problem: invalid({ ext: strangeExt }) }
  const result = schema.safeParse(message)
  if (result.success) return { message: result.data }
  return { problem: invalid(Object.fromEntries(result.error.issues.map(issue => [pathOf(issue), issue.message]))) }
}

const pathOf = (issue: {
  readonly path: readonly PropertyKey[]
  readonly code?: string
  readonly keys?: readonly string[]
}) => ['data', ...issue.path, ...(issue.keys?.slice(0, 1) ?? [])].map(String).join('.')

const invalid = (fields: FieldProblem['fields']): FieldProblem => ({
  code: 'INVALID_ARGUMENT',
  reason: 'invalid-data',
  params: {},
  message: `Not accepted: ${Object.entries(fields)
    .map(([path, why]) => `${path}: ${why}`)
    .join('; ')}`,
  fields,
})
