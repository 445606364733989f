import { expect, test } from 'vitest'
import { binsOf, shareOfWins } from './outcomes.ts'

const results = (...chips: readonly number[]) => ({
  bigBlind: 10,
  times: chips.length,
  distribution: chips.toSorted((a, b) => a - b).map(each => ({ chips: each, times: 1 })),
})

test.each([
  [results(-1000, -50, 0, 20, 1500)],
  [results(-7, 3)],
  [results(0)],
  [results(500, 900)],
  [results(-123_450, 98_760)],
])('[BR55] every result lies in one of at most a dozen bins, and nought is a border: %j', given => {
  const bins = binsOf(given)
  expect(bins.length).toBeLessThanOrEqual(12)
  expect(bins.reduce((sum, { times }) => sum + times, 0)).toBe(given.times)
  for (const { from, to } of bins) expect(from < 0 && to > 0).toBe(false)
})
test('[BR55] a bin has its lower end, and not its upper one', () =>
  expect(binsOf(results(-20, -10, 0, 10)).map(({ from, times }) => [from, times])).toEqual([
    [-2, 1],
    [-1, 1],
    [0, 1],
    [1, 1],
  ]))
test('[BR55] who comes out even has not won', () => expect(shareOfWins(results(-10, 0, 0, 10))).toBe(1 / 4))
