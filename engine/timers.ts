// Durable timeouts: fired once, late rather than never, again after a restart.
import type { DueTimeout } from './ports.ts'
import type { ProcessRunner } from './process.ts'
import type { Runtime } from './runtime.ts'

export type Timers = { readonly arm: () => void; readonly stop: () => Promise<void> }

const most = 100
/** Another process may have scheduled something: look at least this often. */
const pollMilliseconds = 1000

export const runTimers = ({ ports }: Pick<Runtime, 'ports'>, runners: ReadonlyMap<string, ProcessRunner>): Timers => {
  let stopped = false
  let cancel = () => {}
  let firing: Promise<void> | undefined
  let armedAgain = false

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
  const tick = () => {
    if (stopped) return
    armedAgain = firing !== undefined
    firing ??= fireDue()
      .catch((error: unknown) => {
        ports.journal({ event: 'timers-failed', error: String(error) })
        return Number.POSITIVE_INFINITY
      })
      .then(next => {
        firing = undefined
        if (stopped) return
        cancel()
        const wait = Math.min(pollMilliseconds, Math.max(0, next - ports.clock.now()))
        cancel = ports.clock.after(armedAgain ? 0 : wait, tick)
      })
  }
  tick()
  return {
    arm: tick,
    stop: async () => {
      stopped = true
      cancel()
      await firing
    },
  }
}
