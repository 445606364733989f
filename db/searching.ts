import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { EventStore, LogFilter } from '@/engine/ports'
import type { Client } from './client'
import { pageOf } from './pages'
import { recorded } from './recorded'
import { counter, events, familyOf, signedByOperators } from './schema/events'

const mostFound = 500
/** No index is by domain and type: so many of either are looked through. */
const lookedThrough = 300
const noRoot = '00000000-0000-0000-0000-000000000000'

export const searching = ({
  searches: db,
}: Client): Pick<EventStore, 'search' | 'lastOf' | 'perDay' | 'streams' | 'positionAt'> => ({
  search: async ({ after, before, limit, ...fields }) => {
    const rows = await db
      .select()
      .from(events)
      .where(
        and(
          ...matching(fields),
          after === undefined ? undefined : gt(events.position, after),
          before === undefined ? undefined : lt(events.position, before),
        ),
      )
      .orderBy(after === undefined ? desc(events.position) : asc(events.position))
      .limit(Math.min(limit, mostFound))
    return rows.map(pageOf)
  },
  lastOf: async types => {
    const { domain, type, position, recordedAt } = all
    const named = { domain: sql`asked.domain`, type: sql`asked.type` }
    const newest = (by: 'domain' | 'type') =>
      sql`SELECT ${domain} AS domain, ${type} AS type, ${recordedAt} AS at FROM ${events} every_event
        WHERE ${all[by]} = ${named[by]} ORDER BY ${position} DESC LIMIT ${lookedThrough}::int`
    const among = (by: 'domain' | 'type') =>
      sql`(SELECT n.at FROM (${newest(by)}) n WHERE n.domain = asked.domain AND n.type = asked.type LIMIT 1)`
    const isCutShort = (by: 'domain' | 'type') => sql`(SELECT count(*) FROM (${newest(by)}) n) = ${lookedThrough}::int`
    const rows = await db.execute<{ at: string | null; more: boolean }>(sql`
      SELECT f.at::text AS at, f.at IS NULL AND ${isCutShort('type')} AND ${isCutShort('domain')} AS more
      FROM jsonb_to_recordset(${JSON.stringify(types.map((one, n) => ({ ...one, n })))}::text::jsonb)
        AS asked(n int, domain text, type text),
        LATERAL (SELECT coalesce(${among('type')}, ${among('domain')}) AS at) f ORDER BY asked.n`)
    return rows.map(({ at, more }) => (at === null ? (more ? undefined : null) : recorded(at)))
  },
  perDay: async ({ domain, type }, limit) => {
    const newest = db
      .select({ at: events.recordedAt })
      .from(events)
      .where(and(eq(events.type, type), eq(events.domain, domain)))
      .orderBy(desc(events.position))
      .limit(limit)
    const rows = await db.execute<{ day: string; events: string }>(sql`SELECT
        to_char(newest.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*) AS events
      FROM (${newest}) AS newest GROUP BY 1 ORDER BY 1 DESC`)
    return rows.map(one => ({ day: one.day, events: Number(one.events) }))
  },
  streams: async ({ domain, search = '', edition, after = { domain: '', root: noRoot }, limit }) => {
    const named = db
      .selectDistinct({ domain: events.domain, root: events.root })
      .from(events)
      .where(
        and(
          // Where it says so the planner sees that the index of first events will do.
          edition === '' ? sql`${events.sequence} = 0 AND ${events.edition} = ''` : eq(events.edition, edition),
          domain === undefined ? undefined : eq(events.domain, domain),
          search === '' ? undefined : sql`starts_with(${events.root}::text, ${search.toLowerCase()})`,
          sql`(${events.domain}, ${events.root}) > (${after.domain}, ${after.root}::uuid)`,
        ),
      )
      .orderBy(asc(events.domain), asc(events.root))
      .limit(Math.min(limit, mostFound))
      .as('named')
    const newest = db
      .select({ sequence: all.sequence, recordedAt: all.recordedAt })
      .from(all)
      .where(and(eq(all.root, named.root), eq(all.domain, named.domain), eq(all.edition, edition)))
      .orderBy(desc(all.sequence))
      .limit(1)
      .as('newest')
    const rows = await db
      .select({
        domain: named.domain,
        root: named.root,
        sequence: newest.sequence,
        recordedAt: newest.recordedAt,
      })
      .from(named)
      .innerJoinLateral(newest, sql`true`)
      .orderBy(asc(named.domain), asc(named.root))
    return rows.map(({ domain, root, sequence, recordedAt }) => ({
      domain,
      root,
      edition,
      nextSequence: sequence + 1,
      lastRecordedAt: recorded(recordedAt),
    }))
  },
  positionAt: async time => {
    // As a sum it is not looked for along the positions, from the first one on: what was recorded later is soon found.
    const first = sql<string | null>`min(${events.position} + 0)`
    const [later] = await db.select({ first }).from(events).where(gt(events.recordedAt, time))
    if (later?.first) return Number(later.first) - 1
    return (await db.select({ position: counter.position }).from(counter))[0]?.position ?? 0
  },
})

const all = alias(events, 'every_event')

export const matching = ({
  family,
  byOperators,
  data = {},
  ...fields
}: Omit<LogFilter, 'after' | 'before' | 'limit'>) => [
  byOperators ? signedByOperators(events) : undefined,
  family === undefined ? undefined : eq(familyOf(events), family),
  ...Object.entries(data).map(([field, value]) => sql`(${events.data} ->> ${field}) = ${value}`),
  ...Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [eq(events[field as keyof typeof fields], value)],
  ),
  fields.correlationId ? sql`${events.correlationId} <> ''` : undefined,
]
