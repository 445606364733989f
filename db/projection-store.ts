import { and, asc, count, desc, eq, exists, gt, gte, isNotNull, lte, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Json } from '@/engine/message'
import type {
  Checkpoints,
  ListFilter,
  Move,
  ProjectionName,
  ProjectionStore,
  RowChange,
  StoredRow,
} from '@/engine/ports'
import type { Client } from './client'
import { counter } from './schema/events'
import { consumers } from './schema/processing'
import { projections } from './schema/projections'

/**
 * Compare and set: no row comes back if the consumer stands elsewhere. The first save, from 0, makes the row, unless it
 * is under a fence: then the lease has made it.
 */
const moved = ({ name, version }: ProjectionName, { from, to, fence }: Move) => sql`
  INSERT INTO ${consumers} (${names(consumers.name, consumers.version, consumers.position)})
  SELECT ${name}, ${version}::int, ${to}::bigint WHERE (${from}::bigint = 0 AND ${fence === undefined}) OR EXISTS
    (SELECT 1 FROM ${consumers} WHERE ${consumers.name} = ${name} AND ${consumers.version} = ${version}::int)
  ON CONFLICT (${names(consumers.name, consumers.version)}) DO UPDATE SET ${names(consumers.position)} = ${to}
  WHERE ${consumers.position} = ${from} ${fence === undefined ? sql`` : sql`AND ${consumers.fence} = ${fence}`} RETURNING 1`

const names = (...columns: readonly { readonly name: string }[]) =>
  sql.join(
    columns.map(column => sql.identifier(column.name)),
    sql`, `,
  )

export const postgresCheckpoints = ({ db }: Client): Checkpoints => ({
  read: async ({ name, version }) => {
    const rows = await db
      .select({ position: consumers.position })
      .from(consumers)
      .where(and(eq(consumers.name, name), eq(consumers.version, version)))
    return rows[0]?.position ?? 0
  },
  save: async (consumer, move) => (await db.execute(moved(consumer, move))).length === 1,
  acquire: async ({ name, version }, { owner, milliseconds }) => {
    const until = sql`now() + make_interval(secs => ${milliseconds / 1000})`
    const [row] = await db
      .insert(consumers)
      .values({ name, version, position: 0, owner, fence: 1, leaseUntil: until })
      .onConflictDoUpdate({
        target: [consumers.name, consumers.version],
        set: {
          owner,
          fence: sql`CASE WHEN ${consumers.owner} = ${owner} THEN ${consumers.fence} ELSE ${consumers.fence} + 1 END`,
          leaseUntil: until,
        },
        setWhere: sql`${consumers.owner} IS NULL OR ${consumers.owner} = ${owner} OR ${consumers.leaseUntil} < now()`,
      })
      .returning({ fence: consumers.fence })
    return row?.fence
  },
  release: async ({ name, version }, owner) => {
    await db
      .update(consumers)
      .set({ owner: null, leaseUntil: null })
      .where(and(eq(consumers.name, name), eq(consumers.version, version), eq(consumers.owner, owner)))
  },
  leases: async () => {
    const { name, version, owner, fence, leaseUntil } = consumers
    const held = await db
      .select({ name, version, owner, fence })
      .from(consumers)
      .where(and(isNotNull(owner), gt(leaseUntil, sql`now()`)))
    return held.map(one => ({ ...one, owner: one.owner ?? '' }))
  },
})

/** One parameter, however many they are: one statement to prepare. */
const textsOf = (texts: readonly string[]) =>
  sql`SELECT jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb)`

const ofProjection = (projection: ProjectionName) => projectionOf(projections, projection)

const storedOf = (row: typeof projections.$inferSelect): readonly [string, StoredRow] => [
  row.key,
  { row: row.row as Json, version: row.rowVersion, position: row.position },
]

const projectionOf = (table: Rows, { name, version }: ProjectionName) =>
  and(eq(table.projection, name), eq(table.version, version))

type Rows = typeof projections | typeof other
const other = alias(projections, 'other')

