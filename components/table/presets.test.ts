import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presetsOf, type Spot, snapped, typedAmount, within } from './presets.ts'
import { chips } from './wording.ts'

const flop: Spot = { street: 'flop', pot: 1000, toCall: 0, level: 0, bigBlind: 100 }
const wide = { min: 100, max: 100_000 }
const amounts = (spot: Spot, range = wide) => presetsOf(spot, range).map(({ amount }) => amount)

test('[UI1] an opening bet by the pot', () => expect(amounts(flop)).toEqual([500, 750, 1000, 100_000]))

test('[UI1] a raise is by the pot after the call', () =>
  expect(amounts({ ...flop, pot: 1500, toCall: 500, level: 500 })).toEqual([1500, 2000, 2500, 100_000]))

test('[UI2] nobody has raised before the flop', () => {
  const spot = { street: 'preflop', pot: 150, toCall: 100, level: 100, bigBlind: 100 }
  expect(presetsOf(spot, wide).map(({ label, amount }) => [label, amount])).toEqual([
    ['2.5 BB', 250],
    ['3 BB', 300],
    ['Pot', 350],
    ['Max', 100_000],
  ])
})
test('[UI2] somebody has raised before the flop', () => {
  const spot = { street: 'preflop', pot: 450, toCall: 200, level: 300, bigBlind: 100 }
  expect(presetsOf(spot, wide).map(({ label, amount }) => [label, amount])).toEqual([
    ['2.5×', 750],
    ['3×', 900],
    ['Pot', 950],
    ['Max', 100_000],
  ])
})

const range = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 })).map(([min, more]) => ({
  min,
  max: min + more,
}))
const spot = fc.record({
  street: fc.constantFrom('preflop', 'flop', 'turn', 'river'),
  pot: fc.integer({ min: 0, max: 9999 }),
  toCall: fc.integer({ min: 0, max: 999 }),
  level: fc.integer({ min: 0, max: 999 }),
  bigBlind: fc.integer({ min: 1, max: 200 }),
})
test('[UI3] four presets, all of them legal whole amounts', () =>
  fc.assert(
    fc.property(spot, range, (at, legal) => {
      const made = amounts(at, legal)
      expect(made).toHaveLength(4)
      for (const amount of made) {
        expect(Number.isInteger(amount)).toBe(true)
        expect(amount).toBeGreaterThanOrEqual(legal.min)
        expect(amount).toBeLessThanOrEqual(legal.max)
      }
    }),
  ))
test('[UI3] the slider stays legal and reaches both ends', () =>
  fc.assert(
    fc.property(
      range,
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (legal, step, at) => {
        const amount = snapped(legal.min + at * (legal.max - legal.min), step, legal)
        expect(within(amount, legal)).toBe(amount)
        expect(snapped(legal.max, step, legal)).toBe(legal.max)
        expect(snapped(legal.min, step, legal)).toBeGreaterThanOrEqual(legal.min)
      },
    ),
  ))
test('[UI3] the slider stops at whole small blinds', () => expect(snapped(1234, 50, wide)).toBe(1250))

test.each([
  ['1,250', { amount: 1250 }],
  ['1 250', { amount: 1250 }],
  ['100', { amount: 100 }],
  ['', { wrong: 'A whole number' }],
  ['-5', { wrong: 'A whole number' }],
  ['12a', { wrong: 'A whole number' }],
  ['99', { wrong: 'Min 100' }],
  ['100001', { wrong: 'Max 100,000' }],
])('[UI4] typed "%s"', (text, said) => expect(typedAmount(text, wide, chips)).toEqual(said))
