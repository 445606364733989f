import { and, desc, gt, lt, type SQLWrapper, sql } from 'drizzle-orm'
import { type Bars, densityOf, mostCounted } from '@/engine/density'
import type { EventStore } from '@/engine/ports'
import type { Client } from './client'
import { events } from './schema/events'
import { matching } from './searching'

type Counted = { readonly bar: number; readonly events: number }
const barOf = ({ from, to, bars }: Bars, at: SQLWrapper) =>
  sql`width_bucket(extract(epoch FROM ${at})::float8, extract(epoch FROM ${from}::timestamptz)::float8,
    extract(epoch FROM ${to}::timestamptz)::float8, ${bars}::int)`

/** Whatever is asked for, so many rows are read at most: the newest that an index finds, or else a sample of positions. */
export const density = ({ searches: db }: Client): Pick<EventStore, 'density'> => ({
  density: async asked => {
    const { after, before, from: _, to: __, bars, actor, ...fields } = asked
    // No index is on actors: of what the other fields mean, as many are looked at as of anything else.
    const newest = db
      .select({ recordedAt: events.recordedAt, actor: events.actor })
      .from(events)
      .where(and(...matching(fields), gt(events.position, after), lt(events.position, before)))
      .orderBy(desc(events.position))
      .limit(mostCounted + 1)
    const meant = actor === undefined ? sql`true` : sql`newest.actor = ${actor}`
    const all = await db.execute<Counted & { read: number }>(sql`SELECT ${barOf(asked, sql`newest.recorded_at`)} AS bar,
        count(*)::int AS read, (count(*) FILTER (WHERE ${meant}))::int AS events
      FROM (${newest}) AS newest GROUP BY 1`)
    if (all.reduce((sum, { read }) => sum + read, 0) <= mostCounted) return densityOf(bars, all)
    const oneIn = Math.ceil((before - after - 1) / mostCounted)
    const looked = sql`${after}::bigint + 1 + one * ${oneIn}::bigint + abs(hashint8(one)::bigint) % ${oneIn}::bigint`
    const sample = await db.execute<Counted>(sql`SELECT ${barOf(asked, events.recordedAt)} AS bar,
        count(*)::int AS events
      FROM generate_series(0::bigint, ${mostCounted - 1}::bigint) AS one JOIN ${events} ON ${events.position} = ${looked}
      WHERE ${and(sql`${events.position} < ${before}`, ...matching({ ...fields, ...(actor === undefined ? {} : { actor }) }))}
      GROUP BY 1`)
    return densityOf(bars, sample, oneIn)
  },
})
