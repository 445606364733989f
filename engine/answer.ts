// How long an answer waits: for nobody, for the projectors, for everything that follows.
import { executeAtomically } from './cascade.ts'
import { type Chain, readChain } from './chain.ts'
import type { Command, Outcome } from './command.ts'
import { Unavailable } from './errors.ts'
import { execute } from './execute.ts'
import type { Page } from './message.ts'
import type { CascadeErrorMode, Ports } from './ports.ts'
import { inTime, pause } from './retry.ts'
import type { RunningConsumer } from './run.ts'
import type { Runtime } from './runtime.ts'
import type { Tail } from './tail.ts'

/** engine.md §5. DECISION towards the outside is as ASYNC: the answer is the verdict. */
export type SyncMode = 'ASYNC' | 'SIMPLE' | 'CASCADE' | 'DECISION' | 'ISOLATED'
export type Handling = {
  readonly syncMode?: SyncMode
  /** With CASCADE. */
  readonly cascadeErrorMode?: CascadeErrorMode
  /** With CASCADE and FAIL_FAST: all of the chain or nothing. */
  readonly atomic?: boolean
}
export type Answer = Outcome & { readonly pending?: readonly string[]; readonly chain?: Chain }

const longestWait = { SIMPLE: 2000, CASCADE: 10_000 }
/** A command that got no answer in this time is unavailable; it may have happened, which its id tells. */
const deadline = 3000

export type Answering = {
  readonly runtime: Runtime
  readonly consumers: readonly RunningConsumer[]
  /** Called whenever a consumer came further. */
  readonly watchers: Set<() => void>
}

const lastOf = (pages: readonly Page[]) => Math.max(0, ...pages.map(page => page.position))
const pendingOf = (pending: readonly string[]) => (pending.length > 0 ? { pending } : {})

export const answer = (answering: Answering, command: Command, handling: Handling): Promise<Answer> => {
  const { syncMode = 'ASYNC' } = handling
  if (syncMode === 'CASCADE') return cascaded(answering, command, handling)
  if (syncMode === 'SIMPLE') return simple(answering, command)
  return executed(answering, syncMode === 'ISOLATED' ? { ...command, isolated: true } : command)
}

const executed = ({ runtime }: Answering, command: Command) =>
  inTime(runtime.ports, deadline, execute(runtime, command))

const simple = async (answering: Answering, command: Command): Promise<Answer> => {
  const outcome = await executed(answering, command)
  if (outcome.status === 'rejected') return outcome
  return { ...outcome, ...(await projected(answering, lastOf(outcome.pages))) }
}

const projected = async (answering: Answering, last: number) => {
  const consumers = answering.consumers.filter(({ kind }) => kind === 'projector')
  return pendingOf(await passed(answering, { consumers, last, most: longestWait.SIMPLE }))
}

const cascaded = async (answering: Answering, command: Command, handling: Handling): Promise<Answer> => {
  const { runtime, consumers } = answering
  const { cascadeErrorMode: errorMode = 'FAIL_FAST', atomic = false } = handling
  if (atomic) {
    const caughtUp = async () => {
      const last = await runtime.ports.events.lastPosition()
      const pending = await passed(answering, { consumers, last, most: longestWait.CASCADE })
      if (pending.length > 0) throw new Unavailable(`${pending.join(', ')} did not catch up`)
      return last
    }
    const { outcome, chain } = await executeAtomically(runtime, { ...command, errorMode }, caughtUp)
    return outcome.status === 'rejected'
      ? { ...outcome, chain }
      : { ...outcome, ...(await projected(answering, chain.last)), chain }
  }
  const outcome = await executed(answering, { ...command, errorMode })
  if (outcome.status === 'rejected') return outcome
  return { ...outcome, ...(await followed(answering, outcome.pages, errorMode)) }
}

/** Nothing is run here: the consumers react in any case, wherever they run, and in the order of the log. */
const followed = async (answering: Answering, pages: readonly Page[], errorMode: CascadeErrorMode) => {
  const { runtime, consumers } = answering
  const { clock, events } = runtime.ports
  const end = clock.now() + longestWait.CASCADE
  for (let before = -1; ; ) {
    const chain = await readChain(events, runtime.registry, pages)
    const stops = errorMode === 'FAIL_FAST' && chain.refusals.length > 0
    if (stops) return { ...(await projected(answering, chain.last)), chain }
    const pending = await passed(answering, { consumers, last: chain.last, most: Math.max(0, end - clock.now()) })
    if (pending.length > 0 || chain.last === before) return { ...pendingOf(pending), chain }
    before = chain.last
  }
}

type Passing = {
  readonly consumers: readonly RunningConsumer[]
  readonly last: number
  readonly most: number
}

/** The consumers that have not come so far in time: none, usually. */
export const passed = (
  { runtime, watchers }: Answering,
  { consumers, last, most }: Passing,
): Promise<readonly string[]> =>
  new Promise(resolve => {
    const behind = () => consumers.filter(one => one.position() < last)
    const finish = () => {
      watchers.delete(check)
      cancel()
      resolve(behind().map(one => one.name))
    }
    const check = () => {
      if (behind().length === 0) finish()
    }
    const cancel = runtime.ports.clock.after(most, finish)
    watchers.add(check)
    check()
  })

export const settled = async (ports: Ports, consumers: readonly RunningConsumer[], tail: Tail) => {
  while (!tail.isStopped()) {
    const last = await ports.events.lastPosition()
    if (consumers.every(one => one.position() >= last) && (await ports.events.lastPosition()) === last) return
    await pause(ports, 2)
  }
}
