import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { getTableColumns } from 'drizzle-orm'
import { type AnyPgTable, getTableConfig, type PgColumn } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import { hashOf, sha256Hex } from '@/engine/canonical'
import { streamKey } from '@/engine/message'
import type { Append, NewPage, Sealed } from '@/engine/ports'
import { promptSocket } from './client'
import { digest } from './ports'
import { commands, counter, events, privateParts } from './schema/events'
import { consumers } from './schema/processing'

/**
 * In milliseconds: for the counter's row, and for a batch, which holds up every other writer. A plan that is made while the
 * log is empty must not read all of it later.
 */
const limits = { lock_timeout: 10_000, statement_timeout: 60_000, enable_seqscan: 'off' }

export type BulkAppend = {
  /**
   * One batch, all or nothing: appends to main in their order, several to a stream too. Told is the last position. Throws
   * where a stream does not go on where its append expects it, or a command was stored before.
   */
  readonly append: (batch: readonly Append[]) => Promise<number>
  readonly close: () => Promise<void>
}

/**
 * For history that comes from elsewhere, a million events of it: thousands in a statement, and otherwise as the append
 * function does it. The counter's lock comes first, so that positions are dense and in commit order; heads are compared
 * behind it, and the hashes made here. What is stored so is marked as isolated: nobody reacts to it, and a rebuild takes it
 * in. Hence a consumer that had handled everything and is not at work moves along: it would read all of it only to pass
 * it over.
 */
export const bulkAppend = (url: string, role?: string): BulkAppend => {
  const connection = { ...(role === undefined ? {} : { role }), TimeZone: 'UTC', ...limits }
  const prompt = { socket: promptSocket }
  const sql = postgres(url, { ...prompt, max: 1, onnotice: () => {}, connection })
  return {
    append: async batch => {
      if (batch.some(({ stream }) => stream.edition !== '')) throw new TypeError('only main takes appends in bulk')
      return sql.begin(transaction => store(transaction, batch))
    },
    close: () => sql.end({ timeout: 2 }),
  }
}

const [e, k, c] = [getTableColumns(events), getTableColumns(counter), getTableColumns(consumers)]

const store = async (sql: postgres.TransactionSql, batch: readonly Append[]): Promise<number> => {
  const [row] = await sql`SELECT ${sql(k.position.name)} AS last FROM ${sql(getTableConfig(counter).name)}
    WHERE ${sql(k.id.name)} = 1 FOR UPDATE`
  const before = Number(row?.last)
  const rows = rowsOf(batch, { heads: await headsOf(sql, batch), before })
  await insert(sql, events, rows.pages)
  await insert(sql, privateParts, rows.sealed)
  await insert(sql, commands, rows.commands)
  const last = before + rows.pages.length
  await sql`UPDATE ${sql(getTableConfig(counter).name)} SET ${sql(k.position.name)} = ${last} WHERE ${sql(k.id.name)} = 1`
  await sql`UPDATE ${sql(getTableConfig(consumers).name)} SET ${sql(c.position.name)} = ${last}
    WHERE ${sql(c.position.name)} = ${before} AND coalesce(${sql(c.leaseUntil.name)} < now(), true)`
  return last
}

type Head = { readonly nextSequence: number; readonly hash: string }
type Heads = Map<string, Head>

/** Of the streams that are there: one probe of the key each. */
const headsOf = async (sql: postgres.TransactionSql, batch: readonly Append[]): Promise<Heads> => {
  const streams = new Map(batch.map(({ stream }) => [streamKey(stream), { domain: stream.domain, root: stream.root }]))
  const found = await sql`
    SELECT w.domain, w.root, head.sequence, head.hash
    FROM json_to_recordset(${JSON.stringify([...streams.values()])}::text::json) AS w(domain text, root uuid)
    CROSS JOIN LATERAL (SELECT ${sql(e.sequence.name)} AS sequence, ${sql(e.hash.name)} AS hash
      FROM ${sql(getTableConfig(events).name)} e WHERE e.${sql(e.root.name)} = w.root AND e.${sql(e.domain.name)} = w.domain
        AND e.${sql(e.edition.name)} = '' ORDER BY e.${sql(e.sequence.name)} DESC LIMIT 1) head`
  return new Map(
    found.map(({ domain, root, sequence, hash }) => [
      streamKey({ domain, root, edition: '' }),
      { nextSequence: Number(sequence) + 1, hash },
    ]),
  )
}

