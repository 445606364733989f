import type { Snapshot } from '@/engine/ports'
import { isTransient } from '@/engine/retry'

/** Milliseconds between two statements: a lone snapshot is stored at once, many of them share a commit. */
const apart = 50
const mostInBatch = 100

type Waiting = {
  readonly snapshot: Snapshot
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}
type SaveAll = (batch: readonly Snapshot[]) => Promise<void>

const streamOf = ({ stream }: Snapshot) => `${stream.edition} ${stream.domain} ${stream.root}`

/** What a newer one would remove at once, or write over. */
const isSuperfluous = (one: Snapshot, newer: Snapshot): boolean =>
  streamOf(one) === streamOf(newer) &&
  (one.nextSequence === newer.nextSequence || (one.retention === 'TRANSIENT' && one.nextSequence < newer.nextSequence))

/** Snapshots are what nobody waits for, and without any everything is the same: they may gather for a moment. */
export const together = (saveAll: SaveAll): ((snapshot: Snapshot) => Promise<void>) => {
  let waiting: Waiting[] = []
  let isUnderWay = false

  const store = async () => {
    if (isUnderWay || waiting.length === 0) return
    isUnderWay = true
    const batch = waiting.slice(0, mostInBatch)
    waiting = waiting.slice(mostInBatch)
    await settle(saveAll, batch)
    setTimeout(() => {
      isUnderWay = false
      void store()
    }, apart).unref()
  }
  return snapshot =>
    new Promise((resolve, reject) => {
      const superfluous = waiting.filter(one => isSuperfluous(one.snapshot, snapshot))
      waiting = [...waiting.filter(one => !superfluous.includes(one)), { snapshot, resolve, reject }]
      for (const one of superfluous) one.resolve()
      void store()
    })
}

/** One that cannot be stored is refused alone. */
const settle = async (saveAll: SaveAll, batch: readonly Waiting[]): Promise<void> => {
  try {
    await saveAll(batch.map(({ snapshot }) => snapshot))
    for (const { resolve } of batch) resolve()
  } catch (error) {
    if (batch.length === 1 || isTransient(error)) for (const { reject } of batch) reject(error)
    else for (const one of batch) await settle(saveAll, [one])
  }
}
