// What there is of dead letters: one row each, found by what is asked, counted by kind of failure.
import {
  DeadLetter,
  type DeadLetterEvent,
  type DeadLetterReason,
  type DeadLetterState,
  holderOf,
  isOfEvent,
} from './dead-letter.ts'
import { targetOf } from './dead-letter-entry.ts'
import { projector } from './define.ts'
import { type Json, millisecondsOf } from './message.ts'
import type { RowFilter } from './ports.ts'

type Status = Exclude<DeadLetterState['status'], 'none'>
type Decided = {
  readonly action: 'resubmitted' | 'accepted' | 'discarded'
  readonly by: string
  readonly reason: string
  readonly at: string
  /** What came of it: the events of a resubmission, or the one that had done it already. */
  readonly events: readonly Json[]
}
export type DeadLetterRow = {
  readonly id: string
  readonly reason: DeadLetterReason
  readonly status: Status
  /** Nobody has to do anything any more. */
  readonly settled: boolean
  /** A resubmission is under way. */
  readonly pending: boolean
  readonly claimedBy: string | null
  readonly claimedUntil: number | null
  readonly domain: string
  readonly root: string
  readonly edition: string
  readonly stream: string
  readonly subject: string
  readonly consumer: string
  readonly fingerprint: string
  readonly correlationId: string
  readonly openedAt: string
  readonly openedPosition: number
  /** Before it was given up; `resubmissions` since. */
  readonly attempts: number
  readonly resubmissions: number
  readonly sequence: number | null
  readonly nextSequence: number | null
  readonly decision: Decided | null
  /** Why the newest resubmission failed. */
  readonly failed: string | null
}

const free = { claimedBy: null, claimedUntil: null } as const
const reopened = { ...free, status: 'open', settled: false, pending: false, decision: null } as const
const numberIn = (payload: unknown, field: string): number | null => {
  const value = (payload as { readonly [field: string]: unknown } | null)?.[field]
  return typeof value === 'number' ? value : null
}

/** By the entry's root. In editions too: somebody has to look at those as well. */
export const deadLettersProjector = projector<DeadLetterEvent, DeadLetterRow>(
  { name: 'dead-letters', version: 1, sources: [DeadLetter], editions: true },
  {
    DeadLetterOpened: (_, { reason, consumer, subject, stream, fingerprint, attempts, payload }, source) => ({
      ...reopened,
      id: source.root,
      reason,
      ...targetOf(stream),
      edition: source.edition,
      stream,
      subject,
      consumer,
      fingerprint,
      correlationId: source.correlationId,
      openedAt: source.recordedAt,
      openedPosition: source.position,
      attempts,
      resubmissions: 0,
      sequence: numberIn(payload, 'sequence'),
      nextSequence: numberIn(payload, 'nextSequence'),
      failed: null,
    }),
    DeadLetterClaimed: (row, { reviewer, until }) =>
      row && { ...row, status: 'claimed', claimedBy: reviewer, claimedUntil: until },
    DeadLetterReleased: row => row && { ...row, ...reopened },
    DeadLetterResubmitted: (row, { reviewer: by, reason, attempt }, { recordedAt: at }) =>
      row && {
        ...row,
        ...free,
        status: 'resubmitted',
        pending: true,
        resubmissions: attempt,
        decision: { action: 'resubmitted', by, reason, at, events: [] },
      },
    DeadLetterResolved: (row, { events }) =>
      row && {
        ...row,
        settled: true,
        pending: false,
        failed: null,
        decision: row.decision && { ...row.decision, events },
      },
    DeadLetterReopened: (row, { problem }) => row && { ...row, ...reopened, failed: problem.reason },
    DeadLetterAccepted: (row, { reviewer: by, reason, event }, { recordedAt: at }) =>
      row && {
        ...row,
        ...free,
        status: 'accepted',
        settled: true,
        decision: { action: 'accepted', by, reason, at, events: [event] },
      },
    DeadLetterDiscarded: (row, { reviewer: by, reason }, { recordedAt: at }) =>
      row && {
        ...row,
        ...free,
        status: 'discarded',
        settled: true,
        decision: { action: 'discarded', by, reason, at, events: [] },
      },
  },
)

