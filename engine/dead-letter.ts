// What could not be done and must not be silent: an aggregate whose history is its audit trail.
import { z } from 'zod'
import { type Aggregate, aggregate } from './define.ts'
import { execute } from './execute.ts'
import { type Cover, streamKey } from './message.ts'
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

const entry = {
  reason: DeadLetterReason,
  /** The saga, process manager or projector that could not go on. */
  consumer: z.string(),
  /** The command that was refused, as `domain/Type`, or the event that could not be handled. */
  subject: z.string(),
  stream: z.string(),
  detail: z.string().max(4000),
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
  readonly cover: Cover
  readonly cause: string
}

export const openDeadLetter = async (runtime: Runtime, buried: Buried): Promise<void> => {
  const { id, cover, cause, ...entry } = buried
  runtime.ports.journal({
    event: 'dead-letter',
    ...entry,
    stream: streamKey(cover),
    correlationId: cover.correlationId,
  })
  await execute(runtime, {
    cover: {
      domain: 'dead-letter',
      root: derivedId('dead-letter', id),
      edition: cover.edition,
      correlationId: cover.correlationId,
      ext: null,
    },
    message: { type: 'OpenDeadLetter', ...entry, stream: streamKey(cover) } as OpenDeadLetter,
    commandId: derivedId('open-dead-letter', id),
    actor: `engine/${buried.consumer}`,
    cause,
  })
}