/** One parameter, which the planner can look into: it knows how many rows stand under a term. */
const oneOf = (terms: readonly string[]) => sql`string_to_array(${terms.join(' ')}, ' ')`

/** Looked up row by row: as a join it would be planned as if hardly any row were visible, and all of them read. */
const isBeside = ({ of, field, any }: NonNullable<ListFilter['beside']>) => {
  const contained = any.map(part => sql`${other.row} @> ${JSON.stringify(part)}::text::jsonb`)
  return sql`coalesce((SELECT ${or(...contained) ?? sql`false`} FROM ${projections} other
    WHERE ${projectionOf(other, of)} AND ${other.key} = ${projections.row} ->> ${field}::text), false)`
}

const isListed = ({ under, from, to, atLeast, beside, before }: ListFilter) => {
  const { listedAt, listedUnder, key, row } = projections
  return and(
    isNotNull(listedAt),
    ...under.map(group => sql`${listedUnder} && ${oneOf(group)}`),
    from === undefined ? undefined : gte(listedAt, from),
    to === undefined ? undefined : lte(listedAt, to),
    before ? sql`(${listedAt}, ${key}) < (${before.at}, ${before.key})` : undefined,
    atLeast ? sql`(${row} ->> ${atLeast.field}::text)::bigint >= ${atLeast.amount}` : undefined,
    beside && isBeside(beside),
  )
}

type Transaction = Parameters<Parameters<Client['db']['transaction']>[0]>[0]

/** The log was not to be held still: nothing was done. */
const notInTime = (error: unknown): false => {
  const { code, cause } = error as { readonly code?: string; readonly cause?: { readonly code?: string } }
  if (code === lockTimeout || cause?.code === lockTimeout) return false
  throw error
}
const lockTimeout = '55P03'

/** Until the transaction ends nobody appends: the counter is the row that every append takes first. */
const stillness = async (transaction: Transaction, work: (last: number) => Promise<void>): Promise<number> => {
  const [end] = await transaction.select({ last: counter.position }).from(counter).for('update')
  const last = end?.last ?? 0
  await work(last)
  return last
}

/** Rows in the making, beside those that serve. */
const shadow = alias(consumers, 'shadow')

export const postgresProjections = ({ db, searches }: Client): ProjectionStore => ({
  rows: async (projection, keys) => {
    if (keys.length === 0) return new Map()
    const rows = await db
      .select()
      .from(projections)
      .where(and(ofProjection(projection), sql`${projections.key} IN (${textsOf(keys)})`))
    return new Map(rows.map(storedOf))
  },
  page: async (projection, { where, after = '', limit }) => {
    const contains = where === undefined ? undefined : sql`${projections.row} @> ${JSON.stringify(where)}::text::jsonb`
    const rows = await db
      .select()
      .from(projections)
      .where(and(ofProjection(projection), gt(projections.key, after), contains))
      .orderBy(asc(projections.key))
      .limit(Math.min(limit, 500))
    return rows.map(row => ({ key: row.key, ...storedOf(row)[1] }))
  },
  list: async (projection, filter) => {
    const rows = await searches
      .select()
      .from(projections)
      .where(and(ofProjection(projection), isListed(filter)))
      .orderBy(desc(projections.listedAt), desc(projections.key))
      .limit(Math.min(filter.limit, 1000))
    return rows.map(row => ({ key: row.key, ...storedOf(row)[1] }))
  },
  swap: ({ name, version }, made, { from, to: given, along = [], whileStill }) =>
    db
      .transaction(async transaction => {
        const to = whileStill ? await stillness(transaction, whileStill) : given
        const serving = and(eq(consumers.name, name), eq(consumers.version, version), eq(consumers.position, from))
        const ready = exists(
          transaction
            .select({ name: shadow.name })
            .from(shadow)
            .where(and(eq(shadow.name, name), eq(shadow.version, made), eq(shadow.position, to))),
        )
        const fence = { position: to, fence: sql`${consumers.fence} + 1`, owner: null, leaseUntil: null }
        const stood = await transaction
          .update(consumers)
          .set(fence)
          .where(and(serving, ready))
          .returning({ name: consumers.name })
        if (stood.length === 0) return false
        await transaction.execute(sql`UPDATE ${projections} n SET row_version = o.row_version +
          CASE WHEN o.row = n.row THEN 0 ELSE 1 END
        FROM ${projections} o WHERE n.projection = ${name} AND n.version = ${made}
          AND o.projection = n.projection AND o.version = ${version} AND o.key = n.key`)
        for (const each of [name, ...along]) {
          await transaction.delete(projections).where(ofProjection({ name: each, version }))
          await transaction
            .update(projections)
            .set({ version })
            .where(ofProjection({ name: each, version: made }))
          await transaction.delete(consumers).where(and(eq(consumers.name, each), eq(consumers.version, made)))
        }
        return true
      })
      .catch(notInTime),
  drop: async ({ name, version }) => {
    await db.transaction(async transaction => {
      await transaction.delete(projections).where(ofProjection({ name, version }))
      await transaction
        .update(consumers)
        .set({ position: 0 })
        .where(and(eq(consumers.name, name), eq(consumers.version, version)))
    })
  },
  all: async projection => new Map((await db.select().from(projections).where(ofProjection(projection))).map(storedOf)),
  counts: async named => {
    if (named.length === 0) return []
    const rows = await db
      .select({ name: projections.projection, version: projections.version, rows: count() })
      .from(projections)
      .where(or(...named.map(ofProjection)))
      .groupBy(projections.projection, projections.version)
    return named.map(one => rows.find(({ name, version }) => name === one.name && version === one.version)?.rows ?? 0)
  },
  save: async (projection, move, changes) => (await db.execute(saved(projection, move, changes))).length === 1,
})

