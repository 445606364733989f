import { and, asc, eq, isNotNull, lt, ne, sql } from 'drizzle-orm'
import type { Json, Problem } from '@/engine/message'
import type { CascadeErrorMode, CommandEntry, EventStore } from '@/engine/ports'
import type { Client } from './client'
import { recorded } from './recorded'
import { commands } from './schema/events'

type Remembering = Pick<EventStore, 'remembered' | 'commandEntry' | 'commandsFrom' | 'commandsOf' | 'recordRefusal'>

const most = 500
/** The commands of one batch have one time. */
const oldestFirst = [asc(commands.at), asc(commands.firstPosition)]

/** Commands as they are remembered: accepted ones by the append, refused ones by their own statement. */
export const rememberedCommands = ({ db }: Client): Remembering => {
  const find = async (edition: string, commandId: string) =>
    (
      await db
        .select()
        .from(commands)
        .where(and(eq(commands.edition, edition), eq(commands.commandId, commandId)))
    )[0]
  return {
    remembered: async (edition, commandId) => {
      const row = await find(edition, commandId)
      if (row?.outcome !== 'accepted') return undefined
      return { domain: row.domain, root: row.root, message: messageOf(row) }
    },
    commandEntry: async (edition, commandId) => {
      const row = await find(edition, commandId)
      return row && entryOf(row)
    },
    commandsFrom: async (edition, sources) => {
      if (sources.length === 0) return []
      const ids = sql`SELECT jsonb_array_elements_text(${JSON.stringify(sources)}::text::jsonb)::uuid`
      const rows = await db
        .select()
        .from(commands)
        .where(and(eq(commands.edition, edition), isNotNull(commands.source), sql`${commands.source} IN (${ids})`))
        .orderBy(...oldestFirst)
      return rows.map(entryOf)
    },
    commandsOf: async correlationId => {
      const where = and(eq(commands.correlationId, correlationId), ne(commands.correlationId, ''))
      return (
        await db
          .select()
          .from(commands)
          .where(where)
          .orderBy(...oldestFirst)
          .limit(most)
      ).map(entryOf)
    },
    recordRefusal: async (record, problem) => {
      const { commandId, caller, cover, source, origin, errorMode } = record
      const { type, ...data } = record.message
      const { domain, root, edition, correlationId, ext } = cover
      const named = { commandId, edition }
      const said = { caller, domain, root, correlationId, ext, type, data, source, origin, errorMode, problem }
      await db
        .with(db.$with('outdated').as(outdated(db, commandId)))
        .insert(commands)
        .values({ ...named, ...said, outcome: 'refused' })
        .onConflictDoUpdate({
          target: [commands.edition, commands.commandId],
          set: { ...said, at: sql`now()` },
          setWhere: eq(commands.outcome, 'refused'),
        })
    },
  }
}

const mostOutdated = 10

/** Each refusal that is remembered lets a few go that are older than 30 days. */
const outdated = (db: Client['db'], now: string) => {
  const { edition, commandId } = commands
  const old = and(
    eq(commands.outcome, sql`'refused'`),
    lt(commands.at, sql`now() - interval '30 days'`),
    ne(commandId, now),
  )
  const some = db.select({ edition, commandId }).from(commands).where(old).orderBy(asc(commands.at)).limit(mostOutdated)
  return db.delete(commands).where(sql`(${edition}, ${commandId}) IN ${some}`).returning({ commandId })
}

type Row = typeof commands.$inferSelect

const messageOf = ({ type, data }: Row) => ({ ...(data as object), type })

const entryOf = (row: Row): CommandEntry => ({
  commandId: row.commandId,
  caller: row.caller,
  cover: {
    domain: row.domain,
    root: row.root,
    edition: row.edition,
    correlationId: row.correlationId,
    ext: (row.ext ?? null) as Json,
  },
  message: messageOf(row),
  source: row.source,
  origin: row.origin,
  errorMode: row.errorMode as CascadeErrorMode | null,
  outcome: row.outcome === 'accepted' ? 'accepted' : 'refused',
  problem: (row.problem ?? null) as Problem | null,
  firstSequence: row.firstSequence,
  eventCount: row.eventCount,
  at: recorded(row.at),
})
