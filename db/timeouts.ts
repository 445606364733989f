import { and, asc, eq, gt, lte, min, notInArray, sql } from 'drizzle-orm'
import type { Json } from '@/engine/message'
import type { DueTimeout, Timeouts } from '@/engine/ports'
import type { Client } from './client'
import { timeouts } from './schema/processing'

const timeoutOf = ({ process, key, name, dueAt, data }: typeof timeouts.$inferSelect): DueTimeout => ({
  process,
  key,
  name,
  dueAt,
  data: (data ?? null) as Json,
})

/** What process managers wait for. Timeouts of the main timeline only. */
export const postgresTimeouts = ({ db }: Client): Timeouts => {
  const of = (process: string, key: string) =>
    and(eq(timeouts.process, process), eq(timeouts.key, key), eq(timeouts.edition, ''))
  return {
    of: async (process, key) => (await db.select().from(timeouts).where(of(process, key))).map(timeoutOf),
    replace: async (process, key, owed) => {
      const names = owed.map(({ name }) => name)
      const { process: byProcess, key: byKey, edition, name, dueAt, data } = timeouts
      const gone = db.$with('gone').as(
        db
          .delete(timeouts)
          .where(names.length > 0 ? and(of(process, key), notInArray(name, names)) : of(process, key))
          .returning({ name }),
      )
      if (owed.length === 0) return void (await db.with(gone).select().from(gone))
      await db
        .with(gone)
        .insert(timeouts)
        .values([...owed])
        .onConflictDoUpdate({
          target: [byProcess, byKey, edition, name],
          set: { dueAt: sql`excluded.${sql.identifier(dueAt.name)}`, data: sql`excluded.${sql.identifier(data.name)}` },
        })
    },
    remove: async ({ process, key, name, dueAt }) => {
      await db.delete(timeouts).where(and(of(process, key), eq(timeouts.name, name), eq(timeouts.dueAt, dueAt)))
    },
    list: async ({ process, limit }) => {
      const rows = await db
        .select()
        .from(timeouts)
        .where(process === undefined ? undefined : eq(timeouts.process, process))
        .orderBy(asc(timeouts.dueAt))
        .limit(Math.min(limit, 500))
      return rows.map(timeoutOf)
    },
    due: async (now, limit) => {
      const rows = await db
        .select()
        .from(timeouts)
        .where(lte(timeouts.dueAt, now))
        .orderBy(asc(timeouts.dueAt))
        .limit(limit)
      return rows.map(timeoutOf)
    },
    nextDueAt: async now => {
      const next = db.select({ at: min(timeouts.dueAt) }).from(timeouts)
      return (await next.where(gt(timeouts.dueAt, now)))[0]?.at ?? undefined
    },
  }
}
