// Who may move a consumer's checkpoint: one process at a time, proved by the fence that every move carries.
import type { Ports, ProjectionName } from './ports.ts'

/** For so long a process that says nothing keeps what it holds, in milliseconds. */
const length = 3000
const renewal = 1000

export type Lease = {
  /** The fence, asked for or renewed where that is due; undefined while another process holds the lease. */
  readonly hold: () => Promise<number | undefined>
  readonly isHeld: () => boolean
  readonly release: () => Promise<void>
}

/** Renewing is a matter of time, the fence of truth: a process that was away too long moves nothing any more. */
export const lease = ({ checkpoints, clock }: Ports, consumer: ProjectionName, owner: string): Lease => {
  let fence: number | undefined
  let since = Number.NEGATIVE_INFINITY
  const isHeld = () => fence !== undefined && clock.now() - since < length
  return {
    isHeld,
    hold: async () => {
      if (isHeld() && clock.now() - since < renewal && clock.now() >= since) return fence
      since = clock.now()
      fence = await checkpoints.acquire(consumer, { owner, milliseconds: length })
      return fence
    },
    release: async () => {
      fence = undefined
      await checkpoints.release(consumer, owner)
    },
  }
}
