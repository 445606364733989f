import { and, asc, desc, eq, getTableColumns, gt, gte, lte, sql } from 'drizzle-orm'
import { Unavailable } from '@/engine/errors'
import type { Json, Page, StreamName } from '@/engine/message'
import type { Append, Appended, EventStore, NewPage } from '@/engine/ports'
import type { Client } from './client'
import { groupCommit } from './group-commit'
import { commands, counter, events, privateParts } from './schema/events'

/** The server gives up before (client.ts); this is for a server that says nothing at all. In milliseconds. */
const longestSilence = 5000

type AnswerRow = {
  i: number
  status: string
  next_sequence: string
  first_position: string | null
  event_count: number
}

/** The log on Postgres. Appends are sent in groups. */
export const postgresEventStore = ({ db, raw }: Client): EventStore => {
  const send = async (batch: readonly Append[]): Promise<readonly Appended[]> => {
    const body = JSON.stringify(batch.map((wanted, i) => rowOf(wanted, i)))
    const rows = await spoken(raw<AnswerRow[]>`select * from append_events(${body}::text::jsonb)`)
    return [...rows].sort((a, b) => a.i - b.i).map(appendedOf)
  }
  const ownEvents = ({ domain, root, edition }: StreamName) =>
    and(eq(events.root, root), eq(events.domain, domain), eq(events.edition, edition))
  return {
    append: groupCommit(send),
    head: async (stream, commandId) => {
      const [head, accepted] = await Promise.all([
        db
          .select({ sequence: events.sequence, hash: events.hash })
          .from(events)
          .where(ownEvents(stream))
          .orderBy(desc(events.sequence))
          .limit(1),
        commandId === undefined ? [] : acceptedBefore(db, stream.edition, commandId),
      ])
      const [own] = head
      const [first] = accepted
      return {
        nextSequence: own ? own.sequence + 1 : 0,
        hash: own?.hash ?? '',
        ...(first ? { accepted: { firstSequence: first.firstSequence ?? 0, count: first.count } } : {}),
      }
    },
    read: async (stream, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}) => {
      const rows = await db
        .select()
        .from(events)
        .where(and(ownEvents(stream), gte(events.sequence, from), lte(events.sequence, to)))
        .orderBy(asc(events.sequence))
      return rows.map(pageOf)
    },
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
    remembered: async (edition, commandId) => {
      const [row] = await db
        .select({ domain: commands.domain, root: commands.root, type: commands.type, data: commands.data })
        .from(commands)
        .where(and(eq(commands.edition, edition), eq(commands.commandId, commandId)))
      if (!row) return undefined
      const { type, data, ...stream } = row
      return { ...stream, message: { ...(data as object), type } }
    },
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

const acceptedBefore = (db: Client['db'], edition: string, commandId: string) =>
  db
    .select({ firstSequence: commands.firstSequence, count: commands.eventCount })
    .from(commands)
    .where(and(eq(commands.edition, edition), eq(commands.commandId, commandId), eq(commands.outcome, 'accepted')))

const appendedOf = ({ status, next_sequence, first_position, event_count }: AnswerRow): Appended => {
  if (status === 'ok') return { status, firstPosition: Number(first_position) }
  if (status === 'duplicate') return { status, firstSequence: Number(next_sequence), count: event_count }
  if (status === 'excluded') return { status }
  return { status: 'conflict', nextSequence: Number(next_sequence) }
}

const rowOf = ({ stream, expected, base, pages, command, unless }: Append, i: number) => {
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
    },
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

/** `2026-11-21 02:03:04.5+00` as Postgres writes it → RFC 3339 with microseconds, as it was recorded. */
const recorded = (text: string): string => {
  const [day = '', time = ''] = text.split(' ')
  const [seconds = '', fraction = ''] = time.replace(/\+00(:00)?$/, '').split('.')
  return `${day}T${seconds}.${fraction.padEnd(6, '0')}Z`
}

const pageOf = (row: typeof events.$inferSelect): Page => ({
  ...row,
  data: row.data as Page['data'],
  ext: (row.ext ?? null) as Json,
  recordedAt: recorded(row.recordedAt),
})
