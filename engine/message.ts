// The words of the log: covers, events as recorded, what handlers are given of them.

/** Anything that is told apart by its `type`: commands are imperative, events past tense. */
export type Message = { readonly type: string }
export type Of<M extends Message, T extends M['type']> = Extract<M, { type: T }>

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Names one stream. `edition` is `''` on the main timeline. */
export type StreamName = { readonly domain: string; readonly root: string; readonly edition: string }

/** A stream and the workflow it takes part in. `ext` is opaque; its usual content is the parent's stream. */
export type Cover = StreamName & { readonly correlationId: string; readonly ext: Json }

/**
 * The parts of an event that not everybody may see: audience (a player id, or `nobody`) → fields.
 * They never lie in `data`; the store keeps them encrypted in a table of their own.
 */
export type PrivateParts = { readonly [audience: string]: { readonly [field: string]: Json } }

/** One event as recorded. `sequence` is 0-based and dense per stream; `position` is dense over the whole log. */
export type Page = Cover & {
  readonly eventId: string
  readonly sequence: number
  readonly type: string
  readonly schemaVersion: number
  readonly data: { readonly [field: string]: Json }
  readonly causationId: string
  readonly commandId: string
  readonly actor: string
  /** UTC, RFC 3339 with microseconds. Never an order: that is `position`. */
  readonly recordedAt: string
  readonly position: number
  readonly hash: string
  /** SHA-256 of the ciphertext of the private parts, where there are any. */
  readonly privateHash: string | null
  readonly externalId: string | null
  readonly isolated: boolean
  readonly mergedFrom: string | null
  /** Present only where the reader may have them: loading for a command, or `present` for the audience. */
  readonly private?: PrivateParts
}

/** What a handler learns of where an event comes from. */
export type Envelope = Omit<Page, 'data' | 'type' | 'private'>

export const streamKey = ({ domain, root, edition }: StreamName): string => `${domain}/${root}/${edition}`

/** Fields and private parts of an event, flat, as `evolve` takes it. */
export type RecordedEvent = Message & { readonly private?: PrivateParts; readonly [field: string]: unknown }

/** The event as handlers and `evolve` see it: its type and fields, flat, with the private parts beside them. */
export const eventOf = ({ type, data, private: parts }: Pick<Page, 'type' | 'data' | 'private'>): RecordedEvent =>
  parts ? { ...data, type, private: parts } : { ...data, type }

export type Problem = {
  readonly code: RejectionCode
  readonly reason: string
  readonly rule?: string
  readonly params: { readonly [name: string]: Json }
  readonly message: string
}
export type RejectionCode = 'INVALID_ARGUMENT' | 'FAILED_PRECONDITION' | 'NOT_FOUND' | 'PERMISSION_DENIED' | 'ABORTED'

const recorded = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?Z$/

/** Milliseconds since the epoch of a page's `recordedAt`; microseconds are cut off. Pure: no clock, no time zone. */
export const millisecondsOf = (recordedAt: string): number => {
  const match = recorded.exec(recordedAt)
  if (!match) throw new Error(`not a time in UTC: ${recordedAt}`)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const minutes = (daysSinceEpoch(year, month, day) * 24 + hour) * 60 + minute
  return (minutes * 60 + second) * 1000 + Number((match[7] ?? '').padEnd(3, '0'))
}

/** Counts in years that begin in March, so that the leap day is a year's last. */
const daysSinceEpoch = (year: number, month: number, day: number): number => {
  const marchYear = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  return marchYear * 365 + leapDays + dayOfYear - 719_468
}
