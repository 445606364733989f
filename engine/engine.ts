// A running engine: commands in, facts in, states and presented streams out, consumers and timers behind.
import { type Answer, type Answering, answer, type Handling, passed, settled } from './answer.ts'
import { stateAtHead } from './append.ts'
import { catalog } from './catalog.ts'
import type { Command, Outcome } from './command.ts'
import type { Consumer } from './consumer.ts'
import { inlineConsumer, processConsumer, projectorConsumer, sagaConsumer } from './consumers.ts'
import { DeadLetter } from './dead-letter.ts'
import { bulkKind } from './dead-letter-bulk.ts'
import { deadLetterFlow } from './dead-letter-flow.ts'
import { deadLettersProjector } from './dead-letter-rows.ts'
import { type DeadLetters, deadLetters } from './dead-letters.ts'
import type { AnyAggregate, Domain } from './define.ts'
import { Edition, editionPurge, editionsProjector } from './edition.ts'
import { type Editions, editions } from './editions.ts'
import { housekeeping } from './housekeeping.ts'
import type { Loaded } from './load.ts'
import { type Json, millisecondsOf, type Page, type StreamName, streamKey } from './message.ts'
import { Operation, operationsProjector } from './operation.ts'
import { type OperationKinds, type Operations, operations, operationsConsumer } from './operations.ts'
import { openPersonal } from './personal.ts'
import type {
  CommandEntry,
  ListFilter,
  LogFilter,
  Ports,
  Remembered,
  RowFilter,
  StoredRow,
  StreamFilter,
  StreamSummary,
} from './ports.ts'
import { present, type Viewer } from './present.ts'
import { type ProcessRunner, processRunner } from './process.ts'
import { processStream } from './process-stream.ts'
import { type Processes, processes } from './processes.ts'
import type { RowsChanged } from './project.ts'
import { ProjectionControl } from './projection.ts'
import { type Holds, holds, type Projections, projections } from './projections.ts'
import { keyedQueue } from './queue.ts'
import { rebuildKind } from './rebuild.ts'
import { recentMap } from './recent-map.ts'
import { type Fact, recordFact } from './record.ts'
import { type Registry, registry } from './registry.ts'
import { inTime } from './retry.ts'
import { review } from './review.ts'
import { type RunningConsumer, resuming, runConsumer } from './run.ts'
import type { Runtime } from './runtime.ts'
import { type Speculating, type Speculation, speculate } from './speculate.ts'
import {
  type AsOf,
  type Book,
  bookOf,
  correlationOf,
  type IsListed,
  presentedState,
  type StateAt,
  type Stretch,
  stateAt,
  timelineOf,
} from './streams.ts'
import { startTail, type Tail } from './tail.ts'
import { runTimers, type Timers } from './timers.ts'
import { Cascade, undoConsumer } from './undo.ts'
import { type Verification, verifyLog, verifyStream } from './verify.ts'
import { WaitingReviews } from './waiting-reviews.ts'

export type { Answer, Handling, SyncMode } from './answer.ts'

/** `lag` in events; `lagMs` is the age of the oldest event that is not handled yet. */
export type ConsumerStatus = Pick<RunningConsumer, 'name' | 'kind'> & {
  readonly position: number
  readonly lag: number
  readonly lagMs: number
}
type Row<R> = StoredRow & { readonly row: R }
/** A `ListFilter` whose other projection goes by its name. */
export type Listing = Omit<ListFilter, 'beside'> & {
  readonly beside?: Omit<NonNullable<ListFilter['beside']>, 'of'> & { readonly of: string }
}
type Range = { readonly from?: number; readonly to?: number; readonly asOf?: AsOf | undefined }

