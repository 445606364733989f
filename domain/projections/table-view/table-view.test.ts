import { expect, test } from 'vitest'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import type { HandEvent } from '../../hand/events.ts'
import { Seat } from '../../ids.ts'
import type { TableEvent } from '../../table/events.ts'
import {
  ann,
  bob,
  cat,
  chronicle,
  committed,
  created,
  ended,
  hand,
  reservationOf,
  script,
  seated,
  sits,
  started,
  table,
  turn,
} from '../scripted-hand.fixture.ts'
import type { TableRow } from '../table-view.ts'
import { tableView } from './projector.ts'

type Stretch = keyof typeof script
const order: readonly Stretch[] = ['blinds', 'preflop', 'flop', 'showdown', 'award']

/** The row once the hand has come so far, and then these events of the hand. */
const rowAt = (last: Stretch, ...more: readonly HandEvent[]) => {
  const stretches = order.slice(0, order.indexOf(last) + 1)
  const written = chronicle()
    .ofTable(...seated)
    .ofHand(committed)
    .ofTable(started)
  for (const stretch of stretches) written.ofHand(...script[stretch])
  return rowOf(written.ofHand(...more))
}
const rowOf = ({ inputs }: ReturnType<typeof chronicle>): TableRow => {
  const row = rowsAfter<TableRow>(tableView, inputs).get(table)
  if (!row) throw new Error('the table has no row')
  return row
}
const rowAfter = (...events: readonly TableEvent[]) => rowOf(chronicle().ofTable(...seated, ...events))
const each = <K extends keyof TableRow['seats'][number]>(row: TableRow, key: K) => row.seats.map(seat => seat[key])
const texts = (row: TableRow) => row.log.map(({ player, text }) => [player, text])

test('[VW1] a new table is open and empty', () => {
  expect(rowOf(chronicle().ofTable(created))).toMatchObject({
    table,
    name: 'Mild Breeze',
    capacity: 6,
    actionSeconds: 20,
    status: 'open',
    seats: [],
    hand: null,
  })
})

test('[VW2] seats are listed clockwise, whoever came first, with what lies in front of them', () => {
  const row = rowOf(chronicle().ofTable(created, sits(cat, 4), sits(ann, 1, 'bot')))
  expect(each(row, 'seat')).toEqual([1, 4])
  expect(row.seats[0]).toMatchObject({ player: ann, kind: 'bot', stack: 1000, status: 'seated', connected: true })
  expect(row.seats[0]).toMatchObject({ inHand: false, bet: 0, said: null, shown: null, queued: 0 })
})

test('[VW3] sitting out, leaving, connections and departures are on the seat', () => {
  const seat = Seat.parse(0)
  expect(rowAfter({ type: 'PlayerSatOut', player: ann, seat }).seats[0]?.status).toBe('sitting-out')
  const back = rowAfter({ type: 'PlayerSatOut', player: ann, seat }, { type: 'PlayerSatIn', player: ann, seat })
  expect(back.seats[0]?.status).toBe('seated')
  expect(rowAfter({ type: 'PlayerLeaving', player: ann, hand }).seats[0]?.status).toBe('leaving')
  expect(rowAfter({ type: 'PlayerDisconnected', player: ann }).seats[0]?.connected).toBe(false)
  const left = rowAfter({ type: 'PlayerLeft', player: ann, seat, cashedOut: 1000, reservations: [] })
  expect(each(left, 'player')).toEqual([bob, cat])
  expect(texts(left).at(-1)).toEqual([ann, 'leaves with 1,000'])
})

test('[VW4] chips that wait are shown as queued, and come or go with their reservation', () => {
  const queued = (n: number, amount: number): TableEvent => ({
    type: 'AddChipsQueued',
    player: ann,
    reservation: reservationOf(n),
    amount,
  })
  const added: TableEvent = {
    type: 'ChipsAdded',
    player: ann,
    reservation: reservationOf(7),
    amount: 200,
    stack: 1200,
  }
  expect(rowAfter(queued(7, 200), queued(8, 50)).seats[0]?.queued).toBe(250)
  expect(rowAfter(queued(7, 200), queued(8, 50), added).seats[0]).toMatchObject({ queued: 50, stack: 1200 })
  const cancelled = rowAfter(queued(7, 200), { type: 'AddChipsCancelled', reservation: reservationOf(7) })
  expect(cancelled.seats[0]).toMatchObject({ queued: 0, additions: [], stack: 1000 })
})

