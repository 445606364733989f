import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, lte, or } from 'drizzle-orm'
import type { Json, Page, StreamName } from '@/engine/message'
import type { Append, Appended, EventStore, NewPage } from '@/engine/ports'
import type { Client } from './client'
import { commands, counter, events, privateParts } from './schema/events'

const mostInBatch = 256

type Waiting = {
  readonly wanted: Append
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}
type AnswerRow = {
  i: number
  status: string
  next_sequence: string
  first_position: string | null
  event_count: number
}

/** The log on Postgres. Appends are sent in groups: while one batch is in flight the next one fills. */
export const postgresEventStore = ({ db, raw }: Client): EventStore => {
  const send = async (batch: readonly Append[]): Promise<readonly AnswerRow[]> => {
    const body = batch.map((wanted, i) => rowOf(wanted, i))
    return raw<AnswerRow[]>`select * from append_events(${JSON.stringify(body)}::text::jsonb)`
  }
  const ownEvents = ({ domain, root, edition }: StreamName) =>
    and(eq(events.root, root), eq(events.domain, domain), eq(events.edition, edition))
  return {
    append: grouped(send),
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
      const wanted = references.map(reference => and(ownEvents(reference), eq(events.sequence, reference.sequence)))
      return (
        await db
          .select()
          .from(events)
          .where(or(...wanted))
      ).map(pageOf)
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
        .where(inArray(privateParts.eventId, [...eventIds]))
      return new Map(rows.map(({ eventId, ...sealed }) => [eventId, sealed]))
    },
  }
}

const acceptedBefore = (db: Client['db'], edition: string, commandId: string) =>
  db
    .select({ firstSequence: commands.firstSequence, count: commands.eventCount })
    .from(commands)
    .where(and(eq(commands.edition, edition), eq(commands.commandId, commandId), eq(commands.outcome, 'accepted')))

/** One batch in flight; a lone append is sent at once. A stream or command id stands at most once in a batch. */
const grouped = (send: (batch: readonly Append[]) => Promise<readonly AnswerRow[]>): EventStore['append'] => {
  let queue: Waiting[] = []
  let inFlight = false

  const takeBatch = (): readonly Waiting[] => {
    const taken = new Set<string>()
    const batch: Waiting[] = []
    const left: Waiting[] = []
    for (const waiting of queue) {
      const { stream, command } = waiting.wanted
      const marks = [`${stream.edition} ${stream.domain} ${stream.root}`, `${stream.edition} ${command.commandId}`]
      const fits = batch.length < mostInBatch && !marks.some(mark => taken.has(mark))
      for (const mark of marks) taken.add(mark)
      if (fits) batch.push(waiting)
      else left.push(waiting)
    }
    queue = left
    return batch
  }
  const flush = async () => {
    if (inFlight || queue.length === 0) return
    inFlight = true
    const batch = takeBatch()
    try {
      for (const row of await send(batch.map(({ wanted }) => wanted))) batch[row.i]?.resolve(appendedOf(row))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    inFlight = false
    void flush()
  }
  return wanted =>
    new Promise((resolve, reject) => {
      queue.push({ wanted, resolve, reject })
      void flush()
    })
}

const appendedOf = ({ status, next_sequence, first_position, event_count }: AnswerRow): Appended => {
  if (status === 'ok') return { status, firstPosition: Number(first_position) }
  if (status === 'duplicate') return { status, firstSequence: Number(next_sequence), count: event_count }
  return { status: 'conflict', nextSequence: Number(next_sequence) }
}

const rowOf = ({ stream, expected, base, pages, command }: Append, i: number) => {
  const { type, ...data } = command.message as { type: string }
  return {
    i,
    ...stream,
    expected,
    base,
    n: pages.length,
    command_id: command.commandId,
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
