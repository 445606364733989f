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
  /** Something did not go as under this fence it should: it is asked for anew. */
  readonly doubt: () => void
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
    doubt: () => {
      since = Number.NEGATIVE_INFINITY
    },
    release: async () => {
      await renewing
      cancel()
      fence = undefined
      await checkpoints.release(consumer, owner)
    },
  }
}

type Step<P> = (place: P | undefined) => Promise<P | undefined>

/** After a step that failed or came to nothing it is not known who holds the lease: it is asked for anew. */
export const inDoubt =
  <P>(held: Lease, step: Step<P>): Step<P> =>
  async place => {
    const doubt = () => {
      if (held.isHeld()) held.doubt()
    }
    const next = await step(place).catch((error: unknown) => {
      doubt()
      throw error
    })
    if (!next) doubt()
    return next
  }