test('[VW5] the status follows pauses and closing', () => {
  expect(rowAfter({ type: 'TablePaused' }).status).toBe('paused')
  expect(rowAfter({ type: 'TablePaused' }, { type: 'TableResumed' }).status).toBe('open')
  expect(rowAfter({ type: 'TableClosing' }).status).toBe('closing')
  expect(rowAfter({ type: 'TableClosing' }, { type: 'TableClosed' }).status).toBe('closed')
  expect(texts(rowAfter({ type: 'RulingRecorded', text: 'misdeal' })).at(-1)).toEqual([
    null,
    'Ruling by the floor: misdeal',
  ])
})

test('[VW6] the deck of the next hand is announced before it starts, and then belongs to it', () => {
  const before = rowOf(
    chronicle()
      .ofTable(...seated)
      .ofHand(committed),
  )
  expect(before).toMatchObject({ hand: null, nextDeck: { hand, commitment: 'c'.repeat(64) } })
  const after = rowAt('blinds')
  expect(after).toMatchObject({ nextDeck: null, hand: { hand, number: 7, commitment: 'c'.repeat(64), seed: null } })
})

test('[VW7] blinds lie in front of the seats, and the first turn is open', () => {
  const row = rowAt('blinds')
  expect(each(row, 'inHand')).toEqual([true, true, true])
  expect(each(row, 'bet')).toEqual([0, 5, 10])
  expect(each(row, 'stack')).toEqual([1000, 995, 990])
  expect(each(row, 'said')).toEqual([null, 'Small blind 5', 'Big blind 10'])
  expect(row.hand).toMatchObject({ phase: 'betting', street: 'preflop', pot: 15, pots: [] })
  const open = { player: ann, seat: 0, decision: 1, toCall: 10, minRaiseTo: 20, maxRaiseTo: 1000, seconds: 20 }
  expect(row.hand?.turn).toEqual({ ...open, deadline: 1_000_000, usingBank: false, bankLeft: 60 })
})

test('[VW8] what everybody said and how the bets went into the pot', () => {
  const row = rowAt('preflop')
  expect(each(row, 'said')).toEqual(['Raise to 450', 'Call 445', 'Fold'])
  expect(each(row, 'folded')).toEqual([false, false, true])
  expect(each(row, 'bet')).toEqual([0, 0, 0])
  expect(row.hand).toMatchObject({ turn: null, pot: 910, pots: [{ amount: 910, eligible: [ann, bob] }] })
})

test('[VW8] with the next street what was said is gone, and the board grows', () => {
  const [flop, bobs] = script.flop
  if (!flop || !bobs) throw new Error('the flop is scripted')
  const row = rowAt('preflop', flop, bobs)
  expect(each(row, 'said')).toEqual([null, null, null])
  expect(row.hand).toMatchObject({ street: 'flop', board: ['Ah', '9d', '2c'], turn: { player: bob, decision: 4 } })
})

test('[VW9] all-in is said with the whole bet, whatever it came to', () => {
  const row = rowAt('flop')
  expect(each(row, 'said')).toEqual(['All-in 550', 'All-in 550', null])
  expect(each(row, 'allIn')).toEqual([true, true, false])
  expect(each(row, 'stack')).toEqual([0, 0, 990])
  expect(texts(row).slice(-2)).toEqual([
    [ann, 'bets 550 and is all-in'],
    [bob, 'calls 550 and is all-in'],
  ])
})

