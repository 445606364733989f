// The snapshot of a process manager's instance: what the fold of its links and inputs came to, so that it is not read again.
import { canonical, sha256Hex } from './canonical.ts'
import type { ProcessManagerDeclaration } from './define.ts'
import type { Json, Page } from './message.ts'
import type { Ports } from './ports.ts'
import type { Registry } from './registry.ts'

/** All that an instance has from events. Sets and maps are its own: they grow with it. */
export type Folded = {
  state: { readonly step: string }
  nextSequence: number
  position: number
  hash: string
  /** The newest input: what a command sent now answers. */
  trigger: Page | undefined
  /** Labels of commands whose verdict is recorded: they are not sent again. */
  readonly decided: Set<string>
  /** By source stream the sequence that was linked last. The log brings a stream's events in order. */
  readonly linked: Map<string, number>
  /** By name when it was due: a timeout that ran out or was cancelled is not scheduled again. */
  readonly ended: Map<string, number>
}
export type Kept = Folded
type Keeping = { readonly ports: Ports; readonly registry: Registry }

/** Another shape of the state, or of any event that it is folded from, makes it another fold. */
export const fingerprintOf = ({ registry }: Keeping, { name, domains, process }: ProcessManagerDeclaration): string => {
  const versions = domains.flatMap(domain =>
    Object.entries(registry.aggregate(domain).events).map(
      ([type, declared]) => `${domain}/${type}@${declared?.version}`,
    ),
  )
  return sha256Hex(canonical([name, process.stateVersion ?? 1, versions.sort()])).slice(0, 16)
}

/** As it is kept. */
export const openFold = ({ state, trigger, decided, linked, ended }: Folded): Json => {
  const kept = { state, trigger: trigger ?? null, decided: [...decided], linked: [...linked], ended: [...ended] }
  return JSON.parse(JSON.stringify(kept)) as Json
}

export const keepInstance = (
  keeping: Keeping,
  declaration: ProcessManagerDeclaration,
  { key, ...folded }: Folded & { readonly key: string },
): Promise<void> => {
  const { nextSequence, position, hash } = folded
  return keeping.ports.snapshots.save({
    stream: { domain: declaration.name, root: key, edition: '' },
    nextSequence,
    position,
    hash,
    ext: null,
    fingerprint: fingerprintOf(keeping, declaration),
    retention: 'TRANSIENT',
    state: { open: openFold(folded) },
    subjects: [],
    at: keeping.ports.clock.recordedAt(),
  })
}

type Stored = {
  readonly state: Folded['state']
  readonly trigger: Page | null
  readonly decided: readonly string[]
  readonly linked: readonly (readonly [string, number])[]
  readonly ended: readonly (readonly [string, number])[]
}

export const keptInstance = async (
  keeping: Keeping,
  declaration: ProcessManagerDeclaration,
  key: string,
): Promise<Kept | undefined> => {
  const fingerprint = fingerprintOf(keeping, declaration)
  const found = await keeping.ports.snapshots.latest(
    { domain: declaration.name, root: key, edition: '' },
    { fingerprint },
  )
  if (!found || !('open' in found.state)) return undefined
  const { state, trigger, decided, linked, ended } = found.state.open as unknown as Stored
  const { nextSequence, position, hash } = found
  return {
    state,
    nextSequence,
    position,
    hash,
    trigger: trigger ?? undefined,
    decided: new Set(decided),
    linked: new Map(linked),
    ended: new Map(ended),
  }
}
