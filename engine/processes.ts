// Process managers from outside: where an instance stands, what it waits for, and firing or cancelling a timeout by hand.
import type { Page } from './message.ts'
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

type Kept = {
  /** Where the answer to a command goes: a process manager has a key. */
  readonly reply?: { readonly issuer: string; readonly key?: string }
  /** Of a timeout. */
  readonly key?: string
  readonly eventId?: string
}

const concerned = async (
  { ports: { events } }: Runtime,
  runners: ReadonlyMap<string, ProcessRunner>,
  { id, edition }: Letter,
) => {
  const [opened] = await events.read({ domain: 'dead-letter', root: id, edition }, { from: 0, to: 0 })
  const { consumer = '', payload } = (opened?.data ?? {}) as { consumer?: string; payload?: Kept | null }
  const { reply, key: named, eventId } = payload ?? {}
  if (reply?.key !== undefined) return { process: reply.issuer, key: reply.key }
  const runner = runners.get(consumer)
  if (!runner) return undefined
  const [page] = eventId && named === undefined ? await events.search({ eventId, edition, limit: 1 }) : []
  const key = named ?? (page && keyOrNone(runner, page))
  return key === undefined ? undefined : { process: consumer, key }
}

/** What cannot be read may not say whose it is. */
const keyOrNone = (runner: ProcessRunner, page: Page): string | undefined => {
  try {
    return runner.keyOf(page)
  } catch {
    return undefined
  }
}
