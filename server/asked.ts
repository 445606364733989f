import { z } from 'zod'
import { inadmissible } from '@/engine/admissible'
import { DeadLetterReason } from '@/engine/dead-letter'
import type { AsOf } from '@/engine/streams'
import { invalid, type Result } from './operating/failures'
import { Instant, largest, problemsOf, ReasonBody } from './parsed'

const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'A whole number, not negative.')
    .transform(Number)
    .refine(value => value <= most, `At most ${most}.`)
const sequence = whole(largest)
const position = whole(999_999_999_999_999)
const text = z.string().max(200)
const name = z.string().max(64)
const edition = name.default('')
const cursor = text.optional()
const limit = whole(500)
  .refine(value => value >= 1, 'At least 1.')
  .default(50)

/** In an address a plus stands for a space. */
const instantOf = (asked: string) => asked.replace(/ (\d\d:\d\d)$/, '+$1')
const readInstant = (asked: string): string | undefined => Instant.safeParse(instantOf(asked)).data

const momentIn = (asked: string): AsOf | undefined => {
  const [, at] = /^position:(.+)$/.exec(asked) ?? []
  if (at !== undefined) return position.safeParse(at).success ? { position: Number(at) } : undefined
  if (sequence.safeParse(asked).success) return { sequence: Number(asked) }
  const time = readInstant(asked)
  return time === undefined ? undefined : { time }
}
const asOf = text
  .transform((asked, context) => {
    const moment = momentIn(asked)
    if (!moment) context.addIssue({ code: 'custom', message: 'A sequence, a time in RFC 3339, or position:N.' })
    return moment
  })
  .optional()
/** In the whole log: a position, or a time in RFC 3339. */
const place = text
  .transform((asked, context) => {
    if (position.safeParse(asked).success) return { position: Number(asked) }
    const time = readInstant(asked)
    if (time === undefined) context.addIssue({ code: 'custom', message: 'A position, or a time in RFC 3339.' })
    return { time: time ?? '' }
  })
  .optional()
const time = text.transform(instantOf).pipe(Instant).optional()

