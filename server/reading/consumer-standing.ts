import type { ConsumerStatus } from '@/engine/engine'
import type { Breakdown, Sample } from './vitals'

/** What to make of a consumer, the first that is true of it. */
export type Standing = 'paused' | 'failed' | 'rebuilding' | 'stalled' | 'catching-up' | 'live'

/** Milliseconds: a failure is told for so long; who has not moved for so long while there was work stands. */
const recent = 15_000
const standsStill = 10_000
/** Further behind is no longer just now. */
const behind = 2000

export type Considered = {
  readonly status: Pick<ConsumerStatus, 'name' | 'position' | 'lag' | 'lagMs'>
  readonly paused: boolean
  readonly rebuilding: string | null
  readonly breakdown: Breakdown | undefined
  readonly samples: readonly Sample[]
  readonly now: number
}

export const standingOf = (of: Considered): Standing => {
  const { status, paused, rebuilding, breakdown, now } = of
  if (paused) return 'paused'
  if (status.lag > 0 && breakdown && now - breakdown.at < recent) return 'failed'
  if (rebuilding !== null) return 'rebuilding'
  if (status.lag > 0 && status.lagMs > standsStill && !hasMoved(of)) return 'stalled'
  return status.lag > 0 && status.lagMs > behind ? 'catching-up' : 'live'
}

/** Since so long ago; where nobody looked that long ago, it is not known, and counts as moved. */
const hasMoved = ({ status, samples, now }: Considered): boolean => {
  const before = samples.filter(({ at }) => at <= now - standsStill).at(-1)?.consumers[status.name]
  return before === undefined || before.position !== status.position
}
