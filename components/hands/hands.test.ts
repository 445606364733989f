import { expect, test } from 'vitest'
import { Card } from '@/domain/cards/card'
import type { HandLine } from '@/server/instance'
import { askedWith, type Filters } from './filters.ts'
import { endText, handSentence, inBigBlinds, signed } from './wording.ts'

const [ann, bob] = ['ann', 'bob'] as unknown as HandLine['players'][number]['player'][]
const names = { [ann as string]: 'Ann', [bob as string]: 'Bob' } as never
const hand = {
  tableName: 'Mild Breeze',
  number: 7,
  blinds: { small: 5, big: 10, ante: { kind: 'none', amount: 0 } },
  board: ['Ah', '9d', '2c'].map(card => Card.parse(card)),
  street: 'flop',
  pot: 1240,
  over: true,
  voided: false,
  winners: [{ player: ann, amount: 1240, description: null }],
  players: [
    { player: ann, result: 620 },
    { player: bob, result: -620 },
  ],
} as unknown as HandLine
const but = (change: object) => ({ ...hand, ...change }) as HandLine

test('[UI110] results carry their sign, in chips and in big blinds to one place', () => {
  expect([1240, -40, 0].map(signed)).toEqual(['+1,240', '−40', '0'])
  expect([1245, -5, 0, 0.4].map(amount => inBigBlinds(amount, 10))).toEqual([
    '+124.5 bb',
    '−0.5 bb',
    '0.0 bb',
    '0.0 bb',
  ])
})

test('[UI111] how a hand ended is one line', () => {
  const share = [ann, bob].map(player => ({ player, amount: 620, description: 'a straight' }))
  expect(endText(hand, names)).toBe('Ann wins on the flop')
  expect(endText(but({ winners: [{ player: bob, amount: 9, description: 'two pair, aces and nines' }] }), names)).toBe(
    'Bob wins with two pair, aces and nines',
  )
  expect(endText(but({ winners: share }), names)).toBe('Ann and Bob share it')
  expect(endText(but({ voided: true }), names)).toBe('Called off')
  expect(endText(but({ over: false }), names)).toBe('Still being played')
})

test('[UI111] a row is one sentence, with the viewer’s result where the viewer was dealt in', () => {
  const sentence =
    'Hand 7 at Mild Breeze, board ace of hearts, nine of diamonds, two of clubs, pot 1,240, Ann wins on the flop'
  expect(handSentence(hand, names, null)).toBe(sentence)
  expect(handSentence(hand, names, bob ?? null)).toBe(`${sentence}, your result −620, −62.0 bb`)
})

const none: Filters = { scope: null, q: null, table: null, player: null, from: null, to: null, pot: null }
test('[UI112] filters are asked for as the server takes them; what is no day or no pot is left out', () => {
  const asked = (change: Partial<Filters>) =>
    Object.fromEntries(new URLSearchParams(askedWith({ ...none, ...change }, 'mine')))
  expect(asked({})).toEqual({ scope: 'mine' })
  expect(asked({ q: ' ann ', pot: 500, table: 't' })).toEqual({ scope: 'mine', q: 'ann', minPot: '500', table: 't' })
  expect(asked({ from: 'yesterday', to: '2026-13-45', pot: -3, q: '  ' })).toEqual({ scope: 'mine' })
  const { from = '', to = '' } = asked({ from: '2026-11-25', to: '2026-11-25' })
  expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000 - 1)
})
