// How the events that a filter means are spread over time: counted in bars of the same length.

/** Where in the log to count, and between which moments the bars lie. */
export type Bars = {
  readonly after: number
  readonly before: number
  readonly from: string
  readonly to: string
  readonly bars: number
}
/** `oneIn`: of so many positions one was looked at, and the counts are what that comes to; 1 where all were. */
export type Density = { readonly counts: readonly number[]; readonly oneIn: number }

/** So many events are looked at, at most. */
export const mostCounted = 10_000

/** Bars by their number, from 1 on, with what was counted in each. */
export const densityOf = (
  bars: number,
  counted: Iterable<{ readonly bar: number; readonly events: number }>,
  oneIn = 1,
): Density => {
  const counts = Array.from({ length: bars }, () => 0)
  for (const { bar, events } of counted) {
    const place = Math.min(bars, Math.max(1, bar)) - 1
    counts[place] = (counts[place] ?? 0) + events * oneIn
  }
  return { counts, oneIn }
}