type Place = { readonly heads: Heads; readonly before: number }

const rowsOf = (batch: readonly Append[], { heads, before }: Place) => {
  const rows = { pages: [] as object[], sealed: [] as object[], commands: [] as object[] }
  for (const append of batch) {
    const key = streamKey(append.stream)
    const head = heads.get(key) ?? { nextSequence: 0, hash: '' }
    if (head.nextSequence !== append.expected)
      throw new Error(`${key} goes on at ${head.nextSequence}, not at ${append.expected}`)
    const pages = chained(append, head)
    rows.commands.push(commandRow(append, before + rows.pages.length + 1))
    for (const page of pages) {
      rows.pages.push({ ...page, position: before + rows.pages.length + 1 })
      if (page.sealed) rows.sealed.push(sealedRow(page.eventId, page.sealed))
    }
    const { hash } = pages.at(-1) ?? head
    heads.set(key, { nextSequence: append.expected + pages.length, hash })
  }
  return rows
}

const hex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString('hex')}`
const sealedRow = (eventId: string, { keyId, nonce, ciphertext }: Sealed) => {
  return { eventId, keyId, nonce: hex(nonce), ciphertext: hex(ciphertext) }
}

/** Numbered from where the stream ends, and each under the hash of the one before. */
const chained = ({ stream, expected, pages }: Append, head: Head): readonly NewPage[] => {
  let { hash } = head
  return pages.map((given, index) => {
    const sequence = expected + index
    const privateHash = given.sealed ? sha256Hex(given.sealed.ciphertext) : null
    const page = { ...given, ...stream, sequence, isolated: true, privateHash }
    const { sealed: _, hash: __, ...hashed } = page
    hash = hashOf(hash, hashed, digest)
    return { ...page, hash }
  })
}

const commandRow = ({ stream, expected, pages, command }: Append, firstPosition: number) => {
  const { commandId, caller, cover, message, source, origin, errorMode } = command
  const { type, ...data } = message
  const { correlationId, ext } = cover
  const told = { caller, ...stream, correlationId, ext, type, data, source, origin, errorMode }
  const stored = { firstSequence: expected, firstPosition, eventCount: pages.length, at: pages[0]?.recordedAt ?? null }
  return { commandId, ...told, outcome: 'accepted', ...stored }
}

/**
 * By the names that Drizzle has for the columns; what a row does not say is left to the column's default. COPY takes half of
 * what JSON would, and goes into texts first: the driver never hears of an error at its end, so nothing in it may fail.
 */
const insert = async (sql: postgres.TransactionSql, table: AnyPgTable, rows: readonly object[]): Promise<void> => {
  const [first] = rows
  if (!first) return
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first)
  const { name } = getTableConfig(table)
  const list = (each: (column: PgColumn) => string) => columns.map(([, column]) => each(column)).join(', ')
  await sql.unsafe(
    `CREATE TEMP TABLE IF NOT EXISTS "bulk_${name}" (${list(column => `"${column.name}" text`)}) ON COMMIT DELETE ROWS`,
  )
  const copying = await sql.unsafe(`COPY "bulk_${name}" FROM STDIN`).writable()
  await pipeline(Readable.from(inPieces(rows, columns)), copying)
  await sql.unsafe(`INSERT INTO "${name}" (${list(column => `"${column.name}"`)})
    SELECT ${list(column => `"${column.name}"::${typeOf(column)}`)} FROM "bulk_${name}"`)
}

const typeOf = (column: PgColumn) => column.getSQLType().replace(' COLLATE "C"', '')
const rowsPerPiece = 500

function* inPieces(rows: readonly object[], columns: readonly (readonly [string, PgColumn])[]) {
  for (let at = 0; at < rows.length; at += rowsPerPiece) {
    const lines = rows.slice(at, at + rowsPerPiece).map(row => {
      const values = row as { readonly [key: string]: unknown }
      return columns.map(([key, column]) => written(values[key], column)).join('\t')
    })
    yield `${lines.join('\n')}\n`
  }
}

const written = (value: unknown, column: PgColumn): string => {
  if (value === null || value === undefined) return '\\N'
  return escaped(column.getSQLType() === 'jsonb' ? JSON.stringify(value) : String(value))
}

const special: { readonly [character: string]: string } = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const escaped = (text: string): string => {
  if (text.includes('\0')) throw new TypeError('a text with a null character cannot be stored')
  return text.replace(/[\\\n\r\t]/g, character => special[character] ?? character)
}
