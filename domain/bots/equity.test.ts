import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cards as fullDeck } from '../cards/card.ts'
import { rankOf } from '../cards/rank.ts'
import { chanceOf } from './chance.ts'
import { equityOf } from './equity.ts'
import { cardsOf } from './testing/sight.ts'

const equity = (cards: string, board: string, opponents = 1, deals = 4000) =>
  equityOf({ cards: cardsOf(cards), board: cardsOf(board), opponents }, deals, chanceOf('equity'))

test('[BT8] the unbeatable hand wins all, however few deals', () => expect(equity('AsKs', 'QsJsTs2d3c', 5, 50)).toBe(1))

test('[BT8] a board that everybody plays is shared evenly', () =>
  expect(equity('2c3d', 'AsKsQsJsTs', 3, 50)).toBeCloseTo(1 / 4, 10))

test('[BT8] on the river, equity comes near what all 990 opposing hands say', () => {
  const [own, board] = [cardsOf('9h9d'), cardsOf('AcKd7s4h2c')]
  const unseen = fullDeck.filter(card => !own.includes(card) && !board.includes(card))
  const against = unseen.flatMap((one, n) => unseen.slice(n + 1).map(other => rankOf([one, other, ...board])))
  const rank = rankOf([...own, ...board])
  const won = against.reduce((total, other) => total + (other < rank ? 1 : other === rank ? 0.5 : 0), 0)
  expect(against).toHaveLength(990)
  expect(Math.abs(equity('9h9d', 'AcKd7s4h2c') - won / 990)).toBeLessThan(0.025)
})

test('[BT8] known figures before the flop: aces 85 %, the worst hand a third', () => {
  expect(equity('AsAh', '')).toBeGreaterThan(0.83)
  expect(equity('AsAh', '')).toBeLessThan(0.875)
  expect(Math.abs(equity('3h2c', '') - 0.323)).toBeLessThan(0.025)
})

test('[BT8] a flush draw with two cards to come has about its chances', () => {
  const drawing = equity('AhKh', 'Qh7h2c')
  expect(drawing).toBeGreaterThan(0.65)
  expect(drawing).toBeLessThan(0.82)
})

test('[BT8] more opponents leave a smaller share, and a share is a share', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...fullDeck], { minLength: 7, maxLength: 7 }), fc.string(), (dealt, seed) => {
      const contest = { cards: dealt.slice(0, 2), board: dealt.slice(2, 5) }
      const [few, many] = [1, 6].map(opponents => equityOf({ ...contest, opponents }, 200, chanceOf(seed)))
      expect(few).toBeLessThanOrEqual(1)
      expect(many).toBeGreaterThanOrEqual(0)
      expect(many).toBeLessThanOrEqual((few ?? 0) + 0.15)
    }),
    { numRuns: 100 },
  )
})
