// Durable timeouts: fired once, late rather than never, again after a restart. None waits for another.
import { openDeadLetter } from './open-dead-letter.ts'
import type { DueTimeout } from './ports.ts'
import type { ProcessRunner } from './process.ts'
import { isTransient } from './retry.ts'
import type { Runtime } from './runtime.ts'

export type Timers = {
  /** Something was scheduled for then, in milliseconds since the epoch. */
  readonly arm: (dueAt: number) => void
  readonly stop: () => Promise<void>
}

/** So many are at work at once. */
const most = 100
const whileFull = 50
/** Another process may have scheduled something: look at least this often. */
const pollMilliseconds = 1000
const longestRest = 300_000

type Rest = { readonly failures: number; readonly since: number; readonly length: number }

/** A clock that was set back prolongs no rest. */
const isOver = ({ since, length }: Rest, now: number) => now < since || now >= since + length

/** Each by itself: what failed rests, longer every time, and holds no other. */
const firing = (runtime: Runtime, runners: ReadonlyMap<string, ProcessRunner>) => {
  const { clock, journal } = runtime.ports
  const atWork = new Map<string, Promise<void>>()
  const resting = new Map<string, Rest>()
  const fire = async (timeout: DueTimeout, id: string) => {
    try {
      await elapse(runners, timeout)
      resting.delete(id)
    } catch (error) {
      const failures = (resting.get(id)?.failures ?? 0) + 1
      const length = Math.min(longestRest, pollMilliseconds * 2 ** failures)
      resting.set(id, { failures, since: clock.now(), length })
      journal({ event: 'timeout-failed', process: timeout.process, key: timeout.key, error: String(error) })
      if (!isTransient(error)) await bury(runtime, timeout, error).catch(() => {})
    }
    atWork.delete(id)
  }
  return {
    atWork,
    resting,
    begin: (timeout: DueTimeout, now: number) => {
      const id = nameOf(timeout)
      const rest = resting.get(id)
      if (!atWork.has(id) && (rest === undefined || isOver(rest, now))) atWork.set(id, fire(timeout, id))
    },
  }
}

/** `isMine`: a process manager's timeouts fire where its consumer runs. */
export const runTimers = (
  runtime: Runtime,
  runners: ReadonlyMap<string, ProcessRunner>,
  isMine: (process: string) => boolean,
): Timers => {
  const { timeouts, clock, journal } = runtime.ports
  let stopped = false
  let wakeAt = Number.POSITIVE_INFINITY
  let cancel = () => {}
  let looking: Promise<void> | undefined
  const { atWork, begin, resting } = firing(runtime, runners)
  const look = async () => {
    const now = clock.now()
    const limit = most + resting.size
    const due = await timeouts.due(now, limit)
    for (const timeout of due) if (isMine(timeout.process)) begin(timeout, now)
    return due.length < limit ? ((await timeouts.nextDueAt(now)) ?? Number.POSITIVE_INFINITY) : now + whileFull
  }
  const wakeUpAt = (time: number) => {
    if (stopped || time >= wakeAt) return
    cancel()
    wakeAt = time
    // Never longer than between two looks: a clock may be set while it waits.
    cancel = clock.after(Math.min(pollMilliseconds, Math.max(0, time - clock.now())), tick)
  }
  const tick = () => {
    wakeAt = Number.POSITIVE_INFINITY
    looking ??= look()
      .catch((error: unknown) => {
        journal({ event: 'timers-failed', error: String(error) })
        return Number.POSITIVE_INFINITY
      })
      .then(next => {
        looking = undefined
        wakeUpAt(Math.min(next, clock.now() + pollMilliseconds))
      })
  }
  tick()
  return {
    arm: wakeUpAt,
    stop: async () => {
      stopped = true
      cancel()
      await looking
      await Promise.all(atWork.values())
    },
  }
}

const nameOf = ({ process, key, name, dueAt }: DueTimeout) => `${process} ${key} ${name} ${dueAt}`

const elapse = async (runners: ReadonlyMap<string, ProcessRunner>, timeout: DueTimeout): Promise<void> => {
  const runner = runners.get(timeout.process)
  if (!runner) throw new Error(`there is no process manager ${timeout.process}`)
  await runner.elapse(timeout)
}

/** It stays due, and is tried again more and more rarely: late rather than never. */
const bury = (runtime: Runtime, timeout: DueTimeout, error: unknown) =>
  openDeadLetter(runtime, {
    id: `timeout ${nameOf(timeout)}`,
    reason: 'PROCESSING_FAILED',
    consumer: timeout.process,
    subject: `${timeout.process}/${timeout.name} elapsed`,
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    payload: { ...timeout } as never,
    cover: { domain: timeout.process, root: timeout.key, edition: '', correlationId: '', ext: null },
    cause: timeout.key,
  })