test('[VW10] an uncalled bet goes back to the stack and out of the pot', () => {
  const back: HandEvent = { type: 'UncalledBetReturned', player: ann, amount: 440, stack: 990, pot: 25 }
  const [raise] = script.preflop
  if (!raise) throw new Error('ann raises')
  const row = rowAt('blinds', raise, back)
  expect(row.seats[0]).toMatchObject({ stack: 990, bet: 10, allIn: false })
  expect(row.hand?.pot).toBe(25)
})

test('[VW11] shown cards are on the seat, mucked ones are not', () => {
  const row = rowAt('showdown')
  expect(row.hand).toMatchObject({ phase: 'showdown', board: ['Ah', '9d', '2c', '3h', '4s'] })
  expect(each(row, 'shown')).toEqual([['As', '9s'], ['Kc', 'Kd'], null])
  const mucked = rowAt('flop', { type: 'CardsMucked', player: bob })
  expect(mucked.seats[1]?.shown).toBeNull()
  expect(texts(mucked).at(-1)).toEqual([bob, 'mucks'])
})

test('[VW12] the award stays, with the winning five in words, and the seed where the table is full', () => {
  const row = rowAt('award')
  const won = { player: ann, amount: 2010, description: 'two pair, aces and nines' }
  expect(row.hand).toMatchObject({ phase: 'over', turn: null, seed: 'd'.repeat(64), banks: { [bob]: 45 } })
  expect(row.hand?.awards).toMatchObject([{ amount: 2010, eligible: [ann, bob], winners: [won] }])
  expect(row.hand?.awards?.[0]?.winners[0]?.best).toEqual(['Ah', 'As', '9d', '9s', '4s'])
  expect(each(row, 'stack')).toEqual([2010, 0, 990])
  expect(each(row, 'description')).toEqual(['two pair, aces and nines', null, null])
  expect(texts(row).at(-1)).toEqual([ann, 'wins 2,010 with two pair, aces and nines'])
})

test('[VW12] who takes the pot unseen is paid without a word on the cards', () => {
  const unseen: HandEvent = {
    type: 'PotAwarded',
    pots: [{ amount: 15, eligible: [cat], winners: [{ player: cat, amount: 15 }] }],
    rake: 0,
  }
  const row = rowAt('blinds', unseen)
  expect(row.seats[2]).toMatchObject({ stack: 1005, shown: null, description: null })
  expect(row.hand?.awards?.[0]?.winners).toEqual([{ player: cat, amount: 15, description: null, best: null }])
  expect(texts(row).at(-1)).toEqual([cat, 'wins 15'])
})

test('[VW13] several pots are named in the log, each line with an id of its own, the rake last', () => {
  const pot = (player: typeof ann, amount: number) => ({
    amount,
    eligible: [player],
    winners: [{ player, amount }],
  })
  const row = rowAt('flop', { type: 'PotAwarded', pots: [pot(ann, 900), pot(bob, 1100), pot(cat, 5)], rake: 5 })
  expect(texts(row).slice(-4)).toEqual([
    [ann, 'wins 900 from the main pot'],
    [bob, 'wins 1,100 from side pot 1'],
    [cat, 'wins 5 from side pot 2'],
    [null, 'The house takes 5'],
  ])
  expect(new Set(row.log.map(({ id }) => id)).size).toBe(row.log.length)
})

test('[VW14] the hand and its result stay when the table ends it, until the next one starts', () => {
  const over = chronicle()
    .ofTable(...seated)
    .ofHand(committed)
    .ofTable(started)
  for (const stretch of order) over.ofHand(...script[stretch])
  const row = rowOf(over.ofTable(ended))
  expect(row.hand?.awards).toHaveLength(1)
  expect(each(row, 'stack')).toEqual([2010, 0, 990])
  expect(each(row, 'inHand')).toEqual([true, true, true])
  const next = rowOf(over.ofTable({ ...started, number: 8 } as TableEvent))
  expect(next.hand).toMatchObject({ number: 8, awards: null, board: [], pot: 0, phase: 'dealing', commitment: null })
  expect(each(next, 'shown')).toEqual([null, null, null])
})

