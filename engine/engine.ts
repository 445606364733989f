// A running engine: commands in, facts in, states and presented streams out, consumers and timers behind.
import { type Answer, answers, type SyncMode, settled } from './answer.ts'
import { stateAtHead } from './append.ts'
import type { Following } from './cascade.ts'
import type { Command, Outcome } from './command.ts'
import type { Consumer } from './consumer.ts'
import { processConsumer, projectorConsumer, sagaConsumer } from './consumers.ts'
import { DeadLetter } from './dead-letter.ts'
import type { AnyAggregate, Domain } from './define.ts'
import { execute } from './execute.ts'
import { fold } from './fold.ts'
import { type Loaded, withPrivateParts } from './load.ts'
import { millisecondsOf, type Page, type StreamName, streamKey } from './message.ts'
import type { Ports, Remembered, StoredRow } from './ports.ts'
import { present, type Viewer } from './present.ts'
import { type ProcessRunner, processRunner } from './process.ts'
import { processStream } from './process-stream.ts'
import type { RowsChanged } from './project.ts'
import { keyedQueue } from './queue.ts'
import { recentMap } from './recent-map.ts'
import { type Fact, recordFact } from './record.ts'
import { type Registry, registry } from './registry.ts'
import { inTime } from './retry.ts'
import { type RunningConsumer, runConsumer } from './run.ts'
import type { Runtime } from './runtime.ts'
import { startTail, type Tail } from './tail.ts'
import { runTimers, type Timers } from './timers.ts'
import { type Verification, verifyLog, verifyStream } from './verify.ts'

export type { Answer, SyncMode } from './answer.ts'

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
  /** One stream, or without one the whole log. */
  readonly verify: (stream?: StreamName) => Promise<Verification>
  readonly rows: <Row>(projection: string) => Promise<ReadonlyMap<string, StoredRow & { readonly row: Row }>>
  readonly row: <Row>(projection: string, key: string) => Promise<(StoredRow & { readonly row: Row }) | undefined>
  readonly onRows: (listener: (changed: RowsChanged) => void) => void
  readonly status: () => readonly ConsumerStatus[]
  /** Resolves when every consumer has handled the whole log and nothing was added meanwhile. */
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** A command that got no answer in this time is unavailable; it may have happened, which its id tells. */
const deadline = 3000

export const startEngine = async (ports: Ports, domain: Domain): Promise<Engine> => {
  const tail = await startTail(ports)
  const followers = new Set<Following>()
  const runtime = runtimeOf(ports, domain, {
    published: tail.offer,
    reacted: reaction => {
      for (const follower of followers) follower.heard(reaction)
    },
  })
  const listeners: ((changed: RowsChanged) => void)[] = []
  const watchers = new Set<() => void>()
  const moved = () => {
    for (const watch of watchers) watch()
  }
  let timers: Timers | undefined
  const runners = new Map(
    domain.processManagers.map(one => [one.name, processRunner(runtime, one, dueAt => timers?.arm(dueAt))] as const),
  )
  const consumers = consumersOf(runtime, runners, telling(ports, listeners)).map(consumer =>
    runConsumer({ runtime, tail, moved }, consumer),
  )
  timers = runTimers(runtime, runners)

  const waiting = { consumers, ports, watchers }
  return {
    registry: runtime.registry,
    execute: (command, syncMode = 'ASYNC') => {
      const executed = () => inTime(ports, deadline, execute(runtime, command))
      return answers[syncMode]({ ...waiting, followers, executed })
    },
    recordFact: fact => inTime(ports, deadline, recordFact(runtime, fact)),
    remembered: commandId => ports.events.remembered('', commandId),
    state: async <S>(aggregate: AnyAggregate<S>, root: string) =>
      (await stateAtHead(runtime, { domain: aggregate.domain, root, edition: '' })) as Loaded<S>,
    ...reading(ports),
    onRows: listener => listeners.push(listener),
    rows: name => ports.projections.all(named(domain, name)) as never,
    row: async (name, key) => (await ports.projections.rows(named(domain, name), [key])).get(key) as never,
    status: () => consumers.map(one => statusOf(one, tail, ports.clock.now())),
    settled: () => settled(ports, consumers, tail),
    stop: async () => {
      await timers?.stop()
      tail.stop()
      await Promise.all(consumers.map(one => one.stopped))
    },
  }
}

const runtimeOf = (ports: Ports, domain: Domain, told: Pick<Runtime, 'published' | 'reacted'>): Runtime => ({
  ports,
  registry: registry({
    ...domain,
    aggregates: [...domain.aggregates, DeadLetter, ...domain.processManagers.map(({ name }) => processStream(name))],
  }),
  cache: recentMap(20_000),
  queue: keyedQueue(),
  ...told,
})

const consumersOf = (
  runtime: Runtime,
  runners: ReadonlyMap<string, ProcessRunner>,
  tell: (changed: RowsChanged) => void,
): readonly Consumer[] => {
  const { projectors, sagas, processManagers } = runtime.registry
  return [
    ...projectors.map(one => projectorConsumer(runtime, one, tell)),
    ...sagas.map(one => sagaConsumer(runtime, one)),
    ...processManagers.flatMap(one => {
      const runner = runners.get(one.name)
      return runner ? [processConsumer(runtime, one, runner)] : []
    }),
  ]
}

/** A listener that throws is its own affair: the rows are saved, and the others hear of them. */
const telling =
  ({ journal }: Ports, listeners: readonly ((changed: RowsChanged) => void)[]) =>
  (changed: RowsChanged) => {
    for (const listener of listeners) {
      try {
        listener(changed)
      } catch (error) {
        journal({ event: 'listener-failed', projection: changed.projection, error: String(error) })
      }
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
    verify: stream => (stream ? verifyStream(ports.events, stream) : verifyLog(ports.events)),
  }
}

const emptyState = <S>(aggregate: AnyAggregate<S>): Loaded<S> => ({
  state: aggregate.initial,
  nextSequence: 0,
  hash: '',
  ext: null,
})
