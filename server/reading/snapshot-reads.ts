import type { Engine } from '@/engine/engine'
import type { KeptSnapshot } from '@/engine/ports'
import { asked, given, rootIn, SnapshotQuery, SnapshotsQuery } from '../asked'
import { nothingHere } from '../operating/failures'
import { forAdministrators } from '../sending/orders'
import type { Reads } from './reads'

export type SnapshotRow = Omit<KeptSnapshot, 'hash' | 'ext' | 'subjects'> & {
  /** Whose personal parts it may hold: how many. */
  readonly subjects: number
}
export type SnapshotsPage = { readonly snapshots: readonly SnapshotRow[]; readonly next: number | null }

/** Snapshots without what they hold. */
export const makeSnapshotReads = (engine: Engine): Pick<Reads, 'snapshots' | 'verifySnapshot'> => ({
  snapshots: forAdministrators(async (_, { query }) => {
    const wanted = asked(SnapshotsQuery, query)
    if ('failure' in wanted) return wanted
    const { domain, root, edition, before, limit } = wanted.value
    const stream = domain !== undefined && root !== undefined ? { domain, root, edition } : undefined
    const found = await engine.snapshots.list({ ...given({ stream, before }), limit })
    const snapshots = found.map(({ hash: _, ext: __, subjects, ...one }) => ({ ...one, subjects: subjects.length }))
    const next = found.length === limit ? (found.at(-1)?.position ?? null) : null
    return { value: { snapshots, next } satisfies SnapshotsPage }
  }),
  verifySnapshot: forAdministrators(async (_, { query, address }) => {
    const root = rootIn(address.root)
    if ('failure' in root) return root
    const wanted = asked(SnapshotQuery, query)
    if ('failure' in wanted) return wanted
    const { edition, nextSequence } = wanted.value
    if (!engine.registry.find(address.domain)) return nothingHere
    const stream = { domain: address.domain, root: root.value, edition }
    const verdict = await engine.snapshots.verify(stream, nextSequence)
    return verdict ? { value: verdict } : nothingHere
  }),
})
