import { and, asc, eq, getTableColumns, gt, lt, sql } from 'drizzle-orm'
import { Unavailable } from '@/engine/errors'
import { type Json, type Page, streamKey } from '@/engine/message'
import type { Append, Appended, EventStore, NewPage } from '@/engine/ports'
import type { Client } from './client'
import { rememberedCommands } from './commands'
import { groupCommit } from './group-commit'
import { recorded } from './recorded'
import { counter, events, privateParts, purged } from './schema/events'
import { headOf, purgeEdition, readStream } from './streams'

/** The server gives up before (client.ts); this is for a server that says nothing at all. In milliseconds. */
const longestSilence = 5000
const mostFound = 500

type AnswerRow = {
  i: number
  status: string
  next_sequence: string
  first_position: string | null
  event_count: number
}

/** The log on Postgres. Appends are sent in groups. */
export const postgresEventStore = (client: Client): EventStore => ({
  ...appending(client),
  ...reading(client),
  ...finding(client),
  ...rememberedCommands(client),
  purge: edition => purgeEdition(client, edition),
  gaps: async after => {
    const { edition, from, to } = purged
    return client.db.select({ edition, from, to }).from(purged).where(gt(from, after)).orderBy(asc(from))
  },
})

type Sql = Client['raw']

const appending = ({ raw }: Client): Pick<EventStore, 'append' | 'appendAll'> => {
  const sendBy = async (sql: Sql, batch: readonly Append[]): Promise<readonly Appended[]> => {
    const body = JSON.stringify(batch.map((wanted, i) => rowOf(wanted, i)))
    const rows = await spoken(sql<AnswerRow[]>`select * from append_events(${body}::text::jsonb)`)
    return [...rows].sort((a, b) => a.i - b.i).map(appendedOf)
  }
  return {
    append: groupCommit(batch => sendBy(raw, batch)),
    appendAll: async appends => {
      const connection = await raw.reserve()
      try {
        await connection`begin`
        const stored: Appended[] = []
        for (const batch of inTurns(appends)) {
          stored.push(...(await sendBy(connection, batch)))
          const index = stored.findIndex(({ status }) => status !== 'ok')
          const refused = stored[index]
          if (!refused) continue
          await connection`rollback`
          return { refused, index }
        }
        await connection`commit`
        return { stored }
      } catch (error) {
        await connection`rollback`.catch(() => {})
        throw error
      } finally {
        connection.release()
      }
    },
  }
}

/** A statement does not see its own inserts: what writes to a stream again comes with the next one. */
const inTurns = (appends: readonly Append[]): readonly (readonly Append[])[] => {
  const turns: Append[][] = [[]]
  let written = new Set<string>()
  for (const wanted of appends) {
    if (written.has(streamKey(wanted.stream))) {
      turns.push([])
      written = new Set()
    }
    turns.at(-1)?.push(wanted)
    written.add(streamKey(wanted.stream))
  }
  return turns
}

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

type SummaryRow = { domain: string; root: string; edition: string; sequence: string; recorded_at: string }

