import { and, asc, desc, eq, gte, lt, lte, sql } from 'drizzle-orm'
import type { StreamName } from '@/engine/message'
import type { Cut, EventStore, Head, Reading } from '@/engine/ports'
import type { Client } from './client'
import { commands, events } from './schema/events'

export const ownEvents = ({ domain, root, edition }: StreamName) =>
  and(eq(events.root, root), eq(events.domain, domain), eq(events.edition, edition))

/** Main's events below a cut. */
const mainBelow = (stream: StreamName, { beforeSequence, upToPosition }: Cut) =>
  and(
    ownEvents({ ...stream, edition: '' }),
    beforeSequence === undefined ? undefined : lt(events.sequence, beforeSequence),
    upToPosition === undefined ? undefined : lte(events.position, upToPosition),
  )

/** The newest event; of an edition without events of its own the newest one that it shows of main. */
export const headOf = async (
  { db }: Client,
  stream: StreamName,
  { commandId, main }: NonNullable<Parameters<EventStore['head']>[1]> = {},
): Promise<Head> => {
  const newest = (where: ReturnType<typeof and>) =>
    db
      .select({ sequence: events.sequence, hash: events.hash })
      .from(events)
      .where(where)
      .orderBy(desc(events.sequence))
      .limit(1)
  const [[own], [accepted]] = await Promise.all([
    newest(ownEvents(stream)),
    commandId === undefined ? [] : acceptedBefore(db, stream.edition, commandId),
  ])
  const [shown] = own || !main ? [own] : await newest(mainBelow(stream, main))
  return {
    nextSequence: shown ? shown.sequence + 1 : 0,
    hash: shown?.hash ?? '',
    ...(accepted ? { accepted: { firstSequence: accepted.firstSequence ?? 0, count: accepted.count } } : {}),
  }
}

const acceptedBefore = (db: Client['db'], edition: string, commandId: string) =>
  db
    .select({ firstSequence: commands.firstSequence, count: commands.eventCount })
    .from(commands)
    .where(and(eq(commands.edition, edition), eq(commands.commandId, commandId), eq(commands.outcome, 'accepted')))

/** In one query: main below the cut and below the first own event, then the edition's own. */
export const readStream = (
  { db }: Client,
  stream: StreamName,
  { from = 0, to = Number.MAX_SAFE_INTEGER, main }: Reading = {},
): Promise<readonly (typeof events.$inferSelect)[]> => {
  const own = ownEvents(stream)
  const firstOwn = sql`coalesce((SELECT min(o.sequence) FROM ${events} o WHERE o.root = ${stream.root}
    AND o.domain = ${stream.domain} AND o.edition = ${stream.edition}), ${Number.MAX_SAFE_INTEGER})`
  const below = main && stream.edition !== '' && sql`${mainBelow(stream, main)} AND ${events.sequence} < ${firstOwn}`
  return db
    .select()
    .from(events)
    .where(and(below ? sql`(${own} OR (${below}))` : own, gte(events.sequence, from), lte(events.sequence, to)))
    .orderBy(asc(events.sequence))
}

/** By the one function that may, and that cannot touch main. */
export const purgeEdition = async ({ db }: Client, edition: string): Promise<void> => {
  if (edition === '') throw new TypeError('main is never purged')
  await db.execute(sql`SELECT purge_edition(${edition})`)
}
