import { expect, test } from 'vitest'
import { chanceOf } from '../bots/chance.ts'
import type { Card } from '../cards/card.ts'
import { sum } from '../chips.ts'
import { equitiesOf } from './equities.ts'

const cards = (text: string) => text.split(' ').filter(Boolean) as Card[]
const equities = (hands: readonly (string | null)[], board: string, deals = 4000) =>
  equitiesOf(
    { hands: hands.map(hand => (hand === null ? null : cards(hand))), board: cards(board), dead: [] },
    { deals, chance: chanceOf(board) },
  )

test('[RP7] on the river it is decided, and a tie is shared', () => {
  expect(equities(['As Ah', 'Ks Kh'], '2c 7d 9h Js 3d')).toEqual([1, 0])
  expect(equities(['As 2h', 'Ad 3h'], 'Kc Qd Jh Ts 5d')).toEqual([0.5, 0.5])
})
test('[RP7] on the turn every river counts, none twice', () => {
  const [set, draw] = equities(['9c 9d', 'Ah 5h'], '9h 2h 2c Ks') as [number, number]
  expect(draw).toBe(0)
  expect(set).toBe(1)
  const [pair, flush] = equities(['Kc Qd', 'Ah 5h'], 'Kh 7h 2c 3s') as [number, number]
  // Nine hearts, three aces, no other help but the wheel's four fours, of which one is a heart.
  expect(flush).toBeCloseTo((9 + 3 + 3) / 44, 10)
  expect(pair + flush).toBeCloseTo(1, 10)
})
test.each([
  ['before the flop', ['As Ah', 'Ks Kh'], '', 0.82],
  ['against any two', ['As Ah', null], '', 0.85],
  ['against three of them', ['As Ah', null, null, null], '', 0.64],
])('[RP7] by chance %s', (_, hands, board, expected) => {
  const found = equities(hands, board)
  expect(found[0]).toBeGreaterThan(expected - 0.03)
  expect(found[0]).toBeLessThan(expected + 0.03)
  expect(sum(found.map(share => share * 1e6))).toBeCloseTo(1e6, 0)
})
test('[RP7] the same question has the same answer', () =>
  expect(equities(['As Kd', null], '2c 7d 9h', 300)).toEqual(equities(['As Kd', null], '2c 7d 9h', 300)))
test('[RP7] a card that lies in a folded hand comes no more', () => {
  const hands = [cards('Kc Kd'), cards('Ah Ad')]
  const spot = { hands, board: cards('2c 7d 9h Js'), dead: cards('Ks Kh') }
  const draw = { deals: 1, chance: chanceOf('') }
  expect(equitiesOf(spot, draw)).toEqual([0, 1])
  expect(equitiesOf({ ...spot, dead: [] }, draw)[0]).toBeCloseTo(2 / 44, 10)
})
