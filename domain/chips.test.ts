import { expect, test } from 'vitest'
import { formatChips } from './chips.ts'

test.each([
  [0, '0'],
  [5, '5'],
  [999, '999'],
  [1240, '1,240'],
  [12_345, '12,345'],
  [1_000_000, '1,000,000'],
  [1_000_000_000_000, '1,000,000,000,000'],
  [-1240, '−1,240'],
])('[VW21] %i chips are written as %s', (amount, text) => {
  expect(formatChips(amount)).toBe(text)
})