/** One statement, one round trip: the checkpoint first, and the rows only where it moved. */
const saved = (projection: ProjectionName, move: Move, changes: readonly RowChange[]) => {
  const own = changes.filter(({ of }) => of === undefined)
  const along = changes.flatMap(({ of, ...change }) => (of ? [{ of, change }] : []))
  return sql`
  WITH moved AS (${moved(projection, move)}),
  ${written(projection, own, '')}
  ${sql.join(
    along.map(({ of, change }, index) => sql`, ${written(of, [change], `${index}`)}`),
    sql` `,
  )}
  SELECT 1 FROM moved`
}

/** `suffix` tells the parts of one statement from each other. */
const written = (projection: ProjectionName, changes: readonly RowChange[], suffix: string) => {
  const { key, row, rowVersion, position, listedAt, listedUnder } = projections
  const kept = changes.flatMap(({ key, stored }) => (stored ? [{ key, ...stored }] : []))
  const gone = changes.flatMap(({ key, stored }) => (stored ? [] : [key]))
  return sql`${sql.identifier(`gone${suffix}`)} AS (DELETE FROM ${projections}
    WHERE ${ofProjection(projection)} AND ${key} IN (${textsOf(gone)})
      AND EXISTS (SELECT 1 FROM moved)),
  ${sql.identifier(`kept${suffix}`)} AS (INSERT INTO ${projections}
      (${names(projections.projection, projections.version, key, row, rowVersion, position, listedAt, listedUnder)})
    SELECT ${projection.name}, ${projection.version}, k.key, k.row, k.version, k.position, k.row -> 'listed' ->> 'at',
      CASE WHEN jsonb_typeof(k.row -> 'listed' -> 'under') = 'array'
        THEN ARRAY(SELECT jsonb_array_elements_text(k.row -> 'listed' -> 'under')) END
    FROM jsonb_to_recordset(${JSON.stringify(kept)}::text::jsonb) AS k(key text, row jsonb, version bigint, position bigint)
    WHERE EXISTS (SELECT 1 FROM moved)
    ON CONFLICT (${names(projections.projection, projections.version, key)}) DO UPDATE
    SET ${names(row)} = excluded.${names(row)}, ${names(rowVersion)} = excluded.${names(rowVersion)},
      ${names(position)} = excluded.${names(position)}, ${names(listedAt)} = excluded.${names(listedAt)},
      ${names(listedUnder)} = excluded.${names(listedUnder)})`
}
