import { expect, test } from 'vitest'
import { rowHistory } from '@/engine/testing/projector-scenario'
import type { HandEvent } from '../hand/events.ts'
import { type PlayerId, Seat } from '../ids.ts'
import type { PlayerEvent } from '../player/events.ts'
import type { TableEvent } from '../table/events.ts'
import { type LedgerRow, ledger } from './ledger.ts'
import {
  ann,
  bob,
  cat,
  chronicle,
  committed,
  created,
  ended,
  reservationOf,
  script,
  sits,
  started,
  table,
} from './scripted-hand.fixture.ts'

type Chronicle = ReturnType<typeof chronicle>

const history = ({ inputs }: Chronicle) => rowHistory<LedgerRow>(ledger, 'all', inputs)
const books = (written: Chronicle): LedgerRow => {
  const row = history(written).at(-1)
  if (!row) throw new Error('nothing was booked')
  return row
}
const deposited = (amount: number): PlayerEvent => ({ type: 'FundsDeposited', amount, bankroll: amount })
const reserved = (seat: number, amount = 1000): PlayerEvent => ({
  type: 'FundsReserved',
  reservation: reservationOf(seat),
  amount,
  table,
  purpose: 'buy-in',
  seat: null,
  tableSequence: null,
  kind: 'human',
  available: 5000 - amount,
  reserved: amount,
})
const released = (seat: number, cashedOut: number): PlayerEvent => ({
  type: 'FundsReleased',
  reservations: [reservationOf(seat)],
  table,
  released: 1000,
  cashedOut,
  bankroll: 4000 + cashedOut,
  available: 4000 + cashedOut,
  reserved: 0,
  reason: 'left-table',
})
const left = (player: PlayerId, seat: number, cashedOut: number): TableEvent => ({
  type: 'PlayerLeft',
  player,
  seat: Seat.parse(seat),
  cashedOut,
  reservations: [reservationOf(seat)],
})

/** Three accounts with 5,000 each, 1,000 of it on the table. */
const boughtIn = () => {
  const written = chronicle().ofTable(created)
  for (const [seat, player] of [ann, bob, cat].entries()) {
    written.ofPlayer(player, deposited(5000), reserved(seat)).ofTable(sits(player, seat))
  }
  return written
}
const handStarted = () => boughtIn().ofHand(committed).ofTable(started)
const stretches = ['blinds', 'preflop', 'flop', 'showdown', 'award'] as const

test('[VW50] what comes from outside is somewhere inside', () => {
  const written = chronicle()
    .ofPlayer(ann, deposited(5000))
    .ofPlayer(ann, { type: 'FundsWithdrawn', amount: 400, bankroll: 4600 })
    .ofPlayer(ann, { type: 'BankrollAdjusted', amount: -100, bankroll: 4500, reason: 'a mistake' })
  expect(books(written)).toMatchObject({
    deposits: 5000,
    withdrawals: 400,
    adjustments: -100,
    balance: 0,
    alarm: null,
    accounts: { [ann]: { bankroll: 4500, reserved: 0, escrow: {} } },
  })
})

test('[VW51] chips are under way from the reservation to the seat, and back from the seat to the account', () => {
  const written = chronicle().ofTable(created).ofPlayer(ann, deposited(5000), reserved(0))
  expect(books(written).accounts[ann]).toEqual({ bankroll: 5000, reserved: 1000, escrow: { [reservationOf(0)]: 1000 } })
  written.ofTable(sits(ann, 0))
  expect(books(written)).toMatchObject({ accounts: { [ann]: { escrow: {} } }, tables: { [table]: { pot: 0 } } })
  expect(books(written).tables[table]?.stacks).toEqual({ [ann]: 1000 })
  written.ofTable(left(ann, 0, 1000))
  expect(books(written).accounts[ann]?.escrow).toEqual({ [reservationOf(0)]: 1000 })
  expect(books(written).tables[table]?.stacks).toEqual({})
  written.ofPlayer(ann, released(0, 1000))
  expect(books(written).accounts[ann]).toEqual({ bankroll: 5000, reserved: 0, escrow: {} })
  for (const row of history(written))
    expect(row ?? { balance: 0, alarm: null }).toMatchObject({ balance: 0, alarm: null })
})

