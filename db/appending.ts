import { Unavailable } from '@/engine/errors'
import type { Append, Appended, EventStore } from '@/engine/ports'
import type { Client } from './client'
import { groupCommit, marksOf } from './group-commit'

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
    const { appends, pages, sealed, rows } = batchOf(batch)
    const answers = await spoken(
      raw<AnswerRow[]>`select * from append_events(${json(appends)}::text::json, ${json(pages)}::text::json,
        ${jsonOrNone(sealed)}::text::json, ${jsonOrNone(rows)}::text::json)`,
    )
    return [...answers].sort((a, b) => a.i - b.i).map(appendedOf)
  }),
  appendAll: async (appends, still) => {
    if (appends.length === 0) return { stored: [] }
    const batches = inTurns(appends).map(({ turn, from }) => batchOf(turn, from))
    const answers = await spoken(
      raw<
        AnswerRow[]
      >`select * from append_all(${json(batches)}::text::json, ${still ? json(still) : null}::text::json)`,
    )
    const stored = answers.map(appendedOf)
    const index = stored.findIndex(({ status }) => status !== 'ok')
    const refused = stored[index]
    return refused ? { refused, index } : { stored }
  },
})

const json = (value: unknown) => JSON.stringify(value)
const jsonOrNone = (list: readonly unknown[]) => (list.length === 0 ? null : json(list))

type Turn = { readonly from: number; readonly turn: Append[] }

/** A statement does not see its own inserts: what must see another append comes with the next one. */
const inTurns = (appends: readonly Append[]): readonly Turn[] => {
  const turns: Turn[] = []
  let taken = new Set<string>()
  for (const [from, wanted] of appends.entries()) {
    const marks = marksOf(wanted)
    if (turns.length === 0 || marks.some(mark => taken.has(mark))) {
      turns.push({ from, turn: [] })
      taken = new Set()
    }
    turns.at(-1)?.turn.push(wanted)
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

/** As the function takes them: `i` says to which append a page, a ciphertext or a row belongs. */
const batchOf = (appends: readonly Append[], first = 0) => {
  const each = <T extends object>(listOf: (append: Append) => readonly T[]) =>
    appends.flatMap((append, index) => listOf(append).map(one => ({ i: first + index, ...one })))
  return {
    appends: each(append => [appendRowOf(append)]),
    pages: each(pageRowsOf),
    sealed: each(sealedRowsOf),
    rows: each(inlineRowsOf),
  }
}

const appendRowOf = ({ stream, expected, base, pages, command, unless }: Append) => {
  const { type, ...data } = command.message as { type: string }
  return {
    domain: stream.domain,
    root: stream.root,
    edition: stream.edition,
    expected,
    base,
    n: pages.length,
    command_id: command.commandId,
    unless: unless ?? null,
    external_id: pages[0]?.externalId ?? null,
    caller: command.caller,
    correlation_id: command.cover.correlationId,
    ext: command.cover.ext,
    type,
    data,
    source: command.source,
    origin: command.origin,
    error_mode: command.errorMode,
  }
}

const inlineRowsOf = ({ rows = [] }: Append) =>
  rows.map(({ projection, key, row, version }) => ({
    projection: projection.name,
    version: projection.version,
    key,
    row: row ?? null,
    row_version: version,
  }))

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

const sealedRowsOf = ({ pages }: Append) =>
  pages.flatMap(({ eventId, sealed }) =>
    sealed
      ? [
          {
            event_id: eventId,
            key_id: sealed.keyId,
            nonce: base64(sealed.nonce),
            ciphertext: base64(sealed.ciphertext),
          },
        ]
      : [],
  )

/** By the names that Drizzle has for the columns. Their stream, said again, is that of their append. */
const pageRowsOf = ({ pages }: Append) => pages.map(page => (page.sealed ? { ...page, sealed: undefined } : page))
