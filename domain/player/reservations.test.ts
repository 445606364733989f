import { expect, test } from 'vitest'
import type { Notification } from '@/engine/define'
import { scenario, stateAfter } from '@/engine/testing/scenario'
import { ReservationId, Seat } from '../ids.ts'
import type { TableEvent } from '../table/events.ts'
import { ann, opened } from '../table/table.fixture.ts'
import { Table } from '../table/table.ts'
import { reservationId } from '../testing/ids.ts'
import type { PlayerCommand } from './commands.ts'
import type { PlayerEvent } from './events.ts'
import { deposited, noon, registered, reserved, tableA, tableB } from './player.fixture.ts'
import { Player } from './player.ts'

const tables = (...history: readonly TableEvent[]) => ({
  [`table/${tableA}`]: stateAfter(Table, history),
  [`table/${tableB}`]: stateAfter(Table, [opened()]),
})
const given = scenario(Player, { now: noon, actor: 'a-player', seen: tables(opened()) })
type Reserve = Extract<PlayerCommand, { type: 'ReserveFunds' }>

const reserve = (other: Partial<Reserve> = {}): Reserve => ({
  type: 'ReserveFunds',
  amount: 1000,
  table: tableA,
  purpose: 'buy-in',
  ...other,
})
const account = [registered(), deposited(5000, 5000)]
/** The id that the scenario's context gives. */
const firstId = ReservationId.parse('00000000-0000-4000-9000-000000000000')
const topUp = reserved({
  reservation: reservationId(2),
  amount: 500,
  purpose: 'top-up',
  available: 3500,
  reserved: 1500,
})

test('[PL7] a buy-in reserves: the bankroll stays, less of it is available', () => {
  const asked = given(...account).when(reserve({ seat: Seat.parse(3), tableSequence: 17 }))
  asked.then(reserved({ reservation: firstId, seat: Seat.parse(3), tableSequence: 17 }))
  expect(asked.state()).toMatchObject({
    bankroll: 5000,
    reservations: { [firstId]: { table: tableA, amount: 1000, purpose: 'buy-in' } },
  })
})
test('[PL7] without a wish there is no seat, and a bot travels as a bot', () =>
  given(registered('bot'), deposited(5000, 5000))
    .when(reserve())
    .then(reserved({ reservation: firstId, kind: 'bot' })))
test('[PL7] only what is available can be reserved, to the last chip', () => {
  const at = given(...account, reserved({ table: tableB, amount: 3600 }))
  at.when(reserve({ amount: 1400 })).then(
    reserved({ reservation: firstId, amount: 1400, available: 0, reserved: 5000 }),
  )
  at.when(reserve({ amount: 1401 })).rejects('insufficient-funds', { amount: 1401, available: 1400 })
})
test('[PL8] one buy-in per table, as long as it is reserved', () => {
  given(...account, reserved())
    .when(reserve())
    .rejects('already-reserved', { table: tableA })
  given(...account, reserved({ table: tableB }))
    .when(reserve())
    .thenTypes('FundsReserved')
  given(...account, reserved(), released())
    .when(reserve())
    .thenTypes('FundsReserved')
})
test('[PL8] a top-up needs a buy-in at the same table', () => {
  const ask = reserve({ purpose: 'top-up', amount: 500 })
  given(...account)
    .when(ask)
    .rejects('not-at-table', { table: tableA })
  given(...account, reserved({ table: tableB }))
    .when(ask)
    .rejects('not-at-table')
  given(...account, reserved(), released())
    .when(ask)
    .rejects('not-at-table')
  given(...account, reserved())
    .when(ask)
    .then({ ...topUp, reservation: firstId })
})
test('[PL8] a top-up that is still coming back is no buy-in', () => {
  const ended = given(...account, reserved(), topUp, released({ available: 4500, reserved: 500 }))
  ended.when(reserve()).thenTypes('FundsReserved')
  ended.when(reserve({ purpose: 'top-up', amount: 500 })).rejects('not-at-table')
})
test('[PL8] more than one top-up may be under way, also below the smallest buy-in', () =>
  given(...account, reserved(), topUp)
    .when(reserve({ purpose: 'top-up', amount: 1 }))
    .thenTypes('FundsReserved'))
