// A running engine: commands in, facts in, states and presented streams out, consumers and timers behind.
import { type Answer, type Answering, answer, type Handling, passed, settled } from './answer.ts'
import { aside } from './aside.ts'
import { catalog } from './catalog.ts'
import type { Command, Outcome } from './command.ts'
import type { Consumer } from './consumer.ts'
import { inlineConsumer, processConsumer, projectorConsumer, sagaConsumer } from './consumers.ts'
import { DeadLetter } from './dead-letter.ts'
import type { Carrying } from './dead-letter-attempt.ts'
import { bulkKind } from './dead-letter-bulk.ts'
import { deadLetterFlow } from './dead-letter-flow.ts'
import { deadLettersProjector } from './dead-letter-rows.ts'
import { type DeadLetters, deadLetters } from './dead-letters.ts'
import type { Domain } from './define.ts'
import { Edition, editionPurge, editionsProjector } from './edition.ts'
import { rebaseKind } from './edition-rebase.ts'
import { type Editions, editions } from './editions.ts'
import { housekeeping } from './housekeeping.ts'
import { type Json, millisecondsOf } from './message.ts'
import { Operation, operationsProjector } from './operation.ts'
import { type OperationKinds, type Operations, operations, operationsConsumer } from './operations.ts'
import { Operator } from './operator.ts'
import { type ParkedStream, parkedWithLetters } from './park.ts'
import type { Ports, ProjectionName } from './ports.ts'
import { type ProcessRunner, processRunner } from './process.ts'
import { processStream } from './process-stream.ts'
import { type Processes, processes } from './processes.ts'
import type { RowsChanged } from './project.ts'
import { ProjectionControl } from './projection.ts'
import { type Holds, holds, type Projections, projections } from './projections.ts'
import { keyedQueue } from './queue.ts'
import { type ReadModels, readModels, telling } from './read-models.ts'
import { type Reading, reading } from './reading.ts'
import { rebuildKind } from './rebuild.ts'
import { recentMap } from './recent-map.ts'
import { type Fact, recordFact } from './record.ts'
import { type Registry, registry } from './registry.ts'
import { inOpenEditions } from './restored.ts'
import { inTime } from './retry.ts'
import { review } from './review.ts'
import { type Running, type RunningConsumer, resuming, runConsumer } from './run.ts'
import type { Runtime } from './runtime.ts'
import { type SnapshotDesk, snapshotDesk } from './snapshot-desk.ts'
import { SnapshotRecord } from './snapshot-record.ts'
import { type Speculating, type Speculation, speculate } from './speculate.ts'
import { startTail, type Tail } from './tail.ts'
import { runTimers, type Timers } from './timers.ts'
import { Cascade, undoConsumer } from './undo.ts'
import { verifyKind } from './verify.ts'
import { WaitingReviews } from './waiting-reviews.ts'

export type { Answer, Handling, SyncMode } from './answer.ts'

