import { and, asc, desc, eq, gte, lt, lte, min, type SQL, sql } from 'drizzle-orm'
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
  const newest = (where: SQL | undefined) =>
    db
      .select({ edition: events.edition, sequence: events.sequence, hash: events.hash })
      .from(events)
      .where(where)
      .orderBy(desc(events.sequence))
      .limit(1)
  const own = newest(ownEvents(stream))
  const [[shown], [accepted]] = await Promise.all([
    showsMain(stream, main)
      ? own
          .unionAll(newest(mainBelow(stream, main)))
          .orderBy(ownFirst)
          .limit(1)
      : own,
    commandId === undefined ? [] : acceptedBefore(db, stream.edition, commandId),
  ])
  return {
    nextSequence: shown ? shown.sequence + 1 : 0,
    hash: shown?.hash ?? '',
    ...(accepted ? { accepted: { firstSequence: accepted.firstSequence ?? 0, count: accepted.count } } : {}),
  }
}

/** Main has no name, and comes last. */
const ownFirst = desc(sql.identifier(events.edition.name))

const showsMain = ({ edition }: StreamName, main: Cut | undefined): main is Cut => edition !== '' && main !== undefined

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
  const within = (where: SQL | undefined) =>
    db
      .select()
      .from(events)
      .where(and(where, gte(events.sequence, from), lte(events.sequence, to)))
  const inOrder = asc(sql.identifier(events.sequence.name))
  const own = within(ownEvents(stream))
  if (!showsMain(stream, main)) return own.orderBy(inOrder)
  const first = db
    .select({ sequence: min(events.sequence) })
    .from(events)
    .where(ownEvents(stream))
  const isBelow = sql`${events.sequence} < coalesce(${first}, ${Number.MAX_SAFE_INTEGER})`
  return own.unionAll(within(and(mainBelow(stream, main), isBelow))).orderBy(inOrder)
}

/** By the one function that may, and that cannot touch main. */
export const purgeEdition = async ({ db }: Client, edition: string): Promise<void> => {
  if (edition === '') throw new TypeError('main is never purged')
  await db.execute(sql`SELECT purge_edition(${edition})`)
}
