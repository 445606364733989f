// Whoever follows the log: a projector, a saga, a process manager.
import type { Page } from './message.ts'
import type { Move, Ports, ProjectionName, RowChange } from './ports.ts'
import { withRetries } from './retry.ts'

export type Consumer = ProjectionName & {
  readonly kind: 'projector' | 'saga' | 'process-manager'
  readonly wants: (page: Page) => boolean
  /** Everything in order. False: another process moved the checkpoint. A projector saves `along` with its rows. */
  readonly handle: (pages: readonly Page[], move: Move, along?: readonly RowChange[]) => Promise<boolean>
  /** Another process handled these: for who watches the rows here. */
  readonly followed?: (pages: readonly Page[]) => Promise<void>
  /** Another process may have gone on meanwhile: nothing that is remembered holds any more. */
  readonly reset?: () => void
  /** Called under the lease before every step, at least once a second: what else there is to look after. */
  readonly attend?: () => Promise<void>
  /** Later events of a stream need not wait behind one that cannot be handled. */
  readonly unordered?: boolean
  /** Somebody stopped it: it stands still, and goes on from there. */
  readonly isPaused?: () => Promise<boolean>
}

/** The checkpoint moves, through a short outage too: what was handled is not to blame for it, nor handled again. */
export const moveOn = (ports: Ports, { name, version }: ProjectionName, move: Move): Promise<boolean> =>
  withRetries(ports, () => ports.checkpoints.save({ name, version }, move))
