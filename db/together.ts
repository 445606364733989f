import type { Snapshot } from '@/engine/ports'
import { isTransient } from '@/engine/retry'

/** Milliseconds between two statements: a lone snapshot is stored at once, many of them share a commit. */
const apart = 50

type Waiting = {
  readonly snapshot: Snapshot
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}
type SaveAll = (batch: readonly Snapshot[]) => Promise<void>

const streamOf = ({ snapshot: { stream } }: Waiting) => `${stream.edition} ${stream.domain} ${stream.root}`

/** Snapshots are what nobody waits for, and without any everything is the same: they may gather for a moment. */
export const together = (saveAll: SaveAll): ((snapshot: Snapshot) => Promise<void>) => {
  let waiting: Waiting[] = []
  let isUnderWay = false

  const store = async () => {
    if (isUnderWay || waiting.length === 0) return
    isUnderWay = true
    // Of one stream one at a time: the second may be what makes the first superfluous.
    const taken = new Set<string>()
    const batch = waiting.filter(one => !taken.has(streamOf(one)) && taken.add(streamOf(one)))
    waiting = waiting.filter(one => !batch.includes(one))
    await settle(saveAll, batch)
    setTimeout(() => {
      isUnderWay = false
      void store()
    }, apart).unref()
  }
  return snapshot =>
    new Promise((resolve, reject) => {
      waiting.push({ snapshot, resolve, reject })
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
