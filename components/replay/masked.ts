import type { HandHistory } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'

/** Everybody is called by the number of their seat. */
export const masked = (history: HandHistory): HandHistory => ({
  ...history,
  names: Object.fromEntries(
    (dealOf(history)?.seats ?? []).map(({ player, seat }) => [player, `Player ${seat + 1}`]),
  ) as HandHistory['names'],
})
