// What operators do with snapshots is on record: the snapshots themselves are no events.
import { z } from 'zod'
import { aggregate } from './define.ts'
import type { StreamName } from './message.ts'
import { derivedId } from './registry.ts'

const of = {
  domain: z.string(),
  root: z.string(),
  edition: z.string(),
  nextSequence: z.int().min(0),
  reason: z.string().max(500).optional(),
}
const TakeSnapshot = z.strictObject({ type: z.literal('TakeSnapshot'), ...of })
/** Of a stream the one at a sequence, or without one all of them. */
const RemoveSnapshots = TakeSnapshot.partial({ nextSequence: true }).extend({ type: z.literal('RemoveSnapshots') })
const SnapshotTaken = TakeSnapshot.extend({ type: z.literal('SnapshotTaken') })
const SnapshotsRemoved = RemoveSnapshots.extend({ type: z.literal('SnapshotsRemoved') })
type Command = z.infer<typeof TakeSnapshot | typeof RemoveSnapshots>
type Event = z.infer<typeof SnapshotTaken | typeof SnapshotsRemoved>

export const SnapshotRecord = aggregate<Command, Event, null>({
  domain: 'snapshot',
  stateVersion: 1,
  initial: null,
  evolve: { SnapshotTaken: () => null, SnapshotsRemoved: () => null },
  commands: {
    TakeSnapshot: { schema: TakeSnapshot, merge: 'COMMUTATIVE', by: ['engine'] },
    RemoveSnapshots: { schema: RemoveSnapshots, merge: 'COMMUTATIVE', by: ['engine'] },
  },
  events: {
    SnapshotTaken: { schema: SnapshotTaken, version: 1 },
    SnapshotsRemoved: { schema: SnapshotsRemoved, version: 1 },
  },
  decide: {
    TakeSnapshot: ({ type: _, ...taken }) => [{ type: 'SnapshotTaken', ...taken }],
    RemoveSnapshots: ({ type: _, ...gone }) => [{ type: 'SnapshotsRemoved', ...gone }],
  },
})

export const snapshotRoot = ({ domain, root, edition }: StreamName): string =>
  derivedId('snapshot', domain, root, edition)
