import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Json } from '@/engine/message'
import type { Checkpoints, Move, ProjectionName, ProjectionStore, RowChange, StoredRow } from '@/engine/ports'
import type { Client, Database } from './client'
import { consumers } from './schema/processing'
import { projections } from './schema/projections'

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Compare and set: false if the consumer stands elsewhere. The first save makes the row. */
const moveCheckpoint = async (db: Database | Transaction, { name, version }: ProjectionName, { from, to }: Move) => {
  const moved = await db
    .insert(consumers)
    .values({ name, version, position: to })
    .onConflictDoUpdate({
      target: [consumers.name, consumers.version],
      set: { position: to },
      setWhere: eq(consumers.position, from),
    })
    .returning({ position: consumers.position })
  return moved.length === 1
}

export const postgresCheckpoints = ({ db }: Client): Checkpoints => ({
  read: async ({ name, version }) => {
    const rows = await db
      .select({ position: consumers.position })
      .from(consumers)
      .where(and(eq(consumers.name, name), eq(consumers.version, version)))
    return rows[0]?.position ?? 0
  },
  save: (consumer, move) => moveCheckpoint(db, consumer, move),
})

const ofProjection = ({ name, version }: ProjectionName) =>
  and(eq(projections.projection, name), eq(projections.version, version))

const storedOf = (row: typeof projections.$inferSelect): readonly [string, StoredRow] => [
  row.key,
  { row: row.row as Json, version: row.rowVersion, position: row.position },
]

export const postgresProjections = ({ db }: Client): ProjectionStore => ({
  rows: async (projection, keys) => {
    if (keys.length === 0) return new Map()
    const rows = await db
      .select()
      .from(projections)
      .where(and(ofProjection(projection), inArray(projections.key, [...keys])))
    return new Map(rows.map(storedOf))
  },
  all: async projection => new Map((await db.select().from(projections).where(ofProjection(projection))).map(storedOf)),
  save: (projection, move, changes) =>
    db.transaction(async transaction => {
      if (!(await moveCheckpoint(transaction, projection, move))) return false
      await saveRows(transaction, projection, changes)
      return true
    }),
})

const saveRows = async (transaction: Transaction, projection: ProjectionName, changes: readonly RowChange[]) => {
  const gone = changes.flatMap(({ key, stored }) => (stored ? [] : [key]))
  const saved = changes.flatMap(({ key, stored }) =>
    stored
      ? [
          {
            projection: projection.name,
            version: projection.version,
            key,
            row: stored.row,
            rowVersion: stored.version,
            position: stored.position,
          },
        ]
      : [],
  )
  if (gone.length > 0) {
    await transaction.delete(projections).where(and(ofProjection(projection), inArray(projections.key, gone)))
  }
  if (saved.length === 0) return
  await transaction
    .insert(projections)
    .values(saved)
    .onConflictDoUpdate({
      target: [projections.projection, projections.version, projections.key],
      set: {
        row: sql.raw(`excluded."${projections.row.name}"`),
        rowVersion: sql.raw(`excluded."${projections.rowVersion.name}"`),
        position: sql.raw(`excluded."${projections.position.name}"`),
      },
    })
}
