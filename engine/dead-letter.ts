// What could not be done and must not be silent: an aggregate whose history is its audit trail.
import { z } from 'zod'
import { sha256Hex } from './canonical.ts'
import { type Decision, reject } from './decision.ts'
import { aggregate, type Context } from './define.ts'

export const DeadLetterReason = z.enum([
  'SEQUENCE_MISMATCH',
  'PROCESSING_FAILED',
  'COMPENSATION_MISSING',
  'COMMAND_REJECTED',
  'PAYLOAD_REFUSED',
])
export type DeadLetterReason = z.infer<typeof DeadLetterReason>

export const longestDetail = 4000
/** A claim that nobody renews lapses after ten minutes. */
export const claimLasts = 600_000

const entry = {
  reason: DeadLetterReason,
  /** The saga, process manager or projector that could not go on; `review` for a command from a stale screen. */
  consumer: z.string(),
  /** The command that was refused, as `domain/Type`, or the event that could not be handled. */
  subject: z.string(),
  /** The command's target, or the stream that the event lies in. */
  stream: z.string(),
  detail: z.string().max(longestDetail),
  /** See `Payload` in dead-letter-entry.ts. */
  payload: z.json(),
  /** The same for every failure of one kind. */
  fingerprint: z.string(),
  /** How often it was tried before it was given up. */
  attempts: z.int().min(0),
}
export const EventNamed = z.strictObject({
  domain: z.string(),
  root: z.uuid(),
  edition: z.string(),
  sequence: z.int().min(0),
  eventId: z.uuid(),
})
const Refusal = z.object({
  code: z.string(),
  reason: z.string(),
  rule: z.string().optional(),
  params: z.record(z.string(), z.json()),
  message: z.string(),
})
const Changed = z.record(z.string(), z.strictObject({ from: z.json(), to: z.json() }))
const why = z.string().trim().min(1).max(500)
const edited = { data: z.record(z.string(), z.json()).optional(), diff: Changed.optional() }
const attempt = z.int().min(1)

const OpenDeadLetter = z.strictObject({ type: z.literal('OpenDeadLetter'), ...entry })
const ClaimDeadLetter = z.strictObject({ type: z.literal('ClaimDeadLetter') })
const ReleaseDeadLetter = z.strictObject({ type: z.literal('ReleaseDeadLetter') })
/** `data` is what is sent instead; `diff` tells both values of every field that is another one. */
const ResubmitDeadLetter = z.strictObject({ type: z.literal('ResubmitDeadLetter'), reason: why, ...edited })
/** What became of an attempt: the events that it led to, or why it failed. */
const RecordResubmission = z.strictObject({
  type: z.literal('RecordResubmission'),
  attempt,
  result: z.union([z.strictObject({ events: z.array(EventNamed) }), z.strictObject({ problem: Refusal })]),
})
/** What failed was done after all, without a reviewer: a consumer tried again when it started. */
const RecordRecovery = z.strictObject({ type: z.literal('RecordRecovery') })
const AcceptDeadLetter = z.strictObject({ type: z.literal('AcceptDeadLetter'), reason: why, event: EventNamed })
const DiscardDeadLetter = z.strictObject({ type: z.literal('DiscardDeadLetter'), reason: why })
export type DeadLetterCommand = z.infer<
  | typeof OpenDeadLetter
  | typeof ClaimDeadLetter
  | typeof ReleaseDeadLetter
  | typeof ResubmitDeadLetter
  | typeof RecordResubmission
  | typeof RecordRecovery
  | typeof AcceptDeadLetter
  | typeof DiscardDeadLetter
>

const reviewer = z.string()
const DeadLetterOpened = z.strictObject({ type: z.literal('DeadLetterOpened'), ...entry })
const DeadLetterClaimed = z.strictObject({ type: z.literal('DeadLetterClaimed'), reviewer, until: z.int() })
const DeadLetterReleased = z.strictObject({ type: z.literal('DeadLetterReleased'), reviewer })
const DeadLetterResubmitted = z.strictObject({
  type: z.literal('DeadLetterResubmitted'),
  reviewer,
  reason: z.string(),
  attempt,
  ...edited,
})
const DeadLetterResolved = z.strictObject({
  type: z.literal('DeadLetterResolved'),
  attempt,
  events: z.array(EventNamed),
})
const DeadLetterReopened = z.strictObject({ type: z.literal('DeadLetterReopened'), attempt, problem: Refusal })
const DeadLetterAccepted = z.strictObject({
  type: z.literal('DeadLetterAccepted'),
  reviewer,
  reason: z.string(),
  event: EventNamed,
})
const DeadLetterDiscarded = z.strictObject({ type: z.literal('DeadLetterDiscarded'), reviewer, reason: z.string() })
export type DeadLetterEvent = z.infer<
  | typeof DeadLetterOpened
  | typeof DeadLetterClaimed
  | typeof DeadLetterReleased
  | typeof DeadLetterResubmitted
  | typeof DeadLetterResolved
  | typeof DeadLetterReopened
  | typeof DeadLetterAccepted
  | typeof DeadLetterDiscarded
