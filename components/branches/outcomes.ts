import type { Outcomes } from '@/domain/branch/outcomes'

/** From `from` up to, and not with, `to`, in big blinds; the last one with it. */
export type Bin = { readonly from: number; readonly to: number; readonly times: number }

const mostBins = 12
const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000]

/** Bins of a round width, no more than a dozen; nought is a border, so that no bin is won and lost. */
export const binsOf = ({ distribution, bigBlind }: Pick<Outcomes, 'distribution' | 'bigBlind'>): readonly Bin[] => {
  const results = distribution.map(({ chips, times }) => ({ value: chips / bigBlind, times }))
  const lowest = Math.min(0, ...results.map(({ value }) => value))
  const highest = Math.max(0, ...results.map(({ value }) => value))
  const width =
    steps.find(step => Math.floor(highest / step) - Math.floor(lowest / step) < mostBins) ?? highest - lowest
  const first = Math.floor(lowest / width)
  const last = Math.floor(highest / width)
  return Array.from({ length: last - first + 1 }, (_, n) => {
    const from = (first + n) * width
    const inside = results.filter(({ value }) => Math.floor(value / width) === first + n)
    return { from, to: from + width, times: inside.reduce((sum, { times }) => sum + times, 0) }
  })
}

/** How often more chips than at the deal were left. */
export const shareOfWins = ({ distribution, times }: Pick<Outcomes, 'distribution' | 'times'>): number => {
  const won = distribution.filter(({ chips }) => chips > 0).reduce((sum, each) => sum + each.times, 0)
  return times === 0 ? 0 : won / times
}
