import { expect, test } from 'vitest'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import type { PlayerEvent } from '../player/events.ts'
import { type AccountRow, playerAccount } from './player-account.ts'
import { ann, chronicle, reservationOf, table } from './scripted-hand.fixture.ts'

const rowAfter = (...events: readonly PlayerEvent[]): AccountRow => {
  const row = rowsAfter<AccountRow>(playerAccount, chronicle().ofPlayer(ann, ...events).inputs).get(ann)
  if (!row) throw new Error('the account has no row')
  return row
}
const registered: PlayerEvent = { type: 'PlayerRegistered', displayName: 'Ann', kind: 'human' }
const deposited: PlayerEvent = { type: 'FundsDeposited', amount: 10_000, bankroll: 10_000 }
const reserved = (purpose: 'buy-in' | 'top-up'): PlayerEvent => ({
  type: 'FundsReserved',
  reservation: reservationOf(1),
  amount: 1000,
  table,
  purpose,
  seat: null,
  tableSequence: null,
  kind: 'human',
  available: 9000,
  reserved: 1000,
})
const released = (cashedOut: number, reason: string): PlayerEvent => ({
  type: 'FundsReleased',
  reservations: [reservationOf(1)],
  table,
  released: 1000,
  cashedOut,
  bankroll: 9000 + cashedOut,
  available: 9000 + cashedOut,
  reserved: 0,
  reason,
})

test('[VW40] a new account is empty, and a new name shows', () => {
  expect(rowAfter(registered)).toEqual({
    player: ann,
    name: 'Ann',
    kind: 'human',
    bankroll: 0,
    available: 0,
    reservations: [],
    movements: [],
    lastRelease: null,
    reviews: [],
  })
  expect(rowAfter(registered, { type: 'PlayerRenamed', displayName: 'Anna' }).name).toBe('Anna')
})

test('[VW41] what comes in and goes out is a movement with its balance, newest first', () => {
  const withdrawn: PlayerEvent = { type: 'FundsWithdrawn', amount: 400, bankroll: 9600 }
  const adjusted: PlayerEvent = { type: 'BankrollAdjusted', amount: 50, bankroll: 9650, reason: 'a late pot' }
  const row = rowAfter(registered, deposited, withdrawn, adjusted)
  expect(row).toMatchObject({ bankroll: 9650, available: 9650 })
  expect(row.movements.map(({ text, amount, bankroll }) => [text, amount, bankroll])).toEqual([
    ['Adjusted by the floor: a late pot', 50, 9650],
    ['Withdrawal', -400, 9600],
    ['Deposit', 10_000, 10_000],
  ])
})

test('[VW42] chips under way to a table are reserved: owned, but not free', () => {
  const row = rowAfter(registered, deposited, reserved('buy-in'))
  expect(row).toMatchObject({ bankroll: 10_000, available: 9000 })
  expect(row.reservations).toEqual([{ reservation: reservationOf(1), table, amount: 1000, purpose: 'buy-in' }])
  expect(row.movements[0]).toMatchObject({ text: 'Buy-in', amount: -1000, available: 9000, bankroll: 10_000 })
  expect(rowAfter(registered, deposited, reserved('top-up')).movements[0]?.text).toBe('Top-up')
})

test('[VW43] what comes back ends the reservation, and the account is what is left', () => {
  const row = rowAfter(registered, deposited, reserved('buy-in'), released(1240, 'left-table'))
  expect(row).toMatchObject({ bankroll: 10_240, available: 10_240, reservations: [] })
  expect(row.movements[0]).toMatchObject({ text: 'Back from the table', amount: 1240, available: 10_240 })
  const broke = rowAfter(registered, deposited, reserved('buy-in'), released(0, 'left-table'))
  expect(broke.movements[0]).toMatchObject({ text: 'Left with nothing', amount: 0, bankroll: 9000 })
})

test('[VW44] the amounts add up to what is free', () => {
  const { movements, available } = rowAfter(registered, deposited, reserved('buy-in'), released(700, 'left-table'))
  expect(movements.reduce((total, { amount }) => total + amount, 0)).toBe(available)
})

test('[VW45] why the last reservation came back stays until the next one', () => {
  const refused = rowAfter(registered, deposited, reserved('buy-in'), released(1000, 'seat-taken'))
  expect(refused.lastRelease).toEqual({ table, reason: 'seat-taken' })
  const again = rowAfter(registered, deposited, reserved('buy-in'), released(1000, 'seat-taken'), reserved('buy-in'))
  expect(again.lastRelease).toBeNull()
})

test('[VW46] the statement keeps the last fifty movements', () => {
  const many = Array.from(
    { length: 60 },
    (_, n): PlayerEvent => ({ type: 'FundsDeposited', amount: 1, bankroll: n + 1 }),
  )
  const { movements } = rowAfter(registered, ...many)
  expect(movements).toHaveLength(50)
  expect(movements[0]?.bankroll).toBe(60)
})
