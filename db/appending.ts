import { getTableColumns } from 'drizzle-orm'
import { Unavailable } from '@/engine/errors'
import type { Append, Appended, EventStore, NewPage } from '@/engine/ports'
import type { Client } from './client'
import { groupCommit, marksOf } from './group-commit'
import { events } from './schema/events'

/** The server gives up before (client.ts); this is for a server that says nothing at all. In milliseconds. */
const longestSilence = 5000

type AnswerRow = {
  i: number
  status: string
  next_sequence: string
  first_position: string | null
  event_count: number
}

/** One append at a time goes with others in a group; several together are one call too. */
export const appending = ({ raw }: Client): Pick<EventStore, 'append' | 'appendAll'> => ({
  append: groupCommit(async batch => {
    const body = JSON.stringify(batch.map(rowOf))
    const rows = await spoken(raw<AnswerRow[]>`select * from append_events(${body}::text::jsonb)`)
    return [...rows].sort((a, b) => a.i - b.i).map(appendedOf)
  }),
  appendAll: async appends => {
    if (appends.length === 0) return { stored: [] }
    const body = JSON.stringify(inTurns(appends.map(rowOf), appends))
    const answers = await spoken(raw<AnswerRow[]>`select * from append_all(${body}::text::jsonb)`)
    const stored = answers.map(appendedOf)
    const index = stored.findIndex(({ status }) => status !== 'ok')
    const refused = stored[index]
    return refused ? { refused, index } : { stored }
  },
})

/** A statement does not see its own inserts: what must see another append comes with the next one. */
const inTurns = (rows: readonly object[], appends: readonly Append[]): readonly (readonly object[])[] => {
  const turns: object[][] = [[]]
  let taken = new Set<string>()
  for (const [index, row] of rows.entries()) {
    const marks = appends[index] ? marksOf(appends[index]) : []
    if (marks.some(mark => taken.has(mark))) {
      turns.push([])
      taken = new Set()
    }
    turns.at(-1)?.push(row)
    for (const mark of marks) taken.add(mark)
  }
  return turns
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
