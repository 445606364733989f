// Durable timeouts: fired once, late rather than never, again after a restart.
import type { DueTimeout } from './ports.ts'
import type { ProcessRunner } from './process.ts'
import type { Runtime } from './runtime.ts'

export type Timers = {
  /** Something was scheduled for then, in milliseconds since the epoch. */
  readonly arm: (dueAt: number) => void
  readonly stop: () => Promise<void>
}

const most = 100
/** Another process may have scheduled something: look at least this often. */
const pollMilliseconds = 1000

export const runTimers = ({ ports }: Pick<Runtime, 'ports'>, runners: ReadonlyMap<string, ProcessRunner>): Timers => {
  let stopped = false
  let wakeAt = Number.POSITIVE_INFINITY
  let cancel = () => {}
  let firing: Promise<void> | undefined

  const fireOne = async (timeout: DueTimeout) => {
    try {
      await runners.get(timeout.process)?.elapse(timeout)
    } catch (error) {
      ports.journal({ event: 'timeout-failed', process: timeout.process, key: timeout.key, error: String(error) })
    }
  }
  const fireDue = async () => {
    await Promise.all((await ports.timeouts.due(ports.clock.now(), most)).map(fireOne))
    return (await ports.timeouts.nextDueAt()) ?? Number.POSITIVE_INFINITY
  }
  const wakeUpAt = (time: number) => {
    if (stopped || time >= wakeAt) return
    cancel()
    wakeAt = time
    cancel = ports.clock.after(Math.max(0, time - ports.clock.now()), tick)
  }
  const tick = () => {
    wakeAt = Number.POSITIVE_INFINITY
    firing ??= fireDue()
      .catch((error: unknown) => {
        ports.journal({ event: 'timers-failed', error: String(error) })
        return Number.POSITIVE_INFINITY
      })
      .then(next => {
        firing = undefined
        wakeUpAt(Math.min(next, ports.clock.now() + pollMilliseconds))
      })
  }
  tick()
  return {
    arm: wakeUpAt,
    stop: async () => {
      stopped = true
      cancel()
      await firing
    },
  }
}