/** `lag` in events; `lagMs` is the age of the oldest event that is not handled yet. */
export type ConsumerStatus = Pick<RunningConsumer, 'name' | 'version' | 'kind'> & {
  /** It runs in this process. */
  readonly isHere: boolean
  readonly position: number
  readonly lag: number
  readonly lagMs: number
}
export type Engine = Reading &
  ReadModels & {
    readonly registry: Registry
    readonly execute: (command: Command, handling?: Handling) => Promise<Answer>
    readonly recordFact: (fact: Fact) => Promise<Outcome>
    readonly speculate: (command: Command, asked: Speculating) => Promise<Speculation>
    readonly editions: Editions
    readonly deadLetters: DeadLetters
    readonly operations: Operations
    readonly projections: Projections
    readonly processes: Processes
    readonly snapshots: SnapshotDesk
    readonly catalog: () => Json
    /** Hears, with the last position, that the log has grown; in whatever process that was. */
    readonly onGrowth: (listener: (last: number) => void) => void
    readonly status: () => readonly ConsumerStatus[]
    /** Streams that wait for a consumer, each behind an event that it could not handle. */
    readonly parked: (consumer: ProjectionName) => Promise<readonly ParkedStream[]>
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
  const beside = aside()
  const runtime = runtimeOf(ports, domain, { published: tail.offer, aside: beside.add })
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
  const isHandled = async (last: number, most = 10_000) =>
    (await passed(answering, { consumers: reacting, last, most })).length === 0
  const resume = resuming(reacting)
  const models = readModels(runtime, listeners)
  const letters = deadLetters(runtime, { page: filter => models.page('dead-letters', filter) })
  const work = operations(runtime)
  const kinds = { ...own, ...longWork(answering, { standing, letters }) }
  const workers = upkeep(running, { isHandled, kinds, carrying: { runtime, runners, resume } })
  const consumers = [...reacting, ...workers]
  const doing = consumers.filter(({ kind }) => kind !== 'projector')
  const isDone = async (last: number, most: number) =>
    (await passed(answering, { consumers: doing, last, most })).length === 0
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
    editions: editions(runtime, { isDone, start: work.start }),
    processes: processes(runtime, runners),
    snapshots: snapshotDesk(runtime),
    catalog: () => catalog(runtime.registry),
    status,
    parked: consumer => parkedWithLetters(runtime, consumer),
    settled: () => settled(ports, consumers, tail),
    stop: async () => {
      await timers?.stop()
      tail.stop()
      await Promise.all(consumers.map(one => one.stopped))
      await beside.done()
    },
  }
}

type Upkeep = {
  readonly isHandled: Parameters<typeof undoConsumer>[1]
  readonly kinds: OperationKinds
  readonly carrying: Carrying
}

/** The consumers that the engine brings along for itself. */
const upkeep = (running: Running, { isHandled, kinds, carrying }: Upkeep): readonly RunningConsumer[] => {
  const { runtime, tail } = running
  let workers: readonly RunningConsumer[] = []
  const mayWork = () => workers.find(({ name }) => name === 'operation-runner')?.isHeld() ?? false
  const consumers = [
    inOpenEditions(runtime, undoConsumer(runtime, isHandled)),
    housekeeping(runtime),
    inOpenEditions(runtime, deadLetterFlow(carrying)),
    operationsConsumer(runtime, kinds, () => !tail.isStopped() && mayWork()),
  ]
  workers = consumers.map(consumer => runConsumer(running, consumer))
  return workers
}

const runtimeOf = (ports: Ports, domain: Domain, going: Pick<Runtime, 'published' | 'aside'>): Runtime => {
  const aggregates = [
    ...domain.aggregates,
    DeadLetter,
    Edition,
    Cascade,
    Operation,
    ProjectionControl,
    SnapshotRecord,
    WaitingReviews,
    Operator,
    ...domain.processManagers.map(({ name }) => processStream(name)),
  ]
  const runtime: Runtime = {
    ports,
    registry: registry({ ...domain, aggregates }),
    cache: recentMap(20_000),
    queue: keyedQueue(),
    review: review(() => runtime),
    ...going,
  }
  return runtime
}

const longWork = (
  answering: Answering,
  { standing, letters }: { readonly standing: Holds; readonly letters: DeadLetters },
): OperationKinds => ({
  rebuild: rebuildKind(answering.runtime, standing.by('engine/rebuild')),
  'dead-letters': bulkKind(letters),
  verify: verifyKind(answering.runtime),
  rebase: rebaseKind({
    runtime: answering.runtime,
    execute: (command, handling) => answer(answering, command, handling),
  }),
})

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
    ...sagas.map(one => inOpenEditions(runtime, sagaConsumer(runtime, one))),
    ...processManagers.flatMap(one => {
      const runner = runners.get(one.name)
      return runner ? [inOpenEditions(runtime, processConsumer(runtime, one, runner))] : []
    }),
  ]
}

const statusOf = (
  { name, version, kind, position, isHeld }: RunningConsumer,
  tail: Tail,
  now: number,
): ConsumerStatus => {
  const lag = Math.max(0, tail.last() - position())
  const oldest = lag > 0 ? tail.next(position()) : undefined
  const lagMs = oldest ? Math.max(0, now - millisecondsOf(oldest.recordedAt)) : 0
  return { name, version, kind, isHere: isHeld(), position: position(), lag, lagMs }
}
