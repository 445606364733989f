import { expect, test } from 'vitest'
import { chronicle } from '../projections/scripted-hand.fixture.ts'
import { playerId, reservationId } from '../testing/ids.ts'
import type { PlayerEvent } from './events.ts'
import { deposited, registered, reserved, tableA, withdrawn } from './player.fixture.ts'
import { initial } from './state.ts'
import { statementOf } from './statement.ts'

const released: PlayerEvent = {
  type: 'FundsReleased',
  reservations: [reservationId(1)],
  table: tableA,
  released: 1000,
  cashedOut: 1450,
  bankroll: 5450,
  available: 5450,
  reserved: 0,
  reason: 'left',
}
const adjusted: PlayerEvent = { type: 'BankrollAdjusted', amount: -50, bankroll: 5400, reason: 'a late pot' }
const events = [registered(), deposited(6000, 6000), withdrawn(1000, 5000), reserved(), released, adjusted]
const linesOf = (all: readonly PlayerEvent[]) =>
  statementOf(initial, chronicle().ofPlayer(playerId(1), ...all).inputs as unknown as Parameters<typeof statementOf>[1])

test('[PL23] the statement tells every movement of chips, newest first, with what it left', () => {
  expect(linesOf(events).map(({ kind, amount, available, bankroll }) => [kind, amount, available, bankroll])).toEqual([
    ['adjustment', -50, 5400, 5400],
    ['cash-out', 1450, 5450, 5450],
    ['buy-in', -1000, 4000, 5000],
    ['withdrawal', -1000, 5000, 5000],
    ['deposit', 6000, 6000, 6000],
  ])
})

test('[PL23] a cash-out says from which table, and what was won or lost there', () => {
  expect(linesOf(events)[1]).toMatchObject({ kind: 'cash-out', table: tableA, result: 450, reason: 'left' })
})

test('[PL23] the amounts add up to what is free', () => {
  const lines = linesOf(events)
  expect(lines.reduce((total, { amount }) => total + amount, 0)).toBe(lines[0]?.available)
})
