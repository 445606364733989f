// Whoever follows the log: a projector, a saga, a process manager.
import type { Page } from './message.ts'
import type { Move, ProjectionName } from './ports.ts'

export type Consumer = ProjectionName & {
  readonly kind: 'projector' | 'saga' | 'process-manager'
  readonly wants: (page: Page) => boolean
  /** Everything in order. False: another process moved the checkpoint. */
  readonly handle: (pages: readonly Page[], move: Move) => Promise<boolean>
}
