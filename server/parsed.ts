import { z } from 'zod'
import { Play } from '@/domain/branch/commands'
import { Amount } from '@/domain/chips'
import { Action } from '@/domain/hand/commands'
import { inadmissible } from '@/engine/admissible'
import { invalid, type Result } from './operating/failures'

/** Names of editions, as the engine takes them; `''` is main. */
const edition = z.string().max(64).default('')
const data = z.record(z.string(), z.unknown())
const correlationId = z.string().max(128).default('')
/** Beyond this no sequence is stored. */
export const largest = 2_147_483_647
const reason = z.string().trim().min(1).max(500)

export const CommandBody = z.strictObject({
  data: data.default({}),
  sequence: z.int().min(0).optional(),
  edition,
  correlationId,
  ext: data.optional(),
  syncMode: z.enum(['ASYNC', 'SIMPLE', 'CASCADE', 'DECISION', 'ISOLATED']).default('ASYNC'),
  cascadeErrorMode: z.enum(['FAIL_FAST', 'CONTINUE', 'DEAD_LETTER', 'COMPENSATE']).optional(),
  atomic: z.boolean().optional(),
  mergeStrategy: z.enum(['STRICT', 'MANUAL']).optional(),
})
export type CommandBody = z.infer<typeof CommandBody>

export const SpeculationBody = CommandBody.pick({
  data: true,
  sequence: true,
  edition: true,
  correlationId: true,
  mergeStrategy: true,
}).extend({ at: z.int().min(0).optional(), cascade: z.boolean().optional() })
export type SpeculationBody = z.infer<typeof SpeculationBody>

export const FactBody = z.strictObject({
  data,
  externalId: z.string().min(1).max(255),
  correlationId,
  edition,
})
export type FactBody = z.infer<typeof FactBody>

const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'Lower-case letters, digits and dashes, at most 64.')
const position = z.int().min(0)
const Point = z.strictObject({ domain: name, root: z.uuid().toLowerCase().optional(), sequence: z.int().min(0) })
/** The same moment in UTC, its fraction as it was given. */
const inUtc = (time: string): string => {
  const [fraction = ''] = /\.\d+/.exec(time) ?? []
  return new Date(time.replace(fraction, '')).toISOString().replace('.000Z', `${fraction.slice(0, 7)}Z`)
}
const asIn = 'A time as in 2026-01-31T12:00:00Z.'
/** RFC 3339 with any offset, read as UTC. */
export const Instant = z.iso
  .datetime({ offset: true, error: asIn })
  .transform(inUtc)
  .refine(time => /^(?!0000)\d{4}-/.test(time), asIn)

export const EditionBody = z.strictObject({
  name,
  purpose: z.string().trim().max(500).default(''),
  divergence: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('implicit') }),
      z.strictObject({ kind: z.literal('explicit'), points: z.array(Point).min(1).max(1000) }),
      z.strictObject({ kind: z.literal('position'), position }),
      z.strictObject({ kind: z.literal('time'), at: Instant }),
    ])
    .default({ kind: 'implicit' }),
})
/** The commands of an edition, or some of them, once more in a new one. */
export const RebaseBody = z.strictObject({
  into: name,
  reason: reason.optional(),
  commands: z.array(z.uuid().toLowerCase()).min(1).max(1000).optional(),
})
/** Another answer to the turn that was given at a sequence of a hand, on main or in a branch. */
export const WhatIfBody = z.strictObject({
  at: z.int().min(0).max(largest),
  action: Action,
  amount: Amount.optional(),
  play: Play.default('self'),
  edition,
})
export type WhatIfBody = z.infer<typeof WhatIfBody>

/** So often, with other unseen cards each time. */
export const RunManyBody = WhatIfBody.omit({ play: true }).extend({ times: z.int().min(1).max(1000) })

export const ReasonBody = z.strictObject({ reason })
export const MayReasonBody = ReasonBody.partial()
/** Whose hidden cards are looked at, and why: both are on record before they are shown. */
/** A stream by its name; a hand, which has hidden cards, by its root alone too. */
export const RevealBody = z
  .strictObject({
    domain: z.string().max(64).optional(),
    root: z.uuid().toLowerCase().optional(),
    hand: z.uuid().toLowerCase().optional(),
    reason,
  })
  .refine(({ domain, root, hand }) => (hand === undefined ? domain && root : !domain && !root), {
    path: ['root'],
    message: 'Name the stream by domain and root.',
  })
/** Of a stream the one at a sequence, or all. */
export const SnapshotsBody = MayReasonBody.extend({
  nextSequence: z.int().min(0).max(largest).optional(),
  edition: z.string().max(64).optional(),
})
/** A stream, or without one the whole log. */
export const VerificationBody = MayReasonBody.extend({
  stream: z
    .strictObject({ domain: name, root: z.uuid().toLowerCase(), edition: z.string().max(64).default('') })
    .optional(),
})
const fields = z.record(z.string(), z.json())
export const TryBody = z.strictObject({ data: fields.optional() })
export const ResubmitBody = z.strictObject({ data: fields.optional(), reason })
const EventPlace = z.strictObject({
  domain: name,
  root: z.uuid().toLowerCase(),
  edition: z.string().max(64).optional(),
  sequence: z.int().min(0).max(largest),
})
export const AcceptBody = z.strictObject({ event: z.union([z.uuid(), EventPlace]), reason })
export const NoBody = z.strictObject({})
/** Whatever one of the decisions on a dead letter takes. */
export const DecisionBody = z.union([NoBody, TryBody, ResubmitBody, AcceptBody, ReasonBody])
/** Of a session: what is wrong with the name is said by the name itself. */
export const SessionBody = z.union([
  z.object({ name: z.string().max(200) }),
  z.object({ recoveryCode: z.string().max(200) }),
])
const operatorName = z
  .string()
  .trim()
  .max(40)
  .regex(/^[\p{L}\p{M}\p{N} _.'’-]*$/u, 'A name has letters, digits, spaces and _.’- only.')
/** `name`: under which what is done is signed; empty is none. */
export const AdministratorBody = z.object({
  token: z.string().max(512),
  name: operatorName.transform(name => name || undefined).optional(),
})

/** The body by its schema, or what is wrong with it, field by field. */
export const parsed = <T>(schema: z.ZodType<T>, body: unknown): Result<T> => {
  const strange = inadmissible(body)
  if (strange) return invalid(strangeIn(body) ?? { body: strange })
  const result = schema.safeParse(body)
  if (result.success) return { value: result.data }
  return invalid(problemsOf(result.error))
}

export const problemsOf = (error: z.ZodError): Record<string, string> =>
  Object.fromEntries(error.issues.map(issue => [pathOf(issue), issue.message]))

/** The fields of the data that cannot be stored, by name. */
const strangeIn = (body: unknown): Record<string, string> | undefined => {
  const read = z.object({ data }).safeParse(body)
  const fields = Object.entries(read.success ? read.data.data : {}).flatMap(([field, value]) => {
    const strange = inadmissible(value)
    return strange ? [[`data.${field}`, strange] as const] : []
  })
  return fields.length > 0 ? Object.fromEntries(fields) : undefined
}

const pathOf = (issue: z.core.$ZodIssue) =>
  [...issue.path, ...('keys' in issue && Array.isArray(issue.keys) ? issue.keys.slice(0, 1) : [])]
    .map(String)
    .join('.') || 'body'
