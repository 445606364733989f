// How a failure becomes a dead letter: what is kept of it, cut to what can be stored, under an id of its own.
import { inadmissible } from './admissible.ts'
import { stateAtHead, strictly, write } from './append.ts'
import {
  type DeadLetterOpening,
  type DeadLetterState,
  fingerprintOf,
  isOfEvent,
  longestDetail,
  opening,
} from './dead-letter.ts'
import { Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import { type Cover, type Json, streamKey } from './message.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'

/** Neither half of a pair nor the null character can be stored. */
const strange = new RegExp(`\\p{Surrogate}|${String.fromCharCode(0)}`, 'gu')

export type Buried = Pick<DeadLetterOpening, 'reason' | 'consumer' | 'subject' | 'detail' | 'payload'> & {
  /** Derives the entry's id: the same failure finds the same entry. */
  readonly id: string
  /** The id of the command that opens it, where that matters. */
  readonly openedBy?: string
  /** A command whose acceptance leaves nothing to bury. */
  readonly unless?: string
  /** Of the command, or of the event: the entry lies in the same edition. */
  readonly cover: Cover
  readonly cause: string
  /** What tells this kind of failure from others; taken from the problem or the error where it is left out. */
  readonly failure?: string
  readonly attempts?: number
}

/** The entry of a failure: the same one finds it again. */
export const deadLetterRoot = (id: string): string => derivedId('dead-letter', id)

/** Throws where nothing could be recorded: what is not buried must be tried again. */
export const openDeadLetter = async (runtime: Runtime, buried: Buried): Promise<void> => {
  const { id, openedBy, unless, cover, cause } = buried
  const { payload, ...told } = entryOf(buried)
  const { edition, correlationId, domain, root } = cover
  runtime.ports.journal({ event: 'dead-letter', ...told, correlationId })
  const outcome = await write(runtime, {
    cover: { domain: 'dead-letter', root: deadLetterRoot(id), edition, correlationId, ext: { domain, root } },
    // Its payload may be as large as a command, and lies in the event: not twice.
    message: { type: 'OpenDeadLetter', ...told } as never,
    commandId: openedBy ?? (await openingId(runtime, buried)),
    actor: `engine/${buried.consumer}`,
    cause,
    ...(unless === undefined ? {} : { unless }),
    decide: ({ state }) => opening({ payload, ...told }, state as DeadLetterState),
    merge: strictly,
  })
  if (outcome.status === 'rejected')
    throw new Unavailable(`no dead letter for ${told.subject}: ${outcome.problem.message}`)
}

/** Events may fail again after they were handled at last: after each attempt the opening has another id. */
const openingId = async (runtime: Runtime, { id, cover: { edition }, reason }: Buried): Promise<string> => {
  const stream = { domain: 'dead-letter', root: deadLetterRoot(id), edition }
  const attempt = isOfEvent({ reason }) ? ((await stateAtHead(runtime, stream)).state as DeadLetterState).attempt : 0
  return derivedId('open-dead-letter', id, ...(attempt > 0 ? [attempt] : []))
}

/** What failed under this id was done after all. */
export const recordRecovery = async (
  runtime: Runtime,
  { id, consumer, cover, cause }: Pick<Buried, 'id' | 'consumer' | 'cover' | 'cause'>,
): Promise<void> => {
  const { edition, correlationId } = cover
  await execute(runtime, {
    cover: { domain: 'dead-letter', root: deadLetterRoot(id), edition, correlationId, ext: null },
    message: { type: 'RecordRecovery' },
    commandId: runtime.ports.chance.id(),
    actor: `engine/${consumer}`,
    cause,
  })
}

const entryOf = (buried: Buried): DeadLetterOpening => {
  const { reason, consumer, subject, detail, payload, attempts = 1, cover } = buried
  const failure = buried.failure ?? reasonOf(payload as Json) ?? firstLines(detail)
  return {
    reason,
    consumer,
    subject,
    stream: streamKey(cover),
    detail: storable(detail),
    payload: fitting(payload as Json) as never,
    fingerprint: fingerprintOf({ reason, consumer, subject }, failure),
    attempts,
  }
}

type Members = { readonly [member: string]: Json }
const membersOf = (payload: Json): Members =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Members) : {}

const reasonOf = (payload: Json): string | undefined => {
  const { reason } = membersOf(membersOf(payload).problem ?? null)
  return typeof reason === 'string' ? reason : undefined
}

/** The name of an error and where it was thrown; its message may hold figures that differ every time. */
const firstLines = (stack: string): string => {
  const [first = '', ...lines] = stack.split('\n')
  return [first.split(':')[0], lines.find(line => line.trim().startsWith('at '))?.trim()].join('\n')
}

/** An error with all that caused it, each with its stack. */
export const errorChain = (error: unknown): string => {
  const told: string[] = []
  for (let each = error, depth = 0; each !== undefined && depth < 8; depth++) {
    told.push(each instanceof Error ? (each.stack ?? `${each.name}: ${each.message}`) : String(each))
    each = each instanceof Error ? each.cause : undefined
  }
  return told.join('\ncaused by ')
}

/** Error texts hold anything, and may be cut in the middle of a character. */
const storable = (text: string) => text.slice(0, longestDetail).replaceAll(strange, '\uFFFD')

/** What could not even be stored as part of a dead letter is left out, not a reason to have none. */
const fitting = (payload: Json): Json => {
  const { command, ...rest } = membersOf(payload)
  const wrong = inadmissible(rest)
  if (wrong) return { leftOut: wrong }
  const leftOut = inadmissible(command ?? null)
  return leftOut ? { ...rest, leftOut } : payload
}
