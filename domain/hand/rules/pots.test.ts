import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HandSeat, HandState } from '../state.ts'
import { after, initial } from '../state.ts'
import { dealt, deckFor, type Layout, playerAt, setupOf } from '../testing/dealer.ts'
import { potsOf, split } from './pots.ts'

const [ann, bob, cat, dan] = [playerAt(1), playerAt(2), playerAt(3), playerAt(0)]
const layout: Layout = { stacks: [1000, 1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }

/** A hand in which the seats have put in so much; `x` in front of an amount: folded. */
const withTotals = (totals: readonly (number | `x${number}`)[], dead = 0): HandState => {
  const setup = setupOf(layout)
  const hand = after(initial, dealt(setup, deckFor(setup, {})))
  const put = (seat: HandSeat, n: number): HandSeat => {
    const total = totals[n] ?? 0
    return { ...seat, folded: typeof total === 'string', total: Number(String(total).replace('x', '')) }
  }
  return { ...hand, dead, seats: hand.seats.map(put) }
}

test('[HD60] a layer for each stake of who is still in, filled by everybody', () =>
  expect(potsOf(withTotals([100, 300, 'x200', 300]))).toEqual([
    { amount: 400, eligible: [ann, bob, dan] },
    { amount: 500, eligible: [bob, dan] },
  ]))

test('[HD60] equal stakes are one pot, whatever folded seats have in', () =>
  expect(potsOf(withTotals([100, 'x40', 'x70', 100]))).toEqual([{ amount: 310, eligible: [ann, dan] }]))

test('[HD61] what folded seats have in above all others goes to the last pot that can be won', () =>
  expect(potsOf(withTotals(['x500', 'x400', 200, 100]))).toEqual([
    { amount: 400, eligible: [cat, dan] },
    { amount: 800, eligible: [cat] },
  ]))

/** Chip by chip: each goes to the pot of those who are in for it, or else of those who are in for most. */
const potsByChip = (hand: HandState) => {
  const live = hand.seats.filter(seat => !seat.folded)
  const most = Math.max(...live.map(seat => seat.total))
  const pots = new Map<string, number>()
  const put = (level: number, chips: number) => {
    const eligible = live.filter(seat => seat.total >= Math.min(level, most)).map(seat => seat.player)
    pots.set(eligible.join(), (pots.get(eligible.join()) ?? 0) + chips)
  }
  if (hand.dead > 0) put(0, hand.dead)
  for (const { total } of hand.seats) for (let level = 1; level <= total; level++) put(level, 1)
  return new Map([...pots].toSorted())
}

test('[HD60] [HD61] [HD62] the pots are what counting chip by chip makes of them', () => {
  const total = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(10, 20))
  const stake = fc
    .tuple(total, fc.boolean())
    .map(([chips, folded]): number | `x${number}` => (folded ? `x${chips}` : chips))
  const stakes = fc.tuple(total, stake, stake, stake)
  fc.assert(
    fc.property(stakes, fc.nat(5), (totals, dead) => {
      const hand = withTotals(totals, dead)
      const pots = potsOf(hand).map(({ amount, eligible }) => [eligible.join(), amount] as const)
      expect(new Map([...pots].toSorted())).toEqual(potsByChip(hand))
    }),
    { numRuns: 300 },
  )
})

test('[HD62] dead money is in the main pot, and a seat that paid nothing else can win no more', () => {
  expect(potsOf(withTotals([20, 20, 'x0', 20], 10))).toEqual([{ amount: 70, eligible: [ann, bob, dan] }])
  expect(potsOf(withTotals([20, 0, 'x0', 20], 10))).toEqual([
    { amount: 10, eligible: [ann, bob, dan] },
    { amount: 40, eligible: [ann, dan] },
  ])
})

test('[HD63] odd chips go one each, in the order given', () =>
  expect(split(11, [ann, bob, cat])).toEqual([
    { player: ann, amount: 4 },
    { player: bob, amount: 4 },
    { player: cat, amount: 3 },
  ]))
