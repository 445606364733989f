// Who does long work: the process that holds the lease; it begins what is asked for, and goes on with what it finds unfinished.
import type { Outcome } from './command.ts'
import { type Consumer, moveOn } from './consumer.ts'
import { execute } from './execute.ts'
import { loadStream } from './load.ts'
import type { Json } from './message.ts'
import {
  isEnded,
  Operation,
  type OperationCommand,
  type OperationRow,
  type OperationState,
  operationsProjector,
  operationTerms,
} from './operation.ts'
import { derivedId } from './registry.ts'
import { pause } from './retry.ts'
import type { Runtime } from './runtime.ts'

/** What the work has to do with the rest: its progress is kept, and it ends where it is told to. */
export type Control = {
  readonly id: string
  readonly actor: string
  readonly params: Json
  readonly advance: (done: number, total: number, result?: Json) => Promise<void>
  /** Waits while it is paused. True as soon as somebody cancelled it, or this process has to let go of it. */
  readonly isOver: () => Promise<boolean>
  /** Somebody cancelled it: what it made is of no use. Paused or not, it says so at once. */
  readonly isEnded: () => Promise<boolean>
}
/** Run again from the beginning where a process ended: what was done before must be found done. */
export type OperationKind = (control: Control) => Promise<Json>
export type OperationKinds = { readonly [kind: string]: OperationKind }

export type Operations = {
  /** The id under which it runs. */
  readonly start: (
    kind: string,
    asked: { readonly params: Json; readonly total: number; readonly actor: string },
  ) => Promise<string>
  readonly find: (id: string) => Promise<OperationState | undefined>
  readonly cancel: (id: string, actor: string) => Promise<Outcome>
  /** It stops after the step in hand, and goes on from there when it is resumed: after a restart too. */
  readonly pause: (id: string, actor: string) => Promise<Outcome>
  readonly resume: (id: string, actor: string) => Promise<Outcome>
}

const tell = (runtime: Runtime, id: string, told: { readonly message: OperationCommand; readonly actor: string }) =>
  execute(runtime, {
    cover: { domain: Operation.domain, root: id, edition: '', correlationId: id, ext: null },
    commandId: derivedId('operation', id, runtime.ports.chance.id()),
    ...told,
  })

const stateOf = async (runtime: Runtime, id: string): Promise<OperationState> =>
  (await loadStream<OperationState>(runtime, { domain: Operation.domain, root: id, edition: '' })).state

export const operations = (runtime: Runtime): Operations => ({
  start: async (kind, { params, total, actor }) => {
    const id = runtime.ports.chance.id()
    await tell(runtime, id, { message: { type: 'StartOperation', kind, params: params as never, total }, actor })
    return id
  },
  find: async id => {
    const state = await stateOf(runtime, id)
    return state.status === 'none' ? undefined : state
  },
  cancel: (id, actor) => tell(runtime, id, { message: { type: 'CancelOperation' }, actor }),
  pause: (id, actor) => tell(runtime, id, { message: { type: 'PauseOperation' }, actor }),
  resume: (id, actor) => tell(runtime, id, { message: { type: 'ResumeOperation' }, actor }),
})

const mostAtOnce = 100

/** What runs or is held, the newest first; of one kind, or of all. */
export const unfinished = async (
  { ports }: Pick<Runtime, 'ports'>,
  kind?: string,
): Promise<readonly OperationRow[]> => {
  const isOpen = [operationTerms.status('running'), operationTerms.status('paused')]
  const under = [isOpen, ...(kind === undefined ? [] : [[operationTerms.kind(kind)]])]
  const found = await ports.projections.list(operationsProjector, { under, limit: mostAtOnce })
  return found.map(({ row }) => row as unknown as OperationRow)
}

/** `isHeld`: whether this process may do the work at all. */
export const operationsConsumer = (runtime: Runtime, kinds: OperationKinds, isHeld: () => boolean): Consumer => {
  const { clock, journal } = runtime.ports
  let looked = Number.NEGATIVE_INFINITY
  const atWork = new Map<string, Promise<void>>()
  const begin = (id: string, actor: string) => {
    if (atWork.has(id)) return
    const work = perform(runtime, kinds, { id, actor, isHeld })
      .catch((error: unknown) => journal({ event: 'operation-failed', operation: id, error: String(error) }))
      .finally(() => atWork.delete(id))
    atWork.set(id, work)
    runtime.aside(work)
  }
  const goOn = async () => {
    for (const row of await unfinished(runtime)) begin(row.id, row.startedBy)
  }
  return {
    name: 'operation-runner',
    version: 1,
    kind: 'saga',
    wants: page => page.domain === Operation.domain && page.type === 'OperationStarted',
    attend: async () => {
      if (clock.now() - looked < lookEvery) return
      looked = clock.now()
      await goOn()
    },
    handle: async (pages, move) => {
      for (const page of pages) begin(page.root, page.actor)
      return moveOn(runtime.ports, { name: 'operation-runner', version: 1 }, move)
    },
  }
}

/** The list of operations may lag behind: one look at the start might not find what was left unfinished. */
const lookEvery = 1000

/** Milliseconds between two looks at whether it may go on. */
const whilePaused = 200

/** What is no result, such as a broken number, fails the work; that somebody ended it meanwhile is looked at elsewhere. */
const expectTold = (outcome: Outcome): void => {
  if (outcome.status === 'rejected' && outcome.problem.reason !== 'operation-ended')
    throw new TypeError(outcome.problem.message)
}

type Doing = { readonly id: string; readonly actor: string; readonly isHeld: () => boolean }

const perform = async (runtime: Runtime, kinds: OperationKinds, { id, actor, isHeld }: Doing): Promise<void> => {
  const { kind, params, status } = await stateOf(runtime, id)
  const work = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (isEnded(status)) return
  const by = async (message: OperationCommand) =>
    expectTold(await tell(runtime, id, { message, actor: `engine/${kind}` }))
  if (!work) return by({ type: 'FailOperation', error: `there is no operation ${kind}` })
  const control: Control = {
    id,
    actor,
    params,
    advance: (done, total, result = null) => by({ type: 'AdvanceOperation', done, total, result: result as never }),
    isEnded: async () => isEnded((await stateOf(runtime, id)).status),
    isOver: async () => {
      for (;;) {
        const now = (await stateOf(runtime, id)).status
        if (!isHeld() || isEnded(now)) return true
        if (now === 'running') return false
        await pause(runtime.ports, whilePaused)
      }
    },
  }
  try {
    const result = await work(control)
    if (isHeld() && !(await control.isEnded())) await by({ type: 'CompleteOperation', result: result as never })
  } catch (error) {
    if (isHeld()) await by({ type: 'FailOperation', error: String(error).slice(0, 2000) })
    throw error
  }
}
