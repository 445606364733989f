import { and, arrayContains, desc, eq, getTableColumns, lt, lte, sql } from 'drizzle-orm'
import type { Json, StreamName } from '@/engine/message'
import type { Retention, Snapshot, Snapshots } from '@/engine/ports'
import type { Client } from './client'
import { recorded } from './recorded'
import { snapshots } from './schema/events'
import { together } from './together'

const ofStream = ({ domain, root, edition }: StreamName) =>
  and(eq(snapshots.root, root), eq(snapshots.domain, domain), eq(snapshots.edition, edition))

export const postgresSnapshots = ({ db }: Client): Snapshots => ({
  latest: async (stream, { fingerprint, upToSequence, upToPosition }) => {
    const [row] = await db
      .select()
      .from(snapshots)
      .where(
        and(
          ofStream(stream),
          eq(snapshots.fingerprint, fingerprint),
          upToSequence === undefined ? undefined : lte(snapshots.nextSequence, upToSequence),
          upToPosition === undefined ? undefined : lte(snapshots.position, upToPosition),
        ),
      )
      .orderBy(desc(snapshots.nextSequence))
      .limit(1)
    return row && snapshotOf(row)
  },
  save: together(batch => saveAll(db, batch)),
  list: async ({ stream, before, limit }) => {
    const rows = await db
      .select({ ...described, bytes })
      .from(snapshots)
      .where(and(stream && ofStream(stream), before === undefined ? undefined : lt(snapshots.position, before)))
      .orderBy(desc(snapshots.position))
      .limit(Math.min(limit, 500))
    return rows.map(({ bytes, ...row }) => ({ ...descriptionOf(row), bytes }))
  },
  remove: async (stream, nextSequence) => {
    const which = nextSequence === undefined ? undefined : eq(snapshots.nextSequence, nextSequence)
    await db.delete(snapshots).where(and(ofStream(stream), which))
  },
  forget: async subject => {
    await db.delete(snapshots).where(arrayContains(snapshots.subjects, [subject]))
  },
})

/** Of a stream there is one transient snapshot at most, but for a moment. */
const mostOlder = 10

/** One statement for some snapshots of different streams; a transient one goes when a newer one of its stream comes. */
const saveAll = async (db: Client['db'], batch: readonly Snapshot[]): Promise<void> => {
  const given = sql`jsonb_to_recordset(${JSON.stringify(batch.map(givenOf))}::text::jsonb) AS g(domain text, root uuid,
    edition text, next_sequence bigint, position bigint, hash text, ext jsonb, subjects text[], fingerprint text,
    retention text, state jsonb, key_id uuid, nonce text, ciphertext text, at timestamptz)`
  const { root, domain, edition, nextSequence, ...overwritten } = getTableColumns(snapshots)
  // By key and one stream at a time: nothing here may read through all snapshots that there are.
  const older = db
    .select({ root, domain, edition, nextSequence })
    .from(snapshots)
    .where(
      sql`(${root}, ${domain}, ${edition}) = (g.root, g.domain, g.edition) AND ${nextSequence} < g.next_sequence
        AND ${snapshots.retention} = 'TRANSIENT'`,
    )
    .limit(mostOlder)
  const gone = db
    .$with('gone')
    .as(
      db
        .delete(snapshots)
        .where(
          sql`(${root}, ${domain}, ${edition}, ${nextSequence}) IN (SELECT o.* FROM ${given} CROSS JOIN LATERAL (${older}) o)`,
        )
        .returning({ gone: nextSequence }),
    )
  await db
    .with(gone)
    .insert(snapshots)
    .select(
      sql`SELECT g.domain, g.root, g.edition, g.next_sequence, g.position, g.hash, g.ext, g.subjects, g.fingerprint,
        g.retention, g.state, g.key_id, decode(g.nonce, 'base64'), decode(g.ciphertext, 'base64'), g.at FROM ${given}`,
    )
    .onConflictDoUpdate({
      target: [root, domain, edition, nextSequence],
      set: Object.fromEntries(
        Object.entries(overwritten).map(([key, column]) => [key, sql`excluded.${sql.identifier(column.name)}`]),
      ),
    })
}

const givenOf = ({ stream, state, nextSequence, ...kept }: Snapshot) => ({
  ...kept,
  ...stream,
  next_sequence: nextSequence,
  ...('open' in state
    ? { state: state.open }
    : {
        key_id: state.sealed.keyId,
        nonce: Buffer.from(state.sealed.nonce).toString('base64'),
        ciphertext: Buffer.from(state.sealed.ciphertext).toString('base64'),
      }),
})

type Row = typeof snapshots.$inferSelect

const { state: _, keyId: __, nonce: ___, ciphertext: ____, ...described } = getTableColumns(snapshots)

/** As they lie there: compressed, where Postgres has done that. */
const bytes = sql<number>`coalesce(pg_column_size(${snapshots.ciphertext}), pg_column_size(${snapshots.state}))`

const descriptionOf = (row: Omit<Row, 'state' | 'keyId' | 'nonce' | 'ciphertext'>): Omit<Snapshot, 'state'> => ({
  stream: { domain: row.domain, root: row.root, edition: row.edition },
  nextSequence: row.nextSequence,
  position: row.position,
  hash: row.hash,
  ext: (row.ext ?? null) as Json,
  fingerprint: row.fingerprint,
  retention: row.retention as Retention,
  subjects: row.subjects,
  at: recorded(row.at),
})

const snapshotOf = ({ state, keyId, nonce, ciphertext, ...row }: Row): Snapshot => ({
  ...descriptionOf(row),
  state: keyId && nonce && ciphertext ? { sealed: { keyId, nonce, ciphertext } } : { open: state as Json },
})