export type Engine = {
  readonly registry: Registry
  readonly execute: (command: Command, handling?: Handling) => Promise<Answer>
  readonly recordFact: (fact: Fact) => Promise<Outcome>
  readonly speculate: (command: Command, asked: Speculating) => Promise<Speculation>
  /** The accepted command of this id, as it was sent. */
  readonly remembered: (commandId: string, edition?: string) => Promise<Remembered | undefined>
  /** The state at the head, hidden parts included: never for a way out. */
  readonly state: <S>(aggregate: AnyAggregate<S>, root: string, edition?: string) => Promise<Loaded<S>>
  /** Pages as a viewer may see them. */
  readonly present: (pages: readonly Page[], viewer: Viewer) => Promise<readonly Page[]>
  readonly presented: (stream: StreamName, viewer: Viewer) => Promise<readonly Page[]>
  /** The fold of what a viewer may see, continued from where this viewer was last. */
  readonly presentedState: <S>(aggregate: AnyAggregate<S>, root: string, viewer: Viewer) => Promise<Loaded<S>>
  readonly book: (stream: StreamName, range: Range, viewer: Viewer) => Promise<Book>
  readonly stateAt: (stream: StreamName, asOf: AsOf | undefined, viewer: Viewer) => Promise<StateAt>
  /** A stretch of the log; with `isListed`, what may stand in a list, and nothing else of it is opened. */
  readonly timeline: (filter: LogFilter, viewer: Viewer, isListed?: IsListed) => Promise<Stretch>
  readonly positionAt: (time: string) => Promise<number>
  readonly lastPosition: () => Promise<number>
  readonly correlation: (
    id: string,
    viewer: Viewer,
  ) => Promise<{ readonly commands: readonly CommandEntry[]; readonly events: readonly Page[] }>
  readonly streams: (filter: StreamFilter) => Promise<readonly StreamSummary[]>
  /** One stream, or without one the whole log. */
  readonly verify: (stream?: StreamName) => Promise<Verification>
  readonly editions: Editions
  readonly deadLetters: DeadLetters
  readonly operations: Operations
  readonly projections: Projections
  readonly processes: Processes
  readonly catalog: () => Json
  readonly rows: <R>(projection: string) => Promise<ReadonlyMap<string, Row<R>>>
  readonly row: <R>(projection: string, key: string) => Promise<Row<R> | undefined>
  readonly page: <R>(projection: string, filter: RowFilter) => Promise<readonly (Row<R> & { readonly key: string })[]>
  /** Rows that say how they are listed, the last one first; `beside.of` is named as it serves. */
  readonly list: <R>(projection: string, filter: Listing) => Promise<readonly (Row<R> & { readonly key: string })[]>
  readonly onRows: (listener: (changed: RowsChanged) => void) => void
  /** Hears, with the last position, that the log has grown; in whatever process that was. */
  readonly onGrowth: (listener: (last: number) => void) => void
  readonly status: () => readonly ConsumerStatus[]
  /** Resolves when every consumer has handled the whole log and nothing was added meanwhile. */
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
}

const deadline = 3000

/** What the engine brings along, made of the same parts as any product. */
const withOwnParts = (domain: Domain): Domain => ({
  ...domain,
  processManagers: [...domain.processManagers, editionPurge],
  projectors: [...domain.projectors, editionsProjector, deadLettersProjector, operationsProjector],
})

