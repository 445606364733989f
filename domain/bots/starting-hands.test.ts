import { expect, test } from 'vitest'
import { cards } from '../cards/card.ts'
import { handPercentile } from './starting-hands.ts'
import { cardsOf } from './testing/sight.ts'

const percentile = (text: string) => handPercentile(cardsOf(text))
const everyHand = cards.flatMap((first, index) => cards.slice(index + 1).map(second => [first, second] as const))

test('[BT17] aces lead, and well-known hands keep their order', () => {
  const order = ['AhAd', 'QsQc', 'AhKh', 'AhKd', 'TcTd', 'JhTh', '9c9d', '7s6s', 'Kc5d', '7h2c', '3h2c']
  expect(percentile('AhAd')).toBe(1)
  expect(percentile('3h2c')).toBe(100)
  for (const [better, worse] of [
    ['AhKh', 'AhKd'],
    ['KhQh', 'KhJh'],
    ['9c9d', '8c8d'],
    ['Td9d', 'Tc9d'],
  ] as const)
    expect(percentile(better)).toBeLessThanOrEqual(percentile(worse))
  expect(order.map(percentile).every(Number.isInteger)).toBe(true)
})

test('[BT17] suited never ranks behind the same ranks unsuited, and the order of the two cards does not matter', () => {
  for (const [first, second] of everyHand) {
    expect(handPercentile([first, second])).toBe(handPercentile([second, first]))
    if (first.charAt(0) === second.charAt(0)) continue
    const suited = handPercentile([first, `${second.charAt(0)}${first.charAt(1)}` as typeof second])
    expect(suited).toBeLessThanOrEqual(handPercentile([first, second]))
  }
})

test('[BT17] a percentile is the share of all 1,326 hands that are at least as good', () => {
  const percentiles = everyHand.map(handPercentile)
  for (const percent of [5, 10, 25, 50, 75, 100]) {
    const share = (100 * percentiles.filter(other => other <= percent).length) / percentiles.length
    expect(Math.abs(share - percent)).toBeLessThan(1.5)
  }
})
