// Process managers from outside: where an instance stands, what it waits for, and firing or cancelling a timeout by hand.
import type { DueTimeout } from './ports.ts'
import type { ByHand, ProcessRunner } from './process.ts'
import type { Runtime } from './runtime.ts'

type Named = Pick<DueTimeout, 'process' | 'key' | 'name'>
export type Processes = {
  /** The instance of a key: its state, its own events so far, its timeouts. Undefined for an unknown process manager. */
  readonly find: (process: string, key: string) => Promise<Awaited<ReturnType<ProcessRunner['instance']>> | undefined>
  /** By when they are due. */
  readonly timeouts: (asked: { readonly process?: string; readonly limit: number }) => Promise<readonly DueTimeout[]>
  /** False where no such timeout is scheduled. */
  readonly fire: (named: Named, by: ByHand) => Promise<boolean>
  readonly cancel: (named: Named, by: ByHand) => Promise<boolean>
}

export const processes = (runtime: Runtime, runners: ReadonlyMap<string, ProcessRunner>): Processes => {
  const { timeouts } = runtime.ports
  const withTimeout = async (
    { process, key, name }: Named,
    work: (runner: ProcessRunner, timeout: DueTimeout) => Promise<void>,
  ): Promise<boolean> => {
    const runner = runners.get(process)
    const timeout = (await timeouts.of(process, key)).find(one => one.name === name)
    if (!runner || !timeout) return false
    await work(runner, timeout)
    return true
  }
  return {
    find: async (process, key) => runners.get(process)?.instance(key),
    timeouts: asked => timeouts.list(asked),
    fire: (named, by) => withTimeout(named, (runner, timeout) => runner.elapse(timeout, by)),
    cancel: (named, by) => withTimeout(named, (runner, timeout) => runner.cancel(timeout, by)),
  }
}
