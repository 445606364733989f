// What a contract suite needs of the store that it is run on.
import type { Ports } from '../ports.ts'
import type { ShiftedClock } from './shifted-clock.ts'

export type Harness = {
  readonly ports: Ports
  readonly clock: ShiftedClock
  /** Ports over the same store as another process would have them. */
  readonly another: () => Promise<Ports>
  readonly close: () => Promise<void>
}
/** An empty store. */
export type MakeHarness = () => Promise<Harness>
