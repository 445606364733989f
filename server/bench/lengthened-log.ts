import { createHash } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import { bulkAppend } from '@/db/bulk-append'
import { connect } from '@/db/client'
import { postgresEventStore } from '@/db/event-store'
import { consumers } from '@/db/schema/processing'
import { projections } from '@/db/schema/projections'
import type { Page } from '@/engine/message'
import type { Append, NewPage } from '@/engine/ports'

const batch = 500
const perCall = 1000
const ids = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g
/** Whose streams are not copied, and whose ids stay: the copies are more tables of the same people. */
const ofPeople = 'player'

/** As a copy has it: the same for the same id, and nobody else's. */
const renamed = (id: string, copy: string) => {
  const hex = createHash('md5').update(`${id} ${copy}`).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}

const everything = async (store: ReturnType<typeof postgresEventStore>) => {
  const pages: Page[] = []
  for (;;) {
    const next = await store.readAll(pages.at(-1)?.position ?? 0, batch)
    pages.push(...next)
    if (next.length < batch) return pages
  }
}

const later = (recordedAt: string, milliseconds: number) =>
  `${new Date(Date.parse(recordedAt) + milliseconds).toISOString().slice(0, -1)}000Z`

/** One append for each command, as it was; what was sealed stays behind. */
const appendsOf = (pages: readonly Page[]): readonly Append[] => {
  const byCommand = new Map<string, NewPage[]>()
  for (const { position: _, private: __, ...page } of pages) {
    const together = byCommand.get(`${page.commandId} ${page.root}`)
    if (together) together.push(page)
    else byCommand.set(`${page.commandId} ${page.root}`, [page])
  }
  return [...byCommand.values()].flatMap(together => {
    const [first] = together
    if (!first) return []
    const { domain, root, edition, correlationId, ext, sequence, commandId, actor } = first
    const cover = { domain, root, edition, correlationId, ext }
    const command = {
      commandId,
      caller: actor,
      cover,
      message: { type: 'Copied' },
      source: null,
      origin: null,
      errorMode: null,
    }
    return [{ stream: { domain, root, edition }, expected: sequence, base: 0, pages: together, command }]
  })
}

/**
 * Makes a log as long as is wanted out of what lies in it, through the store's bulk append: more tables at which the same
 * was played later. Every consumer is told to have handled it, and none may run meanwhile.
 */
export const lengthenLog = async (url: string, wanted: number): Promise<number> => {
  const client = connect(url)
  const events = postgresEventStore(client)
  const bulk = bulkAppend(url)
  const log = await everything(events)
  const people = new Set(log.filter(({ domain }) => domain === ofPeople).map(({ root }) => root))
  const text = JSON.stringify(log.filter(({ domain, edition }) => domain !== ofPeople && edition === ''))
  const listed = await client.db
    .select()
    .from(projections)
    .where(eq(projections.projection, 'lobby'))
    .orderBy(asc(projections.key))
  const span = Date.parse(log.at(-1)?.recordedAt ?? '') - Date.parse(log[0]?.recordedAt ?? '')
  for (let copy = 1; (await events.lastPosition()) < wanted; copy++) {
    const other = (id: string) => (people.has(id) ? id : renamed(id, `${log.length} ${copy}`))
    const pages: Page[] = JSON.parse(text.replace(ids, other))
    const appends = appendsOf(pages.map(page => ({ ...page, recordedAt: later(page.recordedAt, copy * span) })))
    for (let at = 0; at < appends.length; at += perCall) await bulk.append(appends.slice(at, at + perCall))
    const rows = listed.map(row => JSON.parse(JSON.stringify(row).replace(ids, other)) as typeof row)
    await client.db.insert(projections).values(rows)
  }
  const last = await events.lastPosition()
  await client.db.update(consumers).set({ position: last })
  await client.db.transaction(async transaction => {
    await transaction.execute(sql`SET LOCAL statement_timeout = 0`)
    await transaction.execute(sql`SET LOCAL lock_timeout = 0`)
    await transaction.execute(sql`ANALYZE`)
  })
  await Promise.all([client.close(), bulk.close()])
  return last
}

if (process.argv[1]?.endsWith('lengthened-log.ts')) await lengthenLog(process.argv[2] ?? '', Number(process.argv[3]))
