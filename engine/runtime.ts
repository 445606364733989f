// What the parts of a running engine share.
import type { Command, Outcome, Refused } from './command.ts'
import type { StateCache } from './load.ts'
import type { Page, Problem } from './message.ts'
import type { Ports } from './ports.ts'
import type { KeyedQueue } from './queue.ts'
import type { Registry } from './registry.ts'

/** Where a MANUAL command waits whose sender saw another state. */
export type Review = {
  /** Under which its waiting would be recorded: the opposite of being accepted. */
  readonly idOf: (command: Command) => string
  /** The answer of before, where it waits already. */
  readonly waiting: (command: Command) => Promise<Refused | undefined>
  readonly open: (command: Command, nextSequence: number, problem: Problem) => Promise<Outcome>
}

export type Runtime = {
  readonly ports: Ports
  readonly registry: Registry
  readonly cache: StateCache
  readonly queue: KeyedQueue
  readonly review: Review
  /** Work that no answer waits for, but a graceful stop does. */
  readonly aside: (work: Promise<unknown>) => void
  /** Pages that just became durable, in order: wakes the consumers of this process. */
  readonly published: (pages: readonly Page[]) => void
}
