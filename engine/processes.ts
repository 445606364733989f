// Process managers from outside: where an instance stands, what it waits for, and firing or cancelling a timeout by hand.
import type { DueTimeout } from './ports.ts'
import type { ByHand, ProcessRunner } from './process.ts'
import type { Runtime } from './runtime.ts'

type Letter = { readonly id: string; readonly edition: string }
type Named = Pick<DueTimeout, 'process' | 'key' | 'name'>
export type Processes = {
  /** The instance of a key: its state, its own events so far, its timeouts. Undefined for an unknown process manager. */
  readonly find: (process: string, key: string) => Promise<Awaited<ReturnType<ProcessRunner['instance']>> | undefined>
  /** The instance that a dead letter is about: it sent the command, missed the timeout, or could not take the event. */
  readonly concerned: (letter: Letter) => Promise<Pick<DueTimeout, 'process' | 'key'> | undefined>
  /** By when they are due; of all, of one process manager, or of one of its instances. */
  readonly timeouts: (asked: {
    readonly process?: string
    readonly key?: string
    readonly limit: number
  }) => Promise<readonly DueTimeout[]>
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
    concerned: letter => concerned(runtime, runners, letter),
    timeouts: ({ key, ...asked }) =>
      key === undefined || asked.process === undefined ? timeouts.list(asked) : timeouts.of(asked.process, key),
    fire: (named, by) => withTimeout(named, (runner, timeout) => runner.elapse(timeout, by)),
    cancel: (named, by) => withTimeout(named, (runner, timeout) => runner.cancel(timeout, by)),
  }
}

type Kept = { readonly reply?: { readonly key?: string }; readonly key?: string; readonly eventId?: string } | null

const concerned = async (
  { ports: { events } }: Runtime,
  runners: ReadonlyMap<string, ProcessRunner>,
  { id, edition }: Letter,
) => {
  const [opened] = await events.read({ domain: 'dead-letter', root: id, edition }, { from: 0, to: 0 })
  const { consumer: process = '', payload } = (opened?.data ?? {}) as { consumer?: string; payload?: Kept }
  const runner = runners.get(process)
  const named = payload?.reply?.key ?? payload?.key
  if (!runner || named !== undefined) return runner && named !== undefined ? { process, key: named } : undefined
  const [page] = payload?.eventId ? await events.search({ eventId: payload.eventId, edition, limit: 1 }) : []
  const key = page && runner.keyOf(page)
  return key === undefined ? undefined : { process, key }
}
