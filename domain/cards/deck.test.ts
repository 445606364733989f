import { expect, test, vi } from 'vitest'
import { type Card, cards } from './card.ts'
import { commitmentOf, shuffle } from './deck.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const seedOf = (n: number) => n.toString(16).padStart(64, '0')
const counting = Array.from({ length: 32 }, (_, n) => n.toString(16).padStart(2, '0')).join('')

// Computed from the written algorithm with another language's HMAC.
const knownDeck =
  '8d Qs 6s 8s 2s Ks Ts Qd 5c 5h 2c 4s Td Kc Qh As 3d 9d 7c Jd 7s 4h 9h Tc 6d 7d ' +
  '5s Js 2d Th 7h 4d Jc 9s Kh Jh Ah 5d 9c 3h 8h 2h 6h 6c Qc 8c 3c 4c Kd Ad Ac 3s'

test('[CD1] a seed stands for one deck, for ever', () => {
  expect(shuffle(counting).join(' ')).toBe(knownDeck)
  expect(shuffle(counting)).toEqual(shuffle(counting))
})

test('[CD2] the commitment is the SHA-256 of the seed', () =>
  expect(commitmentOf(counting)).toBe('630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd'))

test('[CD3] every deck holds each of the 52 cards once', () => {
  for (let n = 0; n < 200; n++) expect(new Set(shuffle(seedOf(n)))).toEqual(new Set(cards))
})

/** Chi-square of cards by places. A permutation fixes its last row and column, hence the factor. */
const chiSquare = (decks: readonly (readonly Card[])[]): number => {
  const numberOf = new Map(cards.map((card, n) => [card, n]))
  const counts = new Float64Array(52 * 52)
  for (const deck of decks) {
    for (const [at, card] of deck.entries()) {
      const cell = at * 52 + (numberOf.get(card) ?? 0)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
  const expected = decks.length / 52
  return (counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0) * 51) / 52
}
/** Of 51 × 51 degrees of freedom, exceeded by one fair deck of shuffles in a thousand. */
const critical = 2831

test('[CD4] every card is equally likely on every place', () => {
  const decks = Array.from({ length: 8000 }, (_, n) => shuffle(seedOf(n)))
  expect(chiSquare(decks)).toBeLessThan(critical)
  const firstTwoSorted = decks.map(([first, second, ...rest]) =>
    cards.indexOf(first as Card) < cards.indexOf(second as Card)
      ? [first as Card, second as Card, ...rest]
      : [second as Card, first as Card, ...rest],
  )
  expect(chiSquare(firstTwoSorted)).toBeGreaterThan(critical)
})
