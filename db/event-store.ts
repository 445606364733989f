import { asc, getTableColumns, gt, sql } from 'drizzle-orm'
import type { EventStore } from '@/engine/ports'
import { appending } from './appending'
import type { Client } from './client'
import { rememberedCommands } from './commands'
import { density } from './density'
import { pageOf } from './pages'
import { counter, events, privateParts, purged } from './schema/events'
import { searching } from './searching'
import { headOf, purgeEdition, readStream } from './streams'

/** The log on Postgres. Appends are sent in groups. */
export const postgresEventStore = (client: Client): EventStore => ({
  ...appending(client),
  ...reading(client),
  ...searching(client),
  ...density(client),
  ...rememberedCommands(client),
  purge: edition => purgeEdition(client, edition),
  gaps: async after => {
    const { edition, from, to } = purged
    return client.db.select({ edition, from, to }).from(purged).where(gt(to, after)).orderBy(asc(from))
  },
})

type Reads = Pick<EventStore, 'head' | 'read' | 'readReferences' | 'readAll' | 'lastPosition' | 'sealed'>

const reading = (client: Client): Reads => {
  const { db } = client
  return {
    head: (stream, asked) => headOf(client, stream, asked),
    read: async (stream, range) => (await readStream(client, stream, range)).map(pageOf),
    readReferences: async references => {
      if (references.length === 0) return []
      const asked = references.map(({ root, domain, edition, sequence }) => ({ root, domain, edition, sequence }))
      const rows = await db
        .select(getTableColumns(events))
        .from(sql`jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
          AS w(root uuid, domain text, edition text, sequence bigint)`)
        .innerJoin(
          events,
          sql`(${events.root}, ${events.domain}, ${events.edition}, ${events.sequence})
          = (w.root, w.domain, w.edition, w.sequence)`,
        )
      return rows.map(pageOf)
    },
    readAll: async (after, limit) => {
      const rows = await db
        .select()
        .from(events)
        .where(gt(events.position, after))
        .orderBy(asc(events.position))
        .limit(limit)
      return rows.map(pageOf)
    },
    lastPosition: async () => (await db.select({ position: counter.position }).from(counter))[0]?.position ?? 0,
    sealed: async eventIds => {
      const rows = await db
        .select()
        .from(privateParts)
        .where(
          sql`${privateParts.eventId} IN (SELECT jsonb_array_elements_text(${JSON.stringify(eventIds)}::text::jsonb)::uuid)`,
        )
      return new Map(rows.map(({ eventId, ...sealed }) => [eventId, sealed]))
    },
  }
}
