// Who may move a consumer's checkpoint: one process at a time, proved by the fence that every move carries.
import type { Ports, ProjectionName } from './ports.ts'

/** For so long a process that says nothing keeps what it holds, in milliseconds. */
const length = 3000
const renewal = 1000
/** What somebody else holds is asked for again after so long. */
const patience = 200

export type Lease = {
  /** The fence, asked for where this process does not hold it; undefined while another one does. */
  readonly hold: () => Promise<number | undefined>
  readonly isHeld: () => boolean
  readonly release: () => Promise<void>
}

/**
 * Renewed by itself, also while a long batch is at work. Renewing is a matter of time, the fence of truth: a process that
 * was away too long moves nothing any more.
 */
export const lease = ({ checkpoints, clock }: Ports, consumer: ProjectionName, owner: string): Lease => {
  let fence: number | undefined
  let since = Number.NEGATIVE_INFINITY
  let cancel = () => {}
  let renewing: Promise<unknown> = Promise.resolve()
  const age = () => Math.abs(clock.now() - since)
  const isHeld = () => fence !== undefined && age() < length
  const acquire = async () => {
    cancel()
    const asked = clock.now()
    try {
      fence = await checkpoints.acquire(consumer, { owner, milliseconds: length })
      since = asked
    } finally {
      if (fence !== undefined) cancel = clock.after(renewal, renew)
    }
    return fence
  }
  const renew = () => {
    renewing = acquire().catch(() => {})
  }
  return {
    isHeld,
    hold: async () => (isHeld() || age() < patience ? fence : acquire()),
    release: async () => {
      await renewing
      cancel()
      fence = undefined
      await checkpoints.release(consumer, owner)
    },
  }
}
