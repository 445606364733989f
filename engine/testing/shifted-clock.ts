// The real clock with an offset: hours pass at once, timers run for real.
import type { Clock } from '../ports.ts'

export type ShiftedClock = Clock & { readonly shift: (milliseconds: number) => void }

/** `real` is the machine's clock, handed in by the test: `engine/` has none. */
export const shiftedClock = (real: Clock): ShiftedClock => {
  let offset = 0
  return {
    ...real,
    now: () => real.now() + offset,
    shift: milliseconds => {
      offset += milliseconds
    },
  }
}
