// Snapshots from outside: listed, held against a replay from the beginning, taken, removed; the last two are on record.
import { execute } from './execute.ts'
import { differingAt } from './json-value.ts'
import { type Loading, loadStream } from './load.ts'
import type { Json, StreamName } from './message.ts'
import type { KeptSnapshot, Ports, Snapshot, Snapshots } from './ports.ts'
import type { ByHand } from './process.ts'
import { type Instance, loadInstance } from './process-instance.ts'
import { fingerprintOf as fingerprintOfInstance, keepInstance, openFold } from './process-snapshot.ts'
import { derivedId } from './registry.ts'
import type { Runtime } from './runtime.ts'
import { fingerprintOf, keepSnapshot, opened } from './snapshot.ts'
import { SnapshotRecord, snapshotRoot } from './snapshot-record.ts'

/** `differing`: pointers into the state, none of what stands there. */
export type SnapshotVerdict = {
  readonly nextSequence: number
  /** Of today's shape; another one is never used again. */
  readonly current: boolean
  readonly equal: boolean
  readonly differing: readonly string[]
}
export type SnapshotDesk = {
  readonly list: Snapshots['list']
  /** Undefined where there is none at that sequence. */
  readonly verify: (stream: StreamName, nextSequence: number) => Promise<SnapshotVerdict | undefined>
  /** The sequence behind it; undefined where the stream has no events. */
  readonly take: (stream: StreamName, by: ByHand) => Promise<number | undefined>
  readonly remove: (stream: StreamName, by: ByHand & { readonly nextSequence?: number | undefined }) => Promise<void>
}

const mostListed = 500

export const snapshotDesk = (runtime: Runtime): SnapshotDesk => {
  const { snapshots } = runtime.ports
  const keptAt = async (stream: StreamName, nextSequence: number): Promise<Snapshot | undefined> => {
    const kept = await snapshots.list({ stream, limit: mostListed })
    const one = kept.find(each => each.nextSequence === nextSequence)
    return one && snapshots.latest(stream, { fingerprint: one.fingerprint, upToSequence: nextSequence })
  }
  return {
    list: snapshots.list,
    verify: async (stream, nextSequence) => {
      const found = await keptAt(stream, nextSequence)
      if (found?.nextSequence !== nextSequence) return undefined
      const folding = foldingOf(runtime, stream)
      const [{ state: kept }, replayed] = await Promise.all([
        opened(runtime.ports, found),
        folding.replay(nextSequence, withoutSnapshots(runtime)),
      ])
      const differing = differingAt(kept, asKept(replayed)).slice(0, mostListed)
      const current = found.fingerprint === folding.fingerprint
      return { nextSequence, current, equal: differing.length === 0, differing }
    },
    take: async (stream, by) => {
      const { nextSequence, keep } = await foldingOf(runtime, stream).whole()
      if (nextSequence === 0) return undefined
      await record(runtime, stream, { type: 'TakeSnapshot', nextSequence, by })
      await keep()
      return nextSequence
    },
    remove: async (stream, { nextSequence, ...by }) => {
      await record(runtime, stream, { type: 'RemoveSnapshots', nextSequence, by })
      await snapshots.remove(stream, nextSequence)
    },
  }
}

/** What is not there in JSON is not there in what was kept. */
const asKept = (state: unknown): Json => JSON.parse(JSON.stringify(state ?? null)) as Json

const withoutSnapshots = ({ ports, registry }: Loading): Loading => {
  const snapshots: Ports['snapshots'] = { ...ports.snapshots, latest: async () => undefined }
  return { registry, ports: { ...ports, snapshots } }
}

type Folding = {
  readonly fingerprint: KeptSnapshot['fingerprint']
  readonly replay: (upTo: number, loading: Loading) => Promise<unknown>
  readonly whole: () => Promise<{ readonly nextSequence: number; readonly keep: () => Promise<void> }>
}

/** An instance of a process manager is folded with its inputs, every other stream from its own events. */
const foldingOf = (runtime: Runtime, stream: StreamName): Folding => {
  const { registry } = runtime
  const process = registry.processManagers.find(({ name }) => name === stream.domain)
  if (!process)
    return {
      fingerprint: fingerprintOf(registry.aggregate(stream.domain)),
      replay: async (upTo, loading) => (await loadStream(loading, stream, upTo)).state,
      whole: async () => {
        const folded = await loadStream(runtime, stream)
        return { ...folded, keep: () => keepSnapshot(runtime, stream, { folded, retention: 'PERSIST' }) }
      },
    }
  const load = (loading: Loading, upTo?: number): Promise<Instance> =>
    loadInstance(loading, process, {
      key: stream.root,
      edition: stream.edition,
      ...(upTo === undefined ? {} : { upTo: upTo - 1 }),
    })
  return {
    fingerprint: fingerprintOfInstance(runtime, process),
    replay: async (upTo, loading) => openFold(await load(loading, upTo)),
    whole: async () => {
      const instance = await load(runtime)
      return { ...instance, keep: () => keepInstance(runtime, process, instance) }
    },
  }
}

type Recorded = {
  readonly type: 'TakeSnapshot' | 'RemoveSnapshots'
  readonly nextSequence?: number | undefined
  readonly by: ByHand
}

const record = async (runtime: Runtime, stream: StreamName, { type, nextSequence, by }: Recorded): Promise<void> => {
  const { domain, root, edition } = stream
  const { actor, reason } = by
  await execute(runtime, {
    cover: { domain: SnapshotRecord.domain, root: snapshotRoot(stream), edition: '', correlationId: '', ext: null },
    message: {
      type,
      domain,
      root,
      edition,
      ...(nextSequence === undefined ? {} : { nextSequence }),
      ...(reason === undefined ? {} : { reason }),
    } as never,
    commandId: derivedId(type, runtime.ports.chance.id()),
    actor,
  })
}
