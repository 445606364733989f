// A running engine: commands in, facts in, states and presented streams out, consumers and timers behind.
import { type Outcome, stateAtHead } from './append.ts'
import { type Verification, verifyChain } from './canonical.ts'
import { type Chain, cascade } from './cascade.ts'
import { processConsumer, projectorConsumer, reactorsOf, sagaConsumer } from './consumers.ts'
import { DeadLetter } from './dead-letter.ts'
import type { AnyAggregate, Domain } from './define.ts'
import { type Command, execute } from './execute.ts'
import { fold } from './fold.ts'
import { type Loaded, withPrivateParts } from './load.ts'
import { millisecondsOf, type Page, type StreamName, streamKey } from './message.ts'
import type { Ports, Remembered, StoredRow } from './ports.ts'
import { present, type Viewer } from './present.ts'
import { processRunner } from './process.ts'
import { processStream } from './process-stream.ts'
import type { RowsChanged } from './project.ts'
import { keyedQueue } from './queue.ts'
import { recentMap } from './recent-map.ts'
import { type Fact, recordFact } from './record.ts'
import { type Registry, registry } from './registry.ts'
import { pause } from './retry.ts'
import { type RunningConsumer, runConsumer } from './run.ts'
import type { Runtime } from './runtime.ts'
import { startTail, type Tail } from './tail.ts'
import { runTimers, type Timers } from './timers.ts'

/** `SIMPLE` waits for the projectors, `CASCADE` for everything that follows; both at most 2 s for projectors. */
export type SyncMode = 'ASYNC' | 'SIMPLE' | 'CASCADE'
export type Answer = Outcome & { readonly pending?: readonly string[]; readonly chain?: Chain }

/** `lag` in events; `lagMs` is the age of the oldest event that is not handled yet. */
export type ConsumerStatus = Pick<RunningConsumer, 'name' | 'kind'> & {
  readonly position: number
  readonly lag: number
  readonly lagMs: number
}

export type Engine = {
  readonly registry: Registry
  readonly execute: (command: Command, syncMode?: SyncMode) => Promise<Answer>
  readonly recordFact: (fact: Fact) => Promise<Outcome>
  /** The accepted command of this id, as it was sent. */
  readonly remembered: (commandId: string) => Promise<Remembered | undefined>
  /** The state at the head, hidden parts included: never for a way out. */
  readonly state: <S>(aggregate: AnyAggregate<S>, root: string) => Promise<Loaded<S>>
  /** A stream's events as a viewer may see them. */
  readonly presented: (stream: StreamName, viewer: Viewer) => Promise<readonly Page[]>
  /** The fold of what a viewer may see. */
  readonly presentedState: <S>(aggregate: AnyAggregate<S>, root: string, viewer: Viewer) => Promise<Loaded<S>>
  readonly verify: (stream: StreamName) => Promise<Verification>
  readonly rows: <Row>(projection: string) => Promise<ReadonlyMap<string, StoredRow & { readonly row: Row }>>
  readonly row: <Row>(projection: string, key: string) => Promise<(StoredRow & { readonly row: Row }) | undefined>
  readonly onRows: (listener: (changed: RowsChanged) => void) => void
  readonly status: () => readonly ConsumerStatus[]
  /** Resolves when every consumer has handled the whole log and nothing was added meanwhile. */
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
}

const longestWait = 2000

export const startEngine = async (ports: Ports, domain: Domain): Promise<Engine> => {
  const tail = await startTail(ports)
  const runtime: Runtime = {
    ports,
    registry: registry({
      ...domain,
      aggregates: [...domain.aggregates, DeadLetter, ...domain.processManagers.map(({ name }) => processStream(name))],
    }),
    cache: recentMap(20_000),
    queue: keyedQueue(),
    published: tail.offer,
  }
  const listeners: ((changed: RowsChanged) => void)[] = []
  const watchers = new Set<() => void>()
  const moved = () => {
    for (const watch of watchers) watch()
  }
  const tell = (changed: RowsChanged) => {
    for (const listener of listeners) listener(changed)
  }
  let timers: Timers | undefined
  const runners = new Map(
    domain.processManagers.map(one => [one.name, processRunner(runtime, one, dueAt => timers?.arm(dueAt))] as const),
  )
  const consumers = [
    ...domain.projectors.map(one => projectorConsumer(runtime, one, tell)),
    ...domain.sagas.map(one => sagaConsumer(runtime, one)),
    ...domain.processManagers.flatMap(one => {
      const runner = runners.get(one.name)
      return runner ? [processConsumer(runtime, one, runner)] : []
    }),
  ].map(consumer => runConsumer({ runtime, tail, moved }, consumer))
  timers = runTimers(runtime, runners)

  const react = reactorsOf(runtime, runners)
  const projected = (position: number) => waitFor({ consumers, ports, watchers }, position)
  return {
    registry: runtime.registry,
    execute: async (command, syncMode = 'ASYNC') => {
      const outcome = await execute(runtime, command)
      if (outcome.status === 'rejected' || syncMode === 'ASYNC') return outcome
      const chain = syncMode === 'CASCADE' ? await cascade(react, outcome.pages) : undefined
      const pending = await projected(lastPosition(outcome.pages, chain))
      return { ...outcome, ...(pending.length > 0 ? { pending } : {}), ...(chain ? { chain } : {}) }
    },
    recordFact: fact => recordFact(runtime, fact),
    remembered: commandId => ports.events.remembered('', commandId),
    state: async <S>(aggregate: AnyAggregate<S>, root: string) =>
      (await stateAtHead(runtime, { domain: aggregate.domain, root, edition: '' })) as Loaded<S>,
    ...reading(ports),
    onRows: listener => listeners.push(listener),
    rows: name => ports.projections.all(named(domain, name)) as never,
    row: async (name, key) => (await ports.projections.rows(named(domain, name), [key])).get(key) as never,
    status: () => consumers.map(one => statusOf(one, tail, ports.clock.now())),
    settled: () => settled(ports, consumers),
    stop: async () => {
      await timers?.stop()
      tail.stop()
      await Promise.all(consumers.map(one => one.stopped))
    },
  }
}