/** AND of what is given; `component` is the consumer, `from` and `to` say when it was opened (RFC 3339, UTC). */
export type DeadLetterFilter = {
  readonly status?: Status | 'blocked' | undefined
  readonly reason?: DeadLetterReason | undefined
  readonly domain?: string | undefined
  readonly component?: string | undefined
  readonly fingerprint?: string | undefined
  readonly correlationId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
/** As it is now: a claim may have lapsed, an older one of its stream may still be open. */
export type DeadLetterListed = DeadLetterRow & { readonly blocked: boolean }
export type DeadLetterGroup = Pick<DeadLetterRow, 'fingerprint' | 'reason' | 'consumer' | 'subject'> & {
  readonly count: number
  readonly unsettled: number
  readonly firstAt: string
  readonly lastAt: string
}

export type PageRows = (filter: RowFilter) => Promise<readonly { readonly key: string; readonly row: DeadLetterRow }[]>

const atOnce = 500

/** All that fit: they are few, and their order is not that of their keys. */
export const rowsWhere = async (page: PageRows, where: Partial<DeadLetterRow>): Promise<readonly DeadLetterRow[]> => {
  const rows: DeadLetterRow[] = []
  for (let after: string | undefined; ; ) {
    const found = await page({ where, limit: atOnce, ...(after === undefined ? {} : { after }) })
    rows.push(...found.map(({ row }) => row))
    after = found.at(-1)?.key
    if (found.length < atOnce) return rows.sort((a, b) => b.openedPosition - a.openedPosition)
  }
}

/** Newest first. */
export const listed = async (
  page: PageRows,
  filter: DeadLetterFilter,
  now: number,
): Promise<readonly DeadLetterListed[]> => {
  const { status, reason, domain, component: consumer, fingerprint, correlationId, from, to } = filter
  const exactly = Object.entries({ reason, domain, consumer, fingerprint, correlationId })
  const rows = await rowsWhere(page, Object.fromEntries(exactly.filter(([, value]) => value !== undefined)))
  const first = firstInLine(await rowsWhere(page, { settled: false }))
  return rows
    .filter(({ openedAt }) => isWithin(millisecondsOf(openedAt), from, to))
    .map(row => ({ ...atMoment(row, now), blocked: !row.settled && first.get(lineOf(row)) !== row.id }))
    .filter(row => status === undefined || (status === 'blocked' ? row.blocked : row.status === status))
}

const isWithin = (at: number, from?: string, to?: string) =>
  (from === undefined || at >= millisecondsOf(from)) && (to === undefined || at <= millisecondsOf(to))

const atMoment = (row: DeadLetterRow, now: number): DeadLetterRow => {
  const { status, claimedBy: by, claimedUntil: until } = row
  if (status !== 'claimed' || by === null || until === null) return row
  return holderOf({ claim: { by, until } }, now) ? row : { ...row, ...free, status: 'open' }
}

/**
 * Commands wait in line before their target. A parked event waits for one consumer, and only behind that consumer's
 * older ones: what another one cannot read is no reason to hold back this one.
 */
export const lineOf = (row: Pick<DeadLetterRow, 'reason' | 'stream' | 'consumer'>): string =>
  isOfEvent(row) ? `${row.stream} ${row.consumer}` : row.stream

/** Rows come newest first: the oldest is set last. */
const firstInLine = (rows: readonly DeadLetterRow[]) => new Map(rows.map(row => [lineOf(row), row.id]))

export const groupsOf = (rows: readonly DeadLetterRow[]): readonly DeadLetterGroup[] => {
  const groups = new Map<string, DeadLetterGroup>()
  for (const { fingerprint, reason, consumer, subject, openedAt, settled } of rows) {
    const { count = 0, unsettled = 0, lastAt = openedAt } = groups.get(fingerprint) ?? {}
    groups.set(fingerprint, {
      fingerprint,
      reason,
      consumer,
      subject,
      count: count + 1,
      unsettled: unsettled + (settled ? 0 : 1),
      firstAt: openedAt,
      lastAt,
    })
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}
