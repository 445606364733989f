import { expect, test } from 'vitest'
import type { TableAward } from '@/domain/projections/table-view'
import { cards, handOf, player, seatAt, tableOf } from './fixtures.ts'
import { feltStatus } from './status.ts'
import { awardText, winningCards, wonBy, wonWith } from './winners.ts'

const best = cards('Ah Ad As Kh 9s')
const main: TableAward = {
  amount: 600,
  eligible: [player(1), player(2)],
  winners: [{ player: player(1), amount: 600, description: 'three of a kind, aces', best }],
}
const side: TableAward = {
  amount: 401,
  eligible: [player(1), player(2)],
  winners: [
    { player: player(1), amount: 201, description: 'pair of twos', best: cards('2c 2d As Kh 9s') },
    { player: player(2), amount: 200, description: 'pair of twos', best: null },
  ],
}
const names = tableOf({}).names

test('[UI33] who won what, and with which hand', () =>
  expect(awardText([main], names)).toBe('Dana wins 600 with three of a kind, aces.'))
test('[UI33] a split pot names both', () =>
  expect(awardText([main, side], names)).toContain('Dana and Eli split 401 with pair of twos.'))
test('[UI33] winnings of all pots are added up', () => {
  expect(wonBy([main, side], player(1))).toBe(801)
  expect(wonBy(null, player(1))).toBe(0)
})
test('[UI34] five cards and no more', () => expect(winningCards([main, side])).toEqual(best))
test('[UI34] each winner has the cards that they won with', () => {
  expect(wonWith([main, side], player(1))).toEqual(best)
  expect(wonWith([side], player(2))).toBeNull()
  expect(wonWith([main], player(2))).toBeNull()
})
test('[UI34] nothing is lit where nothing was shown', () => {
  const unseen = { ...main, winners: [{ player: player(1), amount: 600, description: null, best: null }] }
  expect(winningCards([unseen])).toBeNull()
})

const two = [seatAt(0), seatAt(1)]
test.each([
  ['Nobody is seated yet', tableOf({})],
  ['Waiting for another player', tableOf({ seats: two.slice(1) })],
  ['Waiting for another player', tableOf({ seats: [seatAt(0), seatAt(1, { status: 'sitting-out' })] })],
  ['Shuffling…', tableOf({ seats: two })],
  ['Paused by the host', tableOf({ seats: two, status: 'paused' })],
  ['This table has closed', tableOf({ status: 'closed' })],
  ['Dealing…', tableOf({ seats: two, hand: handOf({ phase: 'dealing' }) })],
  ['', tableOf({ seats: two, hand: handOf({ phase: 'betting' }) })],
  ['Showdown', tableOf({ seats: two, hand: handOf({ phase: 'showdown' }) })],
  [
    'Dana wins 600 with three of a kind, aces. Waiting for another player',
    tableOf({ seats: two.slice(1), hand: handOf({ phase: 'over', awards: [main] }) }),
  ],
  [
    'Dana wins 600 with three of a kind, aces.',
    tableOf({ seats: two, hand: handOf({ phase: 'over', awards: [main] }) }),
  ],
])('[UI33] "%s"', (said, table) => expect(feltStatus(table)).toBe(said))
