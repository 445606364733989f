// A command: shape, state, decision, append. The answer is durable or a refusal; what follows runs by itself.
import { inadmissible } from './admissible.ts'
import { idOf, stateAtHead, write } from './append.ts'
import type { Command, Outcome } from './command.ts'
import { type AnyAggregate, type Context, handlerOf, type Lookup } from './define.ts'
import type { Loaded } from './load.ts'
import { type Message, type Problem, streamKey } from './message.ts'
import type { Runtime } from './runtime.ts'

/** Refusals of shape carry one message per field, by path. */
export type FieldProblem = Problem & { readonly fields: { readonly [path: string]: string } }

export const execute = async (runtime: Runtime, command: Command): Promise<Outcome> => {
  const aggregate = runtime.registry.aggregate(command.cover.domain)
  const parsed = parse(runtime, command)
  if ('problem' in parsed) return { status: 'rejected', problem: parsed.problem, nextSequence: 0 }
  return write(runtime, {
    cover: command.cover,
    message: parsed.message,
    commandId: command.commandId,
    actor: command.actor,
    cause: command.cause ?? null,
    ...(command.sequence === undefined ? {} : { sequence: command.sequence }),
    ...(command.unless === undefined ? {} : { unless: command.unless }),
    decide: async loaded => {
      const decide = handlerOf(aggregate.decide, parsed.message.type)
      return decide?.(parsed.message, loaded.state, await contextOf(runtime, { ...command, message: parsed.message }))
    },
  })
}

type Parsed = { readonly message: Message } | { readonly problem: FieldProblem }

const parse = (runtime: Runtime, { cover, message }: Command): Parsed => {
  const { schema } = runtime.registry.command(cover.domain, message.type)
  const strange = inadmissible({ message, ext: cover.ext, correlationId: cover.correlationId })
  if (strange) return { problem: invalid({ data: strange }) }
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

const contextOf = async (runtime: Runtime, command: Command): Promise<Context> => {
  const aggregate = runtime.registry.aggregate(command.cover.domain)
  const lookups: readonly Lookup[] = handlerOf(aggregate.lookups ?? {}, command.message.type)?.(command.message) ?? []
  const seen = new Map<string, Loaded>()
  for (const lookup of lookups) {
    const stream = { domain: lookup.aggregate.domain, root: lookup.root, edition: command.cover.edition }
    seen.set(streamKey(stream), await stateAtHead(runtime, stream))
  }
  return {
    cover: command.cover,
    actor: command.actor,
    now: runtime.ports.clock.now(),
    id: idOf(command.commandId),
    random: runtime.ports.chance.bytes,
    seen: <S>({ domain }: AnyAggregate<S>, root: string) => {
      const found = seen.get(streamKey({ domain, root, edition: command.cover.edition }))
      return found && found.nextSequence > 0 ? (found.state as S) : undefined
    },
  }
}
