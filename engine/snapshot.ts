// Snapshots: a fold that need not be made again. Without any of them everything is the same, only slower.
import { sha256Hex } from './canonical.ts'
import type { AnyAggregate } from './define.ts'
import type { Json, StreamName } from './message.ts'
import type { Cut, Ports, Retention, Snapshot } from './ports.ts'
import type { Registry } from './registry.ts'

/** One every so many events, and kept, where the aggregate has no policy of its own. */
export const usualPolicy = { every: 16, retention: 'DEFAULT' } as const

/** The same only while the state and every event of the domain have today's shape. */
export const fingerprintOf = ({ domain, stateVersion, events }: AnyAggregate): string => {
  const versions = Object.entries(events as AnyAggregate['events']).map(
    ([type, declared]) => `${type}@${declared?.version}`,
  )
  return sha256Hex([domain, stateVersion, ...versions.sort()].join(' ')).slice(0, 16)
}

/** A fold as it is kept, apart from where and why. */
export type Folded = {
  readonly state: unknown
  readonly nextSequence: number
  readonly position: number
  readonly at: string
  readonly hash: string
  readonly ext: Json
  readonly secret: boolean
  readonly hidden: boolean
  readonly subjects: readonly string[]
}
type Keeping = { readonly ports: Ports; readonly registry: Registry }

const boundTo = (nextSequence: number) => `snapshot-${nextSequence}`

export const keepSnapshot = async (
  { ports, registry }: Keeping,
  stream: StreamName,
  { folded, retention }: { readonly folded: Folded; readonly retention: Retention },
): Promise<void> => {
  const { state, secret, hidden, ...rest } = folded
  const open = state as Json
  const bound = boundTo(folded.nextSequence)
  await ports.snapshots.save({
    ...rest,
    stream: { domain: stream.domain, root: stream.root, edition: stream.edition },
    fingerprint: fingerprintOf(registry.aggregate(stream.domain)),
    retention,
    state: secret ? { sealed: await ports.vault.seal(stream, bound, { nobody: { state: open, hidden } }) } : { open },
    at: folded.at,
  })
}

/** Never beyond `upTo` events, nor beyond where an edition leaves main. */
export const newestSnapshot = async <S>(
  keeping: Keeping,
  stream: StreamName,
  { upTo, main }: { readonly upTo: number; readonly main: Cut | undefined },
) => {
  const own = await find<S>(keeping, stream, { upTo, upToPosition: undefined })
  if (own || !main) return own
  const { beforeSequence, upToPosition } = main
  if (beforeSequence === undefined && upToPosition === undefined) return undefined
  const limit = { upTo: Math.min(upTo, beforeSequence ?? upTo), upToPosition }
  return find<S>(keeping, { ...stream, edition: '' }, limit)
}

const find = async <S>(
  { ports, registry }: Keeping,
  stream: StreamName,
  { upTo, upToPosition }: { readonly upTo: number; readonly upToPosition: number | undefined },
) => {
  const found = await ports.snapshots.latest(stream, {
    fingerprint: fingerprintOf(registry.aggregate(stream.domain)),
    upToSequence: upTo,
    ...(upToPosition === undefined ? {} : { upToPosition }),
  })
  if (!found) return undefined
  const { nextSequence, position, at, hash, ext, subjects } = found
  const { state, hidden } = await opened(ports, found)
  const secret = 'sealed' in found.state
  return { state: state as S, nextSequence, position, at, hash, ext, subjects, secret, hidden }
}

/** One that does not say whether it hides anything does. */
export const opened = async ({ vault }: Ports, { stream, state, nextSequence }: Snapshot) => {
  if ('open' in state) return { state: state.open, hidden: false }
  const kept = (await vault.open(stream, boundTo(nextSequence), state.sealed)).nobody
  return { state: kept?.state, hidden: kept?.hidden !== false }
}