test('[PL9] the table has to exist and to be open', () => {
  given(...account)
    .when(reserve(), { seen: {} })
    .rejects('table-not-found')
  given(...account)
    .when(reserve(), { seen: tables() })
    .rejects('table-not-found')
  given(...account)
    .when(reserve(), { seen: tables(opened(), { type: 'TableClosing' }) })
    .rejects('table-closed')
  given(...account)
    .when(reserve(), { seen: tables(opened(), { type: 'TableClosed' }) })
    .rejects('table-closed')
})
test('[PL9] that there is no such table is NOT_FOUND', () => {
  const unseen = { actor: 'a-player', now: noon, seen: () => undefined, id: () => firstId }
  const state = stateAfter(Player, account)
  expect(Player.decide.ReserveFunds(reserve(), state, unseen as never)).toMatchObject({
    rejected: { code: 'NOT_FOUND', reason: 'table-not-found' },
  })
})
test('[PL9] the table is looked up, and no other', () =>
  expect(Player.lookups?.ReserveFunds?.(reserve(), { root: tableB })).toEqual([{ aggregate: Table, root: tableA }]))
test('[PL9] a buy-in lies between the table’s minimum and maximum', () => {
  given(...account)
    .when(reserve({ amount: 399 }))
    .rejects('buy-in-too-low', { amount: 399, minBuyIn: 400 })
  given(...account)
    .when(reserve({ amount: 2001 }))
    .rejects('buy-in-too-high', { amount: 2001, maxBuyIn: 2000 })
  given(...account)
    .when(reserve({ amount: 400 }))
    .thenTypes('FundsReserved')
  given(...account)
    .when(reserve({ amount: 2000 }))
    .thenTypes('FundsReserved')
})

const released = (other: Partial<Extract<PlayerEvent, { type: 'FundsReleased' }>> = {}): PlayerEvent => ({
  type: 'FundsReleased',
  reservations: [reservationId(1)],
  table: tableA,
  released: 1000,
  cashedOut: 1000,
  bankroll: 5000,
  available: 5000,
  reserved: 0,
  reason: 'left-table',
  ...other,
})
const release = (cashedOut: number, ...reservations: ReservationId[]): PlayerCommand => ({
  type: 'ReleaseFunds',
  reservations,
  cashedOut,
  reason: 'left-table',
})
test('[PL10] leaving ends the reservations and brings what is left', () => {
  const both = [reservationId(1), reservationId(2)]
  const won = given(...account, reserved(), topUp).when(release(2300, ...both))
  won.then(released({ reservations: both, released: 1500, cashedOut: 2300, bankroll: 5800, available: 5800 }))
  expect(won.state()).toMatchObject({ bankroll: 5800, reservations: {} })
  given(...account, reserved())
    .when(release(0, reservationId(1)))
    .then(released({ cashedOut: 0, bankroll: 4000, available: 4000 }))
})
test('[PL10] exactly those named end', () =>
  given(...account, reserved(), topUp)
    .when(release(500, reservationId(2)))
    .then(
      released({ reservations: [reservationId(2)], released: 500, cashedOut: 500, available: 4000, reserved: 1000 }),
    ))
test('[PL10] a reservation named twice ends once', () =>
  given(...account, reserved())
    .when(release(1000, reservationId(1), reservationId(1)))
    .then(released()))
test('[PL11] released again is done already', () =>
  given(...account, reserved(), released())
    .when(release(1000, reservationId(1)))
    .then())
test('[PL11] that a reservation has ended is remembered, however many end after it', () =>
  given(...account, reserved(), released(), topUp, released({ reservations: [reservationId(2)], released: 500 }))
    .when(release(1000, reservationId(1)))
    .then())
test('[PL11] what was never reserved cannot be released', () => {
  given(...account)
    .when(release(1000, reservationId(1)))
    .rejects('no-reservation', { reservations: [reservationId(1)] })
  given(...account, reserved())
    .when(release(1000, reservationId(1), reservationId(9)))
    .rejects('no-reservation', { reservations: [reservationId(9)] })
})

const refusedBy = (reason: string, history: readonly PlayerEvent[]) => {
  const command = { player: ann, kind: 'human', reservation: reservationId(1), seat: null, amount: 1000 }
  const notice: Notification = {
    code: 'FAILED_PRECONDITION',
    reason,
    params: {},
    message: '',
    command: { type: 'SeatPlayer', ...command } as Notification['command'],
    target: { domain: 'table', root: tableA, edition: '', correlationId: '', ext: null },
    issuer: 'player-table',
  }
  return Player.onRejected?.['table/SeatPlayer']?.(notice, stateAfter(Player, history))
}
test('[PL12] a player whom the table does not seat has all chips back, and learns why', () =>
  expect(refusedBy('seat-taken', [...account, reserved()])).toEqual([released({ reason: 'seat-taken' })]))
test('[PL12] told twice, paid once', () =>
  expect(refusedBy('seat-taken', [...account, reserved(), released()])).toEqual([]))
test('[PL22] chips that came back in a cascade that is called off stay in the account', () => {
  const state = stateAfter(Player, [...account, reserved(), released()])
  expect(Player.onUndo?.ReleaseFunds?.(release(1000, reservationId(1)) as never, state)).toEqual([])
})