>
export type DeadLetterOpening = Omit<z.infer<typeof DeadLetterOpened>, 'type'>

type Action = 'resubmitted' | 'accepted' | 'discarded'
export type DeadLetterState = {
  readonly status: 'none' | 'open' | 'claimed' | Action
  readonly claim: { readonly by: string; readonly until: number } | null
  readonly decided: { readonly by: string; readonly action: Action } | null
  /** Of resubmissions so far. */
  readonly attempt: number
  /** A resubmission is under way. */
  readonly pending: boolean
}

const open = { status: 'open', claim: null, decided: null, pending: false } as const
const decidedBy = (by: string, action: Action) => ({ status: action, claim: null, decided: { by, action } }) as const

/** Whose it is at a moment: a claim that lapsed is nobody's. */
export const holderOf = ({ claim }: Pick<DeadLetterState, 'claim'>, now: number) =>
  claim && now < claim.until ? claim : undefined

/** Whether somebody still has to do something: later ones of the same stream wait for that. */
export const isUnsettled = ({ status, pending }: DeadLetterState): boolean =>
  status === 'open' || status === 'claimed' || pending

/** About an event that a consumer cannot handle, and not about a command. */
export const isOfEvent = ({ reason }: Pick<DeadLetterOpening, 'reason'>): boolean =>
  reason === 'PROCESSING_FAILED' || reason === 'PAYLOAD_REFUSED'

/**
 * The same failure again finds the entry that is there. It opens it anew only where a consumer had been handed its event
 * with success, and meets it once more: a command that was sent by a reviewer is answered for.
 */
export const opening = (fields: DeadLetterOpening, state: DeadLetterState): readonly DeadLetterEvent[] => {
  const { status, pending, attempt } = state
  if (status === 'none') return [{ type: 'DeadLetterOpened', ...fields }]
  if (status !== 'resubmitted' || pending || !isOfEvent(fields)) return []
  const message = fields.detail.split('\n')[0] ?? ''
  return [
    { type: 'DeadLetterReopened', attempt, problem: { code: 'ABORTED', reason: 'failed-again', params: {}, message } },
  ]
}

type Then = () => Decision<DeadLetterEvent>

/** For whoever comes second: who was first, and with what. */
const ifFree = (state: DeadLetterState, { actor, now }: Context, then: Then): Decision<DeadLetterEvent> => {
  const { status, decided } = state
  if (status === 'none') return reject('dead-letter-unknown', {}, { code: 'NOT_FOUND' })
  if (decided) {
    const { by, action } = decided
    const message = `${by} was first: this dead letter is ${action}.`
    return reject('already-decided', { by, action }, { code: 'ABORTED', message })
  }
  const holder = holderOf(state, now)
  if (!holder || holder.by === actor) return then()
  return reject('claimed', { ...holder }, { code: 'ABORTED', message: `${holder.by} is looking at this dead letter.` })
}

const engine = ['engine'] as const
const byEngine = <T>(schema: T) => ({ schema, merge: 'STRICT' as const, by: engine })

