import { expect, test } from 'vitest'
import type { HandId } from '@/domain/ids'
import { handOf, player, seatAt, tableOf, turnAt, viewOf } from './fixtures.ts'
import { isAllIn, ownTurn, spotOf } from './turn.ts'

const legal = { fold: true, check: false, call: 240, raise: { kind: 'raise', min: 480, max: 12_450 } } as const
const table = tableOf({ hand: handOf({ turn: turnAt(0) }) })
const view = viewOf({ legal, decision: 7 })

test('[UI20] both rows name the decision', () => expect(ownTurn(table, view)).toMatchObject({ decision: 7, legal }))
test.each([
  ['another decision', viewOf({ legal, decision: 6 })],
  ['another hand', viewOf({ legal, decision: 7, hand: 'earlier' as HandId })],
  ['another player', viewOf({ legal, decision: 7, player: player(3) })],
  ['nothing legal', viewOf({ legal: null, decision: null })],
])('[UI20] no turn: %s', (_, other) => expect(ownTurn(table, other)).toBeNull())
test('[UI20] no turn for somebody who watches', () => expect(ownTurn(table, null)).toBeNull())

const raise = (amount: number) => ({ verb: 'raise', amount }) as const
test('[UI21] the maximum is all-in', () => expect(isAllIn(raise(12_450), legal, 12_450)).toBe(true))
test('[UI21] one chip less is not', () => expect(isAllIn(raise(12_449), legal, 12_450)).toBe(false))
test('[UI21] calling the whole stack is', () => expect(isAllIn({ verb: 'call', amount: 240 }, legal, 240)).toBe(true))
test('[UI21] a fold never is', () => expect(isAllIn({ verb: 'fold' }, legal, 0)).toBe(false))

const priceOf = (own: ReturnType<typeof seatAt>, hand = handOf()) =>
  spotOf({ seats: [own, seatAt(1, { bet: 240 })], blinds: table.blinds, hand }, own).toCall
test('[UI5] what is missing to the highest bet', () => expect(priceOf(seatAt(0, { bet: 100 }))).toBe(140))
test('[UI5] no more than the stack', () => expect(priceOf(seatAt(0, { stack: 30 }))).toBe(30))
test('[UI5] nothing once matched', () => expect(priceOf(seatAt(0, { bet: 240 }))).toBe(0))
test('[UI5] a blind posted short is called in full', () => {
  const own = seatAt(0)
  const seats = [own, seatAt(1, { bet: 40 })]
  expect(spotOf({ seats, blinds: table.blinds, hand: handOf({ street: 'preflop' }) }, own).toCall).toBe(120)
})