test('[VW15] more time is counted from the bank, and the row says so', () => {
  const extended: HandEvent = {
    type: 'TurnExtended',
    decision: 1,
    deadline: 1_767_614_415_000,
    reason: 'time-bank',
    bankLeft: 45,
  }
  const row = rowAt('blinds', extended)
  expect(row.hand?.turn).toMatchObject({ deadline: 1_767_614_415_000, seconds: 15, usingBank: true, bankLeft: 45 })
  const later = rowAt('blinds', extended, turn(bob, 2), turn(ann, 3))
  expect(later.hand?.turn).toMatchObject({ bankLeft: 45, usingBank: false })
})

test('[VW15] an outage is no use of the bank', () => {
  const extended = { type: 'TurnExtended', decision: 1, deadline: 1_767_614_410_000, bankLeft: 60 } as const
  const row = rowAt('blinds', { ...extended, reason: 'outage' })
  expect(row.hand?.turn).toMatchObject({ seconds: 10, usingBank: false, bankLeft: 60 })
})

test('[VW16] antes and dead blinds are in the pot, not in front of the seat', () => {
  const post = (kind: 'ante' | 'dead' | 'straddle', pot: number): HandEvent => ({
    type: 'BlindPosted',
    player: ann,
    kind,
    amount: 5,
    stack: 1000 - pot + 15,
    pot,
  })
  const row = rowAt('blinds', post('ante', 20), post('dead', 25), post('straddle', 30))
  expect(row.seats[0]).toMatchObject({ bet: 5, said: 'Straddle 5', stack: 985 })
  expect(row.hand?.pot).toBe(30)
})

test('[VW17] a void hand is over, and everybody has what they had', () => {
  const row = rowAt('flop', { type: 'HandVoided', reason: 'misdeal' }, {
    type: 'HandCompleted',
    table,
    stacks: { [ann]: 1000, [bob]: 1000, [cat]: 1000 },
    banks: {},
    rake: 0,
    timedOut: [],
    acted: [],
  } as HandEvent)
  expect(row.hand).toMatchObject({ phase: 'over', awards: null, turn: null })
  expect(each(row, 'stack')).toEqual([1000, 1000, 1000])
  expect(texts(row).at(-1)).toEqual([null, 'Hand void: misdeal'])
})

test('[VW18] the log reads as it was played and keeps the last sixty lines', () => {
  expect(texts(rowAt('preflop')).slice(-6)).toEqual([
    [null, 'Hand 7'],
    [bob, 'posts small blind 5'],
    [cat, 'posts big blind 10'],
    [ann, 'raises to 450'],
    [bob, 'calls 445'],
    [cat, 'folds'],
  ])
  const many = Array.from({ length: 70 }, (_, n): TableEvent => ({ type: 'RulingRecorded', text: `${n}` }))
  const { log } = rowAfter(...many)
  expect(log).toHaveLength(60)
  expect(log.at(-1)?.text).toBe('Ruling by the floor: 69')
})

test('[VW19] hands of other tables, of no table, and late events of an older hand change nothing', () => {
  const before = rowAt('preflop')
  const elsewhere = chronicle()
    .ofTable(...seated)
    .elsewhere(committed, ...script.flop)
  expect(rowOf(elsewhere).hand).toBeNull()
  const written = chronicle()
    .ofTable(...seated)
    .ofHand(committed)
    .ofTable({ ...started, hand: '00000000-0000-4000-b001-000000000002' } as TableEvent)
    .ofHand(...script.blinds)
  expect(rowOf(written).hand).toMatchObject({ pot: 0, turn: null })
  expect(before.hand?.pot).toBe(910)
})

test('[VW20] at every position stacks and pot add up to what was dealt in', () => {
  const events = order.slice(0, 4).flatMap(stretch => script[stretch])
  for (let count = 2; count <= events.length; count++) {
    const written = chronicle()
      .ofTable(...seated)
      .ofHand(committed)
      .ofTable(started)
      .ofHand(...events.slice(0, count))
    const row = rowOf(written)
    expect(row.seats.reduce((total, { stack }) => total + stack, row.hand?.pot ?? 0)).toBe(3000)
  }
})