test('[VW51] a refused buy-in goes straight back', () => {
  const written = chronicle().ofPlayer(ann, deposited(5000), reserved(0), released(0, 1000))
  expect(books(written)).toMatchObject({ balance: 0, alarm: null, accounts: { [ann]: { bankroll: 5000, escrow: {} } } })
})

test('[VW52] through a whole hand the books balance after every event', () => {
  const written = handStarted()
  for (const stretch of stretches) written.ofHand(...script[stretch])
  written.ofTable(ended, left(bob, 1, 0)).ofPlayer(bob, released(1, 0))
  for (const row of history(written)) expect(row ?? { balance: 0 }).toMatchObject({ balance: 0 })
  expect(books(written)).toMatchObject({ alarm: null, lowest: 0, house: 0 })
  expect(books(written).tables[table]).toEqual({ stacks: { [ann]: 2010, [cat]: 990 }, pot: 0 })
  expect(books(written).accounts[bob]).toEqual({ bankroll: 4000, reserved: 0, escrow: {} })
})

test('[VW52] between the blinds and the award the chips are in stacks and pot', () => {
  const written = handStarted().ofHand(...script.blinds, ...script.preflop)
  expect(books(written).tables[table]).toEqual({ stacks: { [ann]: 550, [bob]: 550, [cat]: 990 }, pot: 910 })
  written.ofHand({ type: 'UncalledBetReturned', player: ann, amount: 10, stack: 560, pot: 900 })
  expect(books(written)).toMatchObject({ balance: 0, tables: { [table]: { pot: 900 } } })
})

test('[VW53] the rake is the house’s', () => {
  const award = (won: number, rake: number): HandEvent => ({
    type: 'PotAwarded',
    pots: [{ amount: 910, eligible: [ann], winners: [{ player: ann, amount: won }] }],
    rake,
  })
  const written = handStarted().ofHand(...script.blinds, ...script.preflop, award(900, 10))
  expect(books(written)).toMatchObject({ house: 10, balance: 0, alarm: null })
})

test('[VW54] a void hand gives everybody what they had', () => {
  const stacks = { [ann]: 1000, [bob]: 1000, [cat]: 1000 }
  const completed = { type: 'HandCompleted', table, stacks, banks: {}, rake: 0, timedOut: [], acted: [] } as HandEvent
  const written = handStarted().ofHand(...script.blinds, { type: 'HandVoided', reason: 'misdeal' }, completed)
  expect(books(written)).toMatchObject({ balance: 0, alarm: null, tables: { [table]: { pot: 0, stacks } } })
})

test('[VW55] the position at which chips were made or lost is kept', () => {
  const generous: HandEvent = {
    type: 'PotAwarded',
    pots: [{ amount: 910, eligible: [ann], winners: [{ player: ann, amount: 911 }] }],
    rake: 0,
  }
  const written = handStarted().ofHand(...script.blinds, ...script.preflop, generous)
  const position = written.inputs.length
  written.ofPlayer(cat, { type: 'FundsWithdrawn', amount: 1, bankroll: 4999 })
  expect(books(written)).toMatchObject({ balance: 1, alarm: position })
})

test('[VW56] an amount below zero is an alarm, although the sum is right', () => {
  const written = chronicle()
    .ofPlayer(ann, deposited(5000))
    .ofPlayer(bob, deposited(500))
    .ofPlayer(bob, { type: 'FundsWithdrawn', amount: 600, bankroll: -100 })
  expect(books(written)).toMatchObject({ balance: 0, lowest: -100, alarm: 3 })
})

test('[VW57] hands that name no table are not booked', () => {
  const written = boughtIn()
  const before = books(written)
  written.elsewhere(...script.blinds, ...script.preflop)
  expect(books(written)).toEqual(before)
})

test('[VW58] chips added to a seat come out of their reservation', () => {
  const added: TableEvent = {
    type: 'ChipsAdded',
    player: ann,
    reservation: reservationOf(9),
    amount: 300,
    stack: 1300,
  }
  const topUp = { ...reserved(9, 300), available: 3700, reserved: 1300 } as PlayerEvent
  const written = boughtIn().ofPlayer(ann, topUp)
  expect(books(written).accounts[ann]?.escrow).toEqual({ [reservationOf(9)]: 300 })
  written.ofTable(added)
  expect(books(written)).toMatchObject({ balance: 0, alarm: null, accounts: { [ann]: { escrow: {} } } })
  expect(books(written).tables[table]?.stacks[ann]).toBe(1300)
})