const ListQuery = z.strictObject({ cursor, limit })
export const EditionsQuery = ListQuery.extend({ status: z.enum(['open', 'merged', 'discarded', 'purged']).optional() })
export const OperationsQuery = ListQuery.extend({
  status: z.enum(['running', 'paused', 'completed', 'failed', 'cancelled']).optional(),
  kind: name.optional(),
})
export const StreamsQuery = z.strictObject({
  domain: name.optional(),
  search: z
    .string()
    .regex(/^[\da-fA-F-]{0,36}$/, 'The beginning of a root.')
    .toLowerCase()
    .optional(),
  edition,
  cursor: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, 'What the page before told.')
    .optional(),
  limit,
})
export const BookQuery = z.strictObject({ edition, from: sequence.optional(), to: sequence.optional(), asOf })
export const StateQuery = BookQuery.pick({ edition: true, asOf: true })
export const CourseQuery = z.strictObject({
  edition,
  pointer: z
    .string()
    .max(500)
    .regex(/^(\/.*)?$/, 'A JSON pointer, such as /seats/0/stack.')
    .default(''),
  from: sequence.default(0),
  to: sequence.default(largest),
})
export const EditionQuery = z.strictObject({ edition })
const id = z.uuid('Not an id.').toLowerCase().optional()
/** What of the log is asked for: a table's means its hands' too, a player's whatever names the player. */
export const TimelineFilter = z.strictObject({
  domain: name.optional(),
  root: id,
  type: text.optional(),
  correlationId: text.optional(),
  actor: text.optional(),
  eventId: id,
  table: id,
  hand: id,
  player: id,
  q: text.optional(),
  /** Recorded after one moment, and not after the other. */
  since: time,
  until: time,
})
export type TimelineFilter = z.infer<typeof TimelineFilter>
export const TimelineQuery = TimelineFilter.extend({ after: place, before: place, edition, limit })
export type TimelineQuery = z.infer<typeof TimelineQuery>
/** Words are looked for in what is shown of an event, and so not counted. */
export const DensityQuery = TimelineFilter.omit({ q: true }).extend({ edition })
export type DensityQuery = z.infer<typeof DensityQuery>
/** With its fraction, so that moments compare as text. */
const exactTime = time.transform(at => at?.replace(/(?:\.(\d+))?Z$/, (_, part = '') => `.${part.padEnd(6, '0')}Z`))
export const HandsQuery = z.strictObject({
  scope: z.enum(['mine', 'public']).default('public'),
  player: id,
  table: id,
  q: z.string().trim().max(100).optional(),
  from: exactTime,
  to: exactTime,
  minPot: position.optional(),
  cursor: z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z~[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
      'What the page before told.',
    )
    .optional(),
  limit,
})
export type HandsQuery = z.infer<typeof HandsQuery>
export const ExportQuery = z.strictObject({ format: z.enum(['jsonl', 'text']).default('jsonl') })
export type ExportQuery = z.infer<typeof ExportQuery>
export const StatementQuery = z.strictObject({ cursor: sequence.optional(), limit })
/** What operators did, newest first: `to` and `before` say up to when, `from` since when. */
export const AuditFilter = z.strictObject({
  actor: text.optional(),
  action: text.optional(),
  domain: name.optional(),
  root: id,
  from: time,
  to: time,
})
export const AuditQuery = AuditFilter.extend({ before: position.optional(), limit })
export type AuditQuery = z.infer<typeof AuditQuery>
export const AuditFileQuery = AuditFilter.extend({ format: z.enum(['jsonl', 'csv']).default('jsonl') })
export const CompareQuery = z.strictObject({ with: edition })
/** Instances lie in streams: their keys are ids. */
export const ProcessesQuery = z.strictObject({
  process: name.optional(),
  key: z.uuid().toLowerCase().optional(),
  status: z.enum(['stuck', 'compensating', 'waiting', 'running', 'done']).optional(),
  /** The beginning of a key. */
  search: StreamsQuery.shape.search,
  before: position.optional(),
  limit,
})
export const SnapshotsQuery = z.strictObject({
  domain: name.optional(),
  root: z.uuid().toLowerCase().optional(),
  edition,
  before: position.optional(),
  limit,
})
/** The one behind so many events. */
export const SnapshotQuery = z.strictObject({ edition, nextSequence: sequence })
export const DeadLettersQuery = z.strictObject({
  status: z.enum(['open', 'claimed', 'resubmitted', 'accepted', 'discarded', 'blocked']).optional(),
  reason: DeadLetterReason.optional(),
  domain: name.optional(),
  component: name.optional(),
  fingerprint: text.optional(),
  correlationId: text.optional(),
  from: time,
  to: time,
  cursor: position.optional(),
  limit,
})
/** One decision on every dead letter that a filter names. */
export const BulkBody = ReasonBody.extend({
  filter: DeadLettersQuery.omit({ cursor: true, limit: true }),
  action: z.enum(['resubmit', 'discard']),
})
/** Whatever else stands in the address is a field of the row. */
export const RowsQuery = z.object({ cursor, limit }).catchall(text)
export const NoQuery = z.strictObject({})

export const Root = z.uuid('The root is not a UUID.').toLowerCase()

/** What an address asks behind the question mark, or what is wrong with it, field by field. */
export const asked = <T>(schema: z.ZodType<T>, query: URLSearchParams): Result<T> => {
  const given: Record<string, string> = Object.fromEntries(query)
  const strange = Object.entries(given).filter(([key, value]) => inadmissible([key, value]))
  if (strange.length > 0) return invalid(Object.fromEntries(strange.map(([key]) => [key, 'Text that cannot be.'])))
  const result = schema.safeParse(given)
  return result.success ? { value: result.data } : invalid(problemsOf(result.error))
}

/** Whether a part of an address can be looked for at all. */
export const isName = (part: string): boolean => part !== '' && part.length <= 200 && inadmissible(part) === undefined

/** A stream's root as it stands in the address. */
export const rootIn = (root: string): Result<string> => {
  const result = Root.safeParse(root)
  return result.success ? { value: result.data } : invalid({ root: 'The root is not a UUID.' })
}

/** The fields without those that are not there. */
export const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
