// What could not be done and must not be silent: an aggregate whose history is its audit trail.
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { inadmissible } from './admissible.ts'
import { canonical } from './canonical.ts'
import { type Aggregate, aggregate } from './define.ts'
import { Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import { type Cover, type Json, streamKey } from './message.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'

export const DeadLetterReason = z.enum([
  'SEQUENCE_MISMATCH',
  'PROCESSING_FAILED',
  'COMPENSATION_MISSING',
  'COMMAND_REJECTED',
  'PAYLOAD_REFUSED',
])
export type DeadLetterReason = z.infer<typeof DeadLetterReason>

const longestDetail = 4000
const largestPayload = 32 * 1024
/** Neither half of a pair nor the null character can be stored. */
const strange = new RegExp(`\\p{Surrogate}|${String.fromCharCode(0)}`, 'gu')

const entry = {
  reason: DeadLetterReason,
  /** The saga, process manager or projector that could not go on. */
  consumer: z.string(),
  /** The command that was refused, as `domain/Type`, or the event that could not be handled. */
  subject: z.string(),
  stream: z.string(),
  detail: z.string().max(longestDetail),
  payload: z.json(),
}
const OpenDeadLetter = z.strictObject({ type: z.literal('OpenDeadLetter'), ...entry })
const DeadLetterOpened = z.strictObject({ type: z.literal('DeadLetterOpened'), ...entry })
type OpenDeadLetter = z.infer<typeof OpenDeadLetter>
type DeadLetterOpened = z.infer<typeof DeadLetterOpened>
type State = { readonly status: 'none' | 'open' }

export const DeadLetter: Aggregate<OpenDeadLetter, DeadLetterOpened, State> = aggregate<
  OpenDeadLetter,
  DeadLetterOpened,
  State
>({
  domain: 'dead-letter',
  stateVersion: 1,
  initial: { status: 'none' },
  evolve: { DeadLetterOpened: () => ({ status: 'open' }) },
  commands: { OpenDeadLetter: { schema: OpenDeadLetter, merge: 'STRICT', by: ['engine'] } },
  events: { DeadLetterOpened: { schema: DeadLetterOpened, version: 1 } },
  decide: {
    OpenDeadLetter: ({ type: _, ...fields }, { status }) =>
      status === 'none' ? [{ type: 'DeadLetterOpened', ...fields }] : [],
  },
})

export type Buried = Omit<OpenDeadLetter, 'type' | 'stream'> & {
  /** Derives the entry's id: the same failure finds the same entry. */
  readonly id: string
  /** The id of the command that opens it, where that matters. */
  readonly openedBy?: string
  /** A command whose acceptance leaves nothing to bury. */
  readonly unless?: string
  readonly cover: Cover
  readonly cause: string
}

/** The entry of a failure: the same one finds it again. */
export const deadLetterRoot = (id: string): string => derivedId('dead-letter', id)

/** Throws where nothing could be recorded: what is not buried must be tried again. */
export const openDeadLetter = async (runtime: Runtime, buried: Buried): Promise<void> => {
  const { id, openedBy, unless, cover, cause, detail, payload, ...named } = buried
  const { edition, correlationId } = cover
  const entry = { ...named, detail: storable(detail), payload: small(payload), stream: streamKey(cover) }
  const { payload: _, ...line } = entry
  runtime.ports.journal({ event: 'dead-letter', ...line, correlationId })
  const outcome = await execute(runtime, {
    cover: { domain: 'dead-letter', root: deadLetterRoot(id), edition, correlationId, ext: null },
    message: { type: 'OpenDeadLetter', ...entry } as OpenDeadLetter,
    commandId: openedBy ?? derivedId('open-dead-letter', id),
    actor: `engine/${buried.consumer}`,
    cause,
    ...(unless === undefined ? {} : { unless }),
  })
  if (outcome.status === 'rejected')
    throw new Unavailable(`no dead letter for ${entry.subject}: ${outcome.problem.message}`)
}

/** Error texts hold anything, and may be cut in the middle of a character. */
const storable = (text: string) => text.slice(0, longestDetail).replaceAll(strange, '\uFFFD')

/** What could not even be stored as part of a dead letter is left out, not a reason to have none. */
const small = (payload: Json): Json => {
  const why = inadmissible(payload)
  if (why) return { leftOut: why }
  return utf8ToBytes(canonical(payload)).length > largestPayload ? { leftOut: 'Too large to be kept.' } : payload
}
