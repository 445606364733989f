// What many run-outs of a spot came to: how often which result, their mean in big blinds, and how sure that is.
import type { Chips } from '../chips.ts'

export type Outcomes = {
  readonly times: number
  readonly bigBlind: Chips
  /** Of the result, in hundredths of a big blind, for only whole numbers are stored; the error is that of the mean. */
  readonly meanHundredths: number
  readonly errorHundredths: number
  /** Results in chips, won or lost since the deal, from the worst to the best. */
  readonly distribution: readonly { readonly chips: number; readonly times: number }[]
}

export const outcomesOf = (results: readonly number[], bigBlind: Chips): Outcomes => {
  const times = results.length
  const counts = new Map<number, number>()
  for (const chips of results) counts.set(chips, (counts.get(chips) ?? 0) + 1)
  const mean = times === 0 ? 0 : results.reduce((sum, chips) => sum + chips, 0) / times
  const squares = results.reduce((sum, chips) => sum + (chips - mean) ** 2, 0)
  const error = times < 2 ? 0 : Math.sqrt(squares / (times - 1) / times)
  const hundredths = (chips: number) => Math.round((chips * 100) / bigBlind)
  return {
    times,
    bigBlind,
    meanHundredths: hundredths(mean),
    errorHundredths: hundredths(error),
    distribution: [...counts].sort(([one], [other]) => one - other).map(([chips, count]) => ({ chips, times: count })),
  }
}