/** `own`: long work that the product brings along. */
export const startEngine = async (ports: Ports, product: Domain, own: OperationKinds = {}): Promise<Engine> => {
  const domain = withOwnParts(product)
  const standing = holds(() => runtime)
  const growth: ((last: number) => void)[] = []
  const tail = await startTail(ports, pages => {
    standing.seen(pages)
    for (const tell of growth) tell(pages.at(-1)?.position ?? 0)
  })
  const runtime = runtimeOf(ports, domain, tail.offer)
  const listeners: ((changed: RowsChanged) => void)[] = []
  const watchers = new Set<() => void>()
  const moved = () => {
    for (const watch of watchers) watch()
  }
  let timers: Timers | undefined
  const runners = new Map(
    domain.processManagers.map(one => [one.name, processRunner(runtime, one, dueAt => timers?.arm(dueAt))] as const),
  )
  const parts = consumersOf(runtime, { runners, standing, tell: telling(ports, listeners) })
  const running = { runtime, tail, moved, owner: ports.chance.id() }
  const reacting = parts.map(consumer => runConsumer(running, consumer))
  const answering: Answering = { runtime, consumers: reacting, watchers }
  const quiet = async (last: number) => void (await passed(answering, { consumers: reacting, last, most: 10_000 }))
  const resume = resuming(reacting)
  const models = readModels(runtime, listeners)
  const letters = deadLetters(runtime, { page: filter => models.page('dead-letters', filter) })
  const work = operations(runtime)
  const rebuild = rebuildKind(runtime, standing.by('engine/rebuild'))
  const kinds = { ...own, rebuild, 'dead-letters': bulkKind(letters) }
  let workers: readonly RunningConsumer[] = []
  const mayWork = () => workers.find(({ name }) => name === 'operation-runner')?.isHeld() ?? false
  const upkeep = [
    undoConsumer(runtime, quiet),
    housekeeping(runtime),
    deadLetterFlow({ runtime, runners, resume }),
    operationsConsumer(runtime, kinds, () => !tail.isStopped() && mayWork()),
  ]
  workers = upkeep.map(consumer => runConsumer(running, consumer))
  const consumers = [...reacting, ...workers]
  const isMine = (process: string) => reacting.find(({ name }) => name === process)?.isHeld() ?? true
  timers = runTimers(runtime, runners, isMine)
  const status = () => consumers.map(one => statusOf(one, tail, ports.clock.now()))
  return {
    registry: runtime.registry,
    execute: (command, handling = {}) => answer({ ...answering, consumers }, command, handling),
    recordFact: fact => inTime(ports, deadline, recordFact(runtime, fact)),
    speculate: (command, asked) => inTime(ports, deadline, speculate(runtime, command, asked)),
    ...reading(runtime),
    ...models,
    onGrowth: listener => growth.push(listener),
    deadLetters: letters,
    operations: work,
    projections: projections(runtime, { standing, work, progress: status }),
    editions: editions(runtime),
    processes: processes(runtime, runners),
    catalog: () => catalog(runtime.registry),
    status,
    settled: () => settled(ports, consumers, tail),
    stop: async () => {
      await timers?.stop()
      tail.stop()
      await Promise.all(consumers.map(one => one.stopped))
    },
  }
}

const runtimeOf = (ports: Ports, domain: Domain, published: Runtime['published']): Runtime => {
  const aggregates = [
    ...domain.aggregates,
    DeadLetter,
    Edition,
    Cascade,
    Operation,
    ProjectionControl,
    WaitingReviews,
    ...domain.processManagers.map(({ name }) => processStream(name)),
  ]
  const runtime: Runtime = {
    ports,
    registry: registry({ ...domain, aggregates }),
    cache: recentMap(20_000),
    queue: keyedQueue(),
    review: review(() => runtime),
    published,
  }
  return runtime
}

type Parts = {
  readonly runners: ReadonlyMap<string, ProcessRunner>
  readonly standing: Holds
  readonly tell: (changed: RowsChanged) => void
}

/** Rows of inline projections come with their events: nobody follows for them but who watches. */
const consumersOf = (runtime: Runtime, { runners, standing, tell }: Parts): readonly Consumer[] => {
  const { projectors, sagas, processManagers } = runtime.registry
  return [
    ...projectors.map(one => ({
      ...(one.consistency === 'inline' ? inlineConsumer : projectorConsumer)(runtime, one, tell),
      isPaused: () => standing.isHeld(one.name),
    })),
    ...sagas.map(one => sagaConsumer(runtime, one)),
    ...processManagers.flatMap(one => {
      const runner = runners.get(one.name)
      return runner ? [processConsumer(runtime, one, runner)] : []
    }),
  ]
}

/** A listener that throws is its own affair: the rows are saved, and the others hear of them. */
const telling = ({ journal, vault }: Ports, listeners: readonly ((changed: RowsChanged) => void)[]) => {
  const inOrder = keyedQueue()
  const tell = async (changed: RowsChanged) => {
    const opened = await openPersonal(vault, changed)
    for (const listener of listeners) {
      try {
        listener(opened)
      } catch (error) {
        journal({ event: 'listener-failed', projection: changed.projection, error: String(error) })
      }
    }
  }
  return (changed: RowsChanged) =>
    void inOrder(changed.projection, () => tell(changed)).catch((error: unknown) =>
      journal({ event: 'rows-not-told', projection: changed.projection, error: String(error) }),
    )
}

