// What the parts of a running engine share.
import type { StateCache } from './load.ts'
import type { Page } from './message.ts'
import type { Ports } from './ports.ts'
import type { KeyedQueue } from './queue.ts'
import type { Reaction } from './reaction.ts'
import type { Registry } from './registry.ts'

export type Runtime = {
  readonly ports: Ports
  readonly registry: Registry
  readonly cache: StateCache
  readonly queue: KeyedQueue
  /** A reaction of this process and what became of it: for whoever follows a chain. */
  readonly reacted: (reaction: Reaction) => void
  /** Pages that just became durable, in order: wakes the consumers of this process. */
  readonly published: (pages: readonly Page[]) => void
}
