import { expect, test } from 'vitest'
import type { Seat } from '@/domain/ids'
import { cards, handOf, player, seatAt, tableOf, turnAt, viewOf } from './fixtures.ts'
import {
  boardText,
  lineText,
  potLines,
  seatLine,
  seatSentence,
  turnText,
  withCardWords,
  withGlyphs,
} from './wording.ts'

const dana = (change = {}) => seatAt(1, { stack: 12_450, bet: 120, said: 'Bet 120', ...change })
const table = tableOf({ hand: handOf({ button: 4 as Seat, turn: turnAt(1) }) })

test('[UI40] who is to act', () =>
  expect(seatSentence(dana(), table, player(0))).toBe('Seat 2, Dana, 12,450 chips, bet 120, face-down cards, to act'))
test('[UI40] roles, bots, and the viewer', () => {
  const blind = seatAt(2, { stack: 500, inHand: false })
  expect(seatSentence(blind, table, player(2))).toBe('Seat 3, you, 500 chips, small blind')
  expect(seatSentence(blind, table, player(0))).toBe('Seat 3, Eli (bot), 500 chips, small blind')
})
test('[UI40] a role is not said twice, chips on their way are said', () =>
  expect(seatSentence(seatAt(3, { stack: 500, said: 'Big blind 120', queued: 300 }), table, null)).toBe(
    'Seat 4, Fay Wong, 500 chips, 300 to be added, big blind 120, face-down cards',
  ))
test('[UI40] shown cards are read out, a lost connection is said', () => {
  const shown = dana({ bet: 0, said: null, shown: cards('Qd Qc'), description: 'pair of queens', connected: false })
  expect(seatSentence(shown, tableOf({}), null)).toBe(
    'Seat 2, Dana, 12,450 chips, queen of diamonds, queen of clubs, pair of queens, connection lost',
  )
})

test.each([
  ['Folded', { folded: true, bet: 120, said: 'Fold' }],
  ['All-in 980', { allIn: true, bet: 980, said: 'Raise 980', stack: 0 }],
  ['All-in', { allIn: true, bet: 0, stack: 0 }],
  ['Sitting out', { status: 'sitting-out', inHand: false, bet: 0, said: null }],
  ['Leaving', { status: 'leaving' }],
  ['No chips', { stack: 0, inHand: false, bet: 0, said: null }],
  ['Bet 120', { said: null }],
  ['', { said: null, bet: 0 }],
] as const)('[UI41] "%s"', (line, change) => expect(seatLine(dana(change))).toBe(line))

test('[UI42] three streets', () =>
  expect(boardText(cards('As Kh 7d 2c 9s'))).toBe(
    'Flop: ace of spades, king of hearts, seven of diamonds. Turn: two of clubs. River: nine of spades.',
  ))
test('[UI42] nothing yet', () => expect(boardText([])).toBe('No board cards yet.'))

test('[UI43] main and side pots with who is in each', () => {
  const pots = [
    { amount: 600, eligible: [player(0), player(1), player(2)] },
    { amount: 400, eligible: [player(1), player(2)] },
  ]
  expect(potLines({ pots }, table.names)).toEqual([
    { label: 'Main', amount: 600, who: 'Rio, Dana, Eli' },
    { label: 'Side', amount: 400, who: 'Dana, Eli' },
  ])
})
test('[UI43] one pot needs no list', () =>
  expect(potLines({ pots: [{ amount: 600, eligible: [player(0)] }] }, table.names)).toEqual([]))

const facing = viewOf({ legal: { fold: true, check: false, call: 120, raise: null }, decision: 7 })
test('[UI44] a bet to call', () =>
  expect(turnText(facing, handOf({ pot: 1240 }), 29.6)).toBe('Your turn. Call 120 to win 1,240. 30 seconds.'))
test('[UI44] a free check', () => {
  const legal = { fold: true, check: true, call: null, raise: { kind: 'bet' as const, min: 120, max: 900 } }
  expect(turnText(viewOf({ legal }), handOf(), 20)).toBe('Your turn. Check or bet. 20 seconds.')
})
test('[UI47] in the log and in the voice', () => {
  expect(withGlyphs('shows Th 9c: pair of tens')).toBe('shows 10♥ 9♣: pair of tens')
  expect(withCardWords('shows Th')).toBe('shows ten of hearts')
  expect(withGlyphs('bets 120')).toBe('bets 120')
})
test('[UI45] the name stands in front of what was done', () =>
  expect(lineText({ id: '1', player: player(2), text: 'folds', at: '' }, table.names)).toBe('Eli folds'))