const statusOf = ({ name, kind, position }: RunningConsumer, tail: Tail, now: number): ConsumerStatus => {
  const lag = Math.max(0, tail.last() - position())
  const oldest = lag > 0 ? tail.next(position()) : undefined
  const lagMs = oldest ? Math.max(0, now - millisecondsOf(oldest.recordedAt)) : 0
  return { name, kind, position: position(), lag, lagMs }
}

/** Rows lie as they were projected, personal parts as ciphers: they are opened on the way out. */
const readModels = (
  { ports, registry }: Runtime,
  listeners: ((changed: RowsChanged) => void)[],
): Pick<Engine, 'rows' | 'row' | 'page' | 'list' | 'onRows'> => {
  const { projections, vault } = ports
  const named = (name: string) => {
    const found = registry.projectors.find(one => one.name === name)
    if (!found) throw new TypeError(`no projector ${name}`)
    return found
  }
  return {
    onRows: listener => listeners.push(listener),
    rows: async name => openPersonal(vault, await openEach(vault, await projections.all(named(name)))) as never,
    row: async (name, key) => openPersonal(vault, (await projections.rows(named(name), [key])).get(key)) as never,
    list: async (name, { beside, ...filter }) => {
      const other = beside ? { beside: { ...beside, of: named(beside.of) } } : {}
      return openPersonal(vault, await projections.list(named(name), { ...filter, ...other })) as never
    },
    page: async (name, filter) => openPersonal(vault, await projections.page(named(name), filter)) as never,
  }
}

const openEach = async (vault: Ports['vault'], rows: ReadonlyMap<string, StoredRow>) => {
  const opened = await Promise.all([...rows].map(async ([key, row]) => [key, await openPersonal(vault, row)] as const))
  return new Map(opened)
}

type Reading = Pick<
  Engine,
  | 'remembered'
  | 'state'
  | 'present'
  | 'presented'
  | 'presentedState'
  | 'book'
  | 'stateAt'
  | 'timeline'
  | 'positionAt'
  | 'lastPosition'
  | 'correlation'
  | 'streams'
  | 'verify'
>

const reading = (runtime: Runtime): Reading => {
  const { events, vault } = runtime.ports
  const states = recentMap<Loaded>(5000)
  return {
    remembered: async (commandId, edition = '') => openPersonal(vault, await events.remembered(edition, commandId)),
    state: async <S>({ domain }: AnyAggregate<S>, root: string, edition = '') =>
      (await stateAtHead(runtime, { domain, root, edition })) as Loaded<S>,
    present: (pages, viewer) => present(runtime, pages, viewer),
    presented: async (stream, viewer) => (await bookOf(runtime, stream, { viewer })).pages,
    presentedState: async <S>({ domain }: AnyAggregate<S>, root: string, viewer: Viewer) => {
      const stream = { domain, root, edition: '' }
      const key = `${streamKey(stream)} ${viewer.audience ?? ''}`
      const asked = { upTo: Number.MAX_SAFE_INTEGER, viewer, known: states.get(key) }
      const loaded = await presentedState(runtime, stream, asked)
      states.set(key, loaded)
      return loaded as Loaded<S>
    },
    book: (stream, range, viewer) => bookOf(runtime, stream, { ...range, viewer }),
    stateAt: (stream, asOf, viewer) => stateAt(runtime, stream, { asOf, viewer }),
    timeline: (filter, viewer, isListed) => timelineOf(runtime, filter, { viewer, isListed }),
    positionAt: events.positionAt,
    lastPosition: events.lastPosition,
    correlation: (id, viewer) => correlationOf(runtime, id, viewer),
    streams: events.streams,
    verify: stream => (stream ? verifyStream(runtime, stream) : verifyLog(events)),
  }
}
