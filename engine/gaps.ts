// Positions that a purged edition left empty: on record, so that any other hole is an alarm.
import type { Gap } from './ports.ts'

/** Where the log goes on behind a position. */
export const nextPosition = (gaps: readonly Gap[], position: number): number => {
  const gap = gaps.find(({ from, to }) => from <= position + 1 && to > position)
  return gap ? nextPosition(gaps, gap.to) : position + 1
}