const finding = ({ db }: Client): Pick<EventStore, 'search' | 'streams' | 'positionAt'> => ({
  search: async ({ after, before, limit, ...fields }) => {
    const named = Object.entries(fields).flatMap(([field, value]) =>
      value === undefined ? [] : [eq(events[field as keyof typeof fields], value)],
    )
    const rows = await db
      .select()
      .from(events)
      .where(
        and(
          ...named,
          after === undefined ? undefined : gt(events.position, after),
          before === undefined ? undefined : lt(events.position, before),
        ),
      )
      .orderBy(after === undefined ? sql`${events.position} DESC` : asc(events.position))
      .limit(Math.min(limit, mostFound))
    return rows.map(pageOf)
  },
  streams: async ({ domain, search = '', edition, after, limit }) => {
    const last = after ?? { domain: '', root: '00000000-0000-0000-0000-000000000000' }
    const begins = and(
      edition === '' ? eq(events.sequence, 0) : undefined,
      eq(events.edition, edition),
      domain === undefined ? undefined : eq(events.domain, domain),
      search === '' ? undefined : sql`starts_with(${events.root}::text, ${search.toLowerCase()})`,
      sql`(${events.domain}, ${events.root}) > (${last.domain}, ${last.root}::uuid)`,
    )
    const rows = await db.execute<SummaryRow>(sql`
      SELECT f.domain, f.root, ${edition} AS edition, l.sequence, l.recorded_at::text AS recorded_at
      FROM (SELECT DISTINCT ${events.domain} AS domain, ${events.root} AS root FROM ${events} WHERE ${begins}
        ORDER BY 1, 2 LIMIT ${Math.min(limit, mostFound)}) f,
      LATERAL (SELECT sequence, recorded_at FROM ${events} e WHERE e.root = f.root AND e.domain = f.domain
        AND e.edition = ${edition} ORDER BY e.sequence DESC LIMIT 1) l ORDER BY 1, 2`)
    return rows.map(row => ({
      domain: row.domain,
      root: row.root,
      edition: row.edition,
      nextSequence: Number(row.sequence) + 1,
      lastRecordedAt: recorded(row.recorded_at),
    }))
  },
  positionAt: async time => {
    const [row] = await db
      .select({ first: sql<string | null>`min(${events.position})` })
      .from(events)
      .where(gt(events.recordedAt, time))
    if (row?.first) return Number(row.first) - 1
    return (await db.select({ position: counter.position }).from(counter))[0]?.position ?? 0
  },
})

type Cancellable<T> = Promise<T> & { readonly cancel: () => unknown }

/** The answer, or Unavailable after a silence: then the query is withdrawn, if it was not sent yet. */
const spoken = async <T>(query: Cancellable<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      Promise.resolve(query.cancel()).catch(() => {})
      reject(new Unavailable(`the database said nothing for ${longestSilence} ms`))
    }, longestSilence)
  })
  return Promise.race([query, silence]).finally(() => clearTimeout(timer))
}

const appendedOf = ({ status, next_sequence, first_position, event_count }: AnswerRow): Appended => {
  if (status === 'ok') return { status, firstPosition: Number(first_position) }
  if (status === 'duplicate') return { status, firstSequence: Number(next_sequence), count: event_count }
  if (status === 'excluded') return { status }
  return { status: 'conflict', nextSequence: Number(next_sequence) }
}

const rowOf = ({ stream, expected, base, pages, command, unless, rows = [] }: Append, i: number) => {
  const { type, ...data } = command.message as { type: string }
  return {
    i,
    ...stream,
    expected,
    base,
    n: pages.length,
    command_id: command.commandId,
    unless: unless ?? null,
    external_id: pages[0]?.externalId ?? null,
    command: {
      caller: command.caller,
      correlation_id: command.cover.correlationId,
      ext: command.cover.ext,
      type,
      data,
      source: command.source,
      origin: command.origin,
      error_mode: command.errorMode,
    },
    rows: rows.map(({ projection, key, row, version }) => ({
      projection: projection.name,
      version: projection.version,
      key,
      row: row ?? null,
      row_version: version,
    })),
    pages: pages.map(eventRowOf),
    sealed: pages.flatMap(({ eventId, sealed }) => {
      if (!sealed) return []
      const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
      return [
        { event_id: eventId, key_id: sealed.keyId, nonce: base64(sealed.nonce), ciphertext: base64(sealed.ciphertext) },
      ]
    }),
  }
}

const eventColumns = Object.entries(getTableColumns(events)).map(([key, column]) => [key, column.name] as const)

const eventRowOf = ({ sealed: _, ...page }: NewPage) => {
  const values = page as unknown as Record<string, unknown>
  return Object.fromEntries(eventColumns.map(([key, column]) => [column, values[key] ?? null]))
}

const pageOf = (row: typeof events.$inferSelect): Page => ({
  ...row,
  data: row.data as Page['data'],
  ext: (row.ext ?? null) as Json,
  recordedAt: recorded(row.recordedAt),
})
