import { expect, test } from 'vitest'
import { buyInError, defaultBuyIn, topUpRoom } from './buy-in.ts'

const terms = (minBuyIn: number, maxBuyIn: number) => ({
  minBuyIn,
  maxBuyIn,
  blinds: { small: 50, big: 100, ante: { kind: 'none' as const, amount: 0 } },
})
test.each([
  ['100 big blinds', terms(4000, 20_000), 50_000, 10_000],
  ['the table’s maximum', terms(4000, 8000), 50_000, 8000],
  ['what there is', terms(4000, 20_000), 6000, 6000],
  ['the minimum, and the server says no', terms(4000, 20_000), 100, 4000],
])('[UI60] %s', (_, table, available, amount) => expect(defaultBuyIn(table, available)).toBe(amount))

test.each([
  [3999, 'At least 4,000.'],
  [20_001, 'At most 20,000.'],
  [4000.5, 'Enter a whole number of chips.'],
  [Number.NaN, 'Enter a whole number of chips.'],
  [4000, null],
])('[UI60] %d', (amount, said) => expect(buyInError(amount, 4000, 20_000)).toBe(said))

test.each([
  [10_000, 4000, 50_000, 6000],
  [10_000, 4000, 500, 500],
  [10_000, 12_000, 500, 0],
])('[UI61] up to %i with %i in front and %i to spare', (max, inFront, available, room) =>
  expect(topUpRoom(max, inFront, available)).toBe(room),
)