const named = (domain: Domain, name: string) => {
  const found = domain.projectors.find(one => one.name === name)
  if (!found) throw new TypeError(`no projector ${name}`)
  return found
}

const statusOf = ({ name, kind, position }: RunningConsumer, tail: Tail, now: number): ConsumerStatus => {
  const lag = Math.max(0, tail.last() - position())
  const oldest = lag > 0 ? tail.next(position()) : undefined
  const lagMs = oldest ? Math.max(0, now - millisecondsOf(oldest.recordedAt)) : 0
  return { name, kind, position: position(), lag, lagMs }
}

const lastPosition = (pages: readonly Page[], chain: Chain | undefined): number => {
  const caused = chain?.reactions.flatMap(({ outcome }) => (outcome.status === 'accepted' ? outcome.pages : [])) ?? []
  return Math.max(0, ...[...pages, ...caused].map(page => page.position))
}

type Waiting = {
  readonly consumers: readonly RunningConsumer[]
  readonly ports: Ports
  readonly watchers: Set<() => void>
}

/** The projectors that have not come so far within 2 s: none, usually. */
const waitFor = ({ consumers, ports, watchers }: Waiting, position: number): Promise<readonly string[]> =>
  new Promise(resolve => {
    const behind = () => consumers.filter(one => one.kind === 'projector' && one.position() < position)
    const finish = () => {
      watchers.delete(check)
      cancel()
      resolve(behind().map(one => one.name))
    }
    const check = () => {
      if (behind().length === 0) finish()
    }
    const cancel = ports.clock.after(longestWait, finish)
    watchers.add(check)
    check()
  })

const settled = async (ports: Ports, consumers: readonly RunningConsumer[]) => {
  for (;;) {
    const last = await ports.events.lastPosition()
    if (consumers.every(one => one.position() >= last) && (await ports.events.lastPosition()) === last) return
    await pause(ports, 2)
  }
}

/** The reads that go through `present`, continued from where this viewer was last. */
const reading = (ports: Ports): Pick<Engine, 'presented' | 'presentedState' | 'verify'> => {
  const states = recentMap<Loaded>(5000)
  const presented = async (stream: StreamName, viewer: Viewer, from = 0) => {
    const pages = await withPrivateParts(ports, await ports.events.read(stream, { from }))
    return pages.map(page => present(page, viewer))
  }
  return {
    presented: (stream, viewer) => presented(stream, viewer),
    presentedState: async <S>(aggregate: AnyAggregate<S>, root: string, viewer: Viewer) => {
      const stream = { domain: aggregate.domain, root, edition: '' }
      const key = `${streamKey(stream)} ${viewer.audience ?? ''}`
      const before = (states.get(key) as Loaded<S> | undefined) ?? emptyState(aggregate)
      const pages = await presented(stream, viewer, before.nextSequence)
      const loaded = {
        state: fold(aggregate, pages, before.state),
        nextSequence: before.nextSequence + pages.length,
        hash: pages.at(-1)?.hash ?? before.hash,
        ext: before.ext ?? pages[0]?.ext ?? null,
      }
      states.set(key, loaded)
      return loaded
    },
    verify: async stream => verifyChain(await ports.events.read(stream)),
  }
}

const emptyState = <S>(aggregate: AnyAggregate<S>): Loaded<S> => ({
  state: aggregate.initial,
  nextSequence: 0,
  hash: '',
  ext: null,
})
