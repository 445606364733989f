import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Card, cards, ranks } from './card.ts'
import { bestFive, describe, pairOf, rankOf } from './rank.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const hand = (text: string) => text.split(' ') as Card[]
const some = (count: number) =>
  fc.shuffledSubarray([...cards], { minLength: count, maxLength: count }) as fc.Arbitrary<Card[]>

/** A slow, plain reading of the rules: category first, then ranks by how often they occur. */
const readSlowly = (five: readonly Card[]): number[] => {
  const numbers = five.map(card => ranks.indexOf(card.charAt(0)) + 2)
  const groups = [...new Set(numbers)]
    .map(number => ({ number, count: numbers.filter(other => other === number).length }))
    .sort((one, other) => other.count - one.count || other.number - one.number)
  const order = groups.map(({ number }) => number)
  const pattern = groups.map(({ count }) => count).join('')
  const flush = new Set(five.map(card => card.charAt(1))).size === 1
  const toFive = order.join() === '14,5,4,3,2'
  const straight = pattern === '11111' && (toFive || (order[0] ?? 0) - (order[4] ?? 0) === 4)
  const run = toFive ? [5] : order.slice(0, 1)
  if (straight) return [flush ? 8 : 4, ...run]
  if (flush) return [5, ...order]
  const category = { '41': 7, '32': 6, '311': 3, '221': 2, '2111': 1, '11111': 0 }[pattern] ?? -1
  return [category, ...order]
}
const compareSlowly = (one: readonly number[], other: readonly number[]): number => {
  const at = one.findIndex((value, n) => value !== other[n])
  return at < 0 ? 0 : Math.sign((one[at] ?? 0) - (other[at] ?? 0))
}

// Counts as in any textbook of combinatorics: high card up to straight flush, the royal ones included.
const counts = [1_302_540, 1_098_240, 123_552, 54_912, 10_200, 5_108, 3_744, 624, 40]

test('[CD10] the 2,598,960 hands of five fall into their categories', () => {
  const found = new Array<number>(9).fill(0)
  const five = new Array<Card>(5)
  const choose = (from: number, chosen: number) => {
    if (chosen === 5) {
      const category = rankOf(five) >> 20
      found[category] = (found[category] ?? 0) + 1
      return
    }
    for (let n = from; n < 52; n++) {
      five[chosen] = cards[n] as Card
      choose(n + 1, chosen + 1)
    }
  }
  choose(0, 0)
  expect(found).toEqual(counts)
})

test('[CD11] two hands of five compare as the rules are read', () =>
  fc.assert(
    fc.property(some(5), some(5), (one, other) => {
      expect(Math.sign(rankOf(one) - rankOf(other))).toBe(compareSlowly(readSlowly(one), readSlowly(other)))
    }),
    { numRuns: 3000 },
  ))

test('[CD12] of six or seven cards the best five count', () => {
  const withoutOne = (from: readonly Card[]) => from.map((_, n) => from.toSpliced(n, 1))
  const strongest = (from: readonly Card[]): number =>
    from.length === 5 ? rankOf(from) : Math.max(...withoutOne(from).map(strongest))
  fc.assert(
    fc.property(fc.oneof(some(6), some(7)), from => {
      expect(rankOf(from)).toBe(strongest(from))
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['Ah 2c 3d 4s 5h', '2h 3c 4d 5s 6h'],
  ['Kh Ac 2d 3s 4h', 'Kh Ac 2d 3s 5h'],
  ['Qh Kc Ad 2s 3h', 'Ah 2c 3d 4s 5h'],
])('[CD13] the ace is low in five to ace only: %s is below %s', (low, high) =>
  expect(rankOf(hand(low))).toBeLessThan(rankOf(hand(high))),
)

test('[CD14] suits never break a tie', () =>
  expect(rankOf(hand('Ah Kh Qd Js 9c'))).toBe(rankOf(hand('As Kc Qh Jd 9h'))))

test.each([
  ['Ah Kc Qd Js 9h 3c 2d', 'high card, ace', 'Ah Kc Qd Js 9h'],
  ['6h 6c Qd Js 9h 3c 2d', 'pair of sixes', '6h 6c Qd Js 9h'],
  ['9h Ac 9d As 4h 4c 2d', 'two pair, aces and nines', 'Ac As 9h 9d 4h'],
  ['9h 9c 9d Js 4h 3c 2d', 'three of a kind, nines', '9h 9c 9d Js 4h'],
  ['9h 8c 7d 6s 5h 3c 2d', 'straight, five to nine', '9h 8c 7d 6s 5h'],
  ['Ah 2c 3d 4s 5h Ac Kd', 'straight, ace to five', '5h 4s 3d 2c Ah'],
  ['Ah Jh 9h 4h 2h Ac Ad', 'flush, ace high', 'Ah Jh 9h 4h 2h'],
  ['9h 9c 9d 4s 4h 4c Ad', 'full house, nines over fours', '9h 9c 9d 4s 4h'],
  ['9h 9c 9d 9s 4h 4c 4d', 'four of a kind, nines', '9h 9c 9d 9s 4h'],
  ['9h 8h 7h 6h 5h Ac Ad', 'straight flush, five to nine', '9h 8h 7h 6h 5h'],
  ['Ah Kh Qh Jh Th 9h 8h', 'royal flush', 'Ah Kh Qh Jh Th'],
])('[CD15] %s is told as "%s", and its five are laid out by weight', (seven, words, five) => {
  expect(describe(hand(seven))).toBe(words)
  expect(bestFive(hand(seven))).toEqual(hand(five))
})

test('[CD16] two cards say something only when they are a pair', () => {
  expect(pairOf(hand('9h 9c'))).toBe('pair of nines')
  expect(pairOf(hand('9h Tc'))).toBeNull()
  expect(pairOf([])).toBeNull()
})
