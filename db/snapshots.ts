import { and, arrayContains, desc, eq, getTableColumns, lt, lte } from 'drizzle-orm'
import type { Json, StreamName } from '@/engine/message'
import type { Retention, Snapshot, Snapshots } from '@/engine/ports'
import type { Client } from './client'
import { recorded } from './recorded'
import { snapshots } from './schema/events'

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
  save: async ({ stream, state, subjects, ...kept }) => {
    const { nextSequence, position, hash, ext, fingerprint, retention, at } = kept
    const content =
      'open' in state
        ? { state: state.open, keyId: null, nonce: null, ciphertext: null }
        : { state: null, ...state.sealed }
    const { domain, root, edition } = stream
    const row = { domain, root, edition, nextSequence, position, hash, ext, fingerprint, retention, at, ...content }
    const gone = db.$with('gone').as(
      db
        .delete(snapshots)
        .where(and(ofStream(stream), eq(snapshots.retention, 'TRANSIENT'), lt(snapshots.nextSequence, nextSequence)))
        .returning({ gone: snapshots.nextSequence }),
    )
    const { root: byRoot, domain: byDomain, edition: byEdition, nextSequence: bySequence } = snapshots
    await db
      .with(gone)
      .insert(snapshots)
      .values({ ...row, subjects: [...subjects] })
      .onConflictDoUpdate({
        target: [byRoot, byDomain, byEdition, bySequence],
        set: { fingerprint, retention, position, hash, ext, at, subjects: [...subjects], ...content },
      })
  },
  list: async ({ stream, before, limit }) => {
    const rows = await db
      .select(described)
      .from(snapshots)
      .where(and(stream && ofStream(stream), before === undefined ? undefined : lt(snapshots.position, before)))
      .orderBy(desc(snapshots.position))
      .limit(Math.min(limit, 500))
    return rows.map(descriptionOf)
  },
  remove: async (stream, nextSequence) => {
    const which = nextSequence === undefined ? undefined : eq(snapshots.nextSequence, nextSequence)
    await db.delete(snapshots).where(and(ofStream(stream), which))
  },
  forget: async subject => {
    await db.delete(snapshots).where(arrayContains(snapshots.subjects, [subject]))
  },
})

type Row = typeof snapshots.$inferSelect

const { state: _, keyId: __, nonce: ___, ciphertext: ____, ...described } = getTableColumns(snapshots)

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
