// Snapshots in memory.
import { type StreamName, streamKey } from '../message.ts'
import type { Snapshot, Snapshots } from '../ports.ts'

export type MemorySnapshots = Snapshots & {
  /** Those of a purged edition. */
  readonly forgetEdition: (edition: string) => void
}

export const memorySnapshots = (): MemorySnapshots => {
  let kept: readonly Snapshot[] = []
  const of = (stream: StreamName) => kept.filter(one => streamKey(one.stream) === streamKey(stream))
  const newestFirst = (some: readonly Snapshot[]) => [...some].sort((a, b) => b.nextSequence - a.nextSequence)
  return {
    forgetEdition: edition => {
      kept = kept.filter(one => one.stream.edition !== edition)
    },
    latest: async (
      stream,
      { fingerprint, upToSequence = Number.POSITIVE_INFINITY, upToPosition = Number.POSITIVE_INFINITY },
    ) =>
      newestFirst(of(stream)).find(
        one => one.fingerprint === fingerprint && one.nextSequence <= upToSequence && one.position <= upToPosition,
      ),
    save: async snapshot => {
      const replaced = of(snapshot.stream).filter(
        one =>
          one.nextSequence === snapshot.nextSequence ||
          (one.retention === 'TRANSIENT' && one.nextSequence < snapshot.nextSequence),
      )
      kept = [...kept.filter(one => !replaced.includes(one)), structuredClone(snapshot)]
    },
    list: async ({ stream, before = Number.POSITIVE_INFINITY, limit }) =>
      (stream ? of(stream) : [...kept])
        .filter(({ position }) => position < before)
        .sort((a, b) => b.position - a.position)
        .slice(0, Math.min(limit, 500))
        .map(({ state, ...rest }) => ({ ...rest, bytes: bytesOf(state) })),
    remove: async (stream, nextSequence) => {
      const gone = of(stream).filter(one => nextSequence === undefined || one.nextSequence === nextSequence)
      kept = kept.filter(one => !gone.includes(one))
    },
    forget: async subject => {
      kept = kept.filter(one => !one.subjects.includes(subject))
    },
  }
}

const bytesOf = (state: Snapshot['state']): number =>
  'open' in state ? JSON.stringify(state.open).length : state.sealed.ciphertext.length