export const DeadLetter = aggregate<DeadLetterCommand, DeadLetterEvent, DeadLetterState>({
  domain: 'dead-letter',
  stateVersion: 2,
  initial: { status: 'none', claim: null, decided: null, attempt: 0, pending: false },
  evolve: {
    DeadLetterOpened: state => ({ ...state, ...open }),
    DeadLetterClaimed: (state, { reviewer: by, until }) => ({ ...state, status: 'claimed', claim: { by, until } }),
    DeadLetterReleased: state => ({ ...state, ...open }),
    DeadLetterResubmitted: (state, { reviewer: by, attempt }) => ({
      ...state,
      ...decidedBy(by, 'resubmitted'),
      attempt,
      pending: true,
    }),
    DeadLetterResolved: state => ({ ...state, pending: false }),
    DeadLetterReopened: state => ({ ...state, ...open }),
    DeadLetterAccepted: (state, { reviewer: by }) => ({ ...state, ...decidedBy(by, 'accepted') }),
    DeadLetterDiscarded: (state, { reviewer: by }) => ({ ...state, ...decidedBy(by, 'discarded') }),
  },
  commands: {
    OpenDeadLetter: byEngine(OpenDeadLetter),
    ClaimDeadLetter: byEngine(ClaimDeadLetter),
    ReleaseDeadLetter: byEngine(ReleaseDeadLetter),
    ResubmitDeadLetter: byEngine(ResubmitDeadLetter),
    RecordResubmission: byEngine(RecordResubmission),
    RecordRecovery: byEngine(RecordRecovery),
    AcceptDeadLetter: byEngine(AcceptDeadLetter),
    DiscardDeadLetter: byEngine(DiscardDeadLetter),
  },
  events: {
    DeadLetterOpened: {
      schema: DeadLetterOpened,
      version: 2,
      upcasters: { 1: fields => ({ ...fields, fingerprint: coarse(fields), attempts: 0 }) },
    },
    DeadLetterClaimed: { schema: DeadLetterClaimed, version: 1 },
    DeadLetterReleased: { schema: DeadLetterReleased, version: 1 },
    DeadLetterResubmitted: { schema: DeadLetterResubmitted, version: 1 },
    DeadLetterResolved: { schema: DeadLetterResolved, version: 1 },
    DeadLetterReopened: { schema: DeadLetterReopened, version: 1 },
    DeadLetterAccepted: { schema: DeadLetterAccepted, version: 1 },
    DeadLetterDiscarded: { schema: DeadLetterDiscarded, version: 1 },
  },
  decide: {
    OpenDeadLetter: ({ type: _, ...fields }, state) => opening(fields, state),
    /** Again by the same reviewer: the ten minutes begin anew. */
    ClaimDeadLetter: (_, state, context) =>
      ifFree(state, context, () => [
        { type: 'DeadLetterClaimed', reviewer: context.actor, until: context.now + claimLasts },
      ]),
    ReleaseDeadLetter: (_, state, context) =>
      ifFree(state, context, () =>
        holderOf(state, context.now) ? [{ type: 'DeadLetterReleased', reviewer: context.actor }] : [],
      ),
    ResubmitDeadLetter: ({ type: _, ...asked }, state, context) =>
      ifFree(state, context, () => [
        { type: 'DeadLetterResubmitted', reviewer: context.actor, attempt: state.attempt + 1, ...asked },
      ]),
    RecordResubmission: ({ attempt, result }, state) => {
      if (state.status === 'none') return reject('dead-letter-unknown', {}, { code: 'NOT_FOUND' })
      if (!state.pending || state.attempt !== attempt) return []
      if ('problem' in result) return [{ type: 'DeadLetterReopened', attempt, problem: result.problem }]
      return [{ type: 'DeadLetterResolved', attempt, events: result.events }]
    },
    RecordRecovery: (_, state, { actor: reviewer }) => {
      if (state.pending || !isUnsettled(state)) return []
      const attempt = state.attempt + 1
      return [
        { type: 'DeadLetterResubmitted', reviewer, reason: 'It was tried again at a start.', attempt },
        { type: 'DeadLetterResolved', attempt, events: [] },
      ]
    },
    AcceptDeadLetter: ({ reason, event }, state, context) =>
      ifFree(state, context, () => [{ type: 'DeadLetterAccepted', reviewer: context.actor, reason, event }]),
    DiscardDeadLetter: ({ reason }, state, context) =>
      ifFree(state, context, () => [{ type: 'DeadLetterDiscarded', reviewer: context.actor, reason }]),
  },
})

/** Of one kind of failure: what failed where, and in which way. */
export const fingerprintOf = (
  { reason, consumer, subject }: Pick<DeadLetterOpening, 'reason' | 'consumer' | 'subject'>,
  failure: string,
): string => sha256Hex([reason, consumer, subject, failure].join('\n')).slice(0, 16)

const coarse = (fields: { readonly [field: string]: unknown }) =>
  fingerprintOf(fields as unknown as DeadLetterOpening, '')
