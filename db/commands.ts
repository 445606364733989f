import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { Json, Problem } from '@/engine/message'
import type { CascadeErrorMode, CommandEntry, EventStore } from '@/engine/ports'
import type { Client } from './client'
import { recorded } from './recorded'
import { commands } from './schema/events'

type Remembering = Pick<EventStore, 'remembered' | 'commandEntry' | 'commandsFrom' | 'commandsOf' | 'recordRefusal'>

const most = 500

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
        .where(and(eq(commands.edition, edition), sql`${commands.source} IN (${ids})`))
      return rows.map(entryOf)
    },
    commandsOf: async correlationId => {
      const where = and(eq(commands.correlationId, correlationId), ne(commands.correlationId, ''))
      return (await db.select().from(commands).where(where).orderBy(asc(commands.at)).limit(most)).map(entryOf)
    },
    recordRefusal: async (record, problem) => {
      const { commandId, caller, cover, source, origin, errorMode } = record
      const { type, ...data } = record.message
      const { domain, root, edition, correlationId, ext } = cover
      const row = {
        commandId,
        caller,
        domain,
        root,
        edition,
        correlationId,
        ext,
        type,
        data,
        source,
        origin,
        errorMode,
      }
      await db
        .insert(commands)
        .values({ ...row, outcome: 'refused', problem })
        .onConflictDoUpdate({
          target: [commands.edition, commands.commandId],
          set: { problem, at: sql`now()` },
          setWhere: eq(commands.outcome, 'refused'),
        })
    },
  }
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
