// What the events of a table do to its row: who sits where, with what, and the frame of each hand.
import type { Projector } from '@/engine/define'
import type { Of } from '@/engine/message'
import { formatChips, sum } from '../../chips.ts'
import { TableId } from '../../ids.ts'
import type { TableEvent } from '../../table/events.ts'
import type { TableHand, TableRow, TableSeat } from '../table-view.ts'
import { present, seatOf, withLog, withSeat, withSeats } from './row.ts'

type Additions = TableSeat['additions']

const outOfHand = { inHand: false, folded: false, allIn: false, bet: 0, said: null, shown: null, description: null }

type Arriving = Pick<Of<TableEvent, 'PlayerSeated'>, 'seat' | 'player' | 'kind' | 'stack'>

export const newSeat = ({ seat, player, kind, stack }: Arriving): TableSeat => ({
  seat,
  player,
  kind,
  stack,
  status: 'seated',
  connected: true,
  ...outOfHand,
  queued: 0,
  additions: [],
})

const queue = (additions: Additions): Partial<TableSeat> => ({
  additions,
  queued: sum(additions.map(({ amount }) => amount)),
})
const without = (additions: Additions, reservation: string) =>
  additions.filter(each => each.reservation !== reservation)

const newHand = (row: TableRow, event: Of<TableEvent, 'HandStarted'>): TableHand => ({
  hand: event.hand,
  number: event.number,
  button: event.button,
  smallBlindSeat: event.smallBlindSeat,
  bigBlindSeat: event.bigBlindSeat,
  street: 'preflop',
  board: [],
  pot: 0,
  pots: [],
  turn: null,
  phase: 'dealing',
  awards: null,
  commitment: row.nextDeck?.hand === event.hand ? row.nextDeck.commitment : null,
  banks: Object.fromEntries(event.seats.map(({ player, bank }) => [player, bank])),
  seed: null,
})

/** Who is dealt in brings the stack that the hand goes on with; everybody else starts it with an empty place. */
const dealtIn =
  ({ seats }: Of<TableEvent, 'HandStarted'>) =>
  ({ player }: TableSeat): Partial<TableSeat> => {
    const dealt = seats.find(each => each.player === player)
    return dealt ? { ...outOfHand, inHand: true, stack: dealt.stack } : outOfHand
  }

export const ofTable: Projector<TableEvent, TableRow> = {
  TableCreated: (_, { type, seats: capacity, timeBankSeconds, rake, ...terms }, source) =>
    withLog(
      {
        table: TableId.parse(source.root),
        ...terms,
        capacity,
        status: 'open',
        seats: [],
        hand: null,
        nextDeck: null,
        log: [],
      },
      source,
      [{ player: null, text: 'The table is open' }],
    ),
  PlayerSeated: present((row, event, source) => {
    const seats = [...row.seats, newSeat(event)].sort((a, b) => a.seat - b.seat)
    return withLog({ ...row, seats }, source, [
      { player: event.player, text: `sits down with ${formatChips(event.stack)}` },
    ])
  }),
  PlayerLeaving: present((row, { player }, source) =>
    withLog(withSeat(row, player, { status: 'leaving' }), source, [{ player, text: 'leaves after this hand' }]),
  ),
  PlayerLeft: present((row, { player, cashedOut }, source) =>
    withLog({ ...row, seats: row.seats.filter(seat => seat.player !== player) }, source, [
      { player, text: `leaves with ${formatChips(cashedOut)}` },
    ]),
  ),
  PlayerSatOut: present((row, { player }, source) =>
    withLog(withSeat(row, player, { status: 'sitting-out' }), source, [{ player, text: 'sits out' }]),
  ),
  PlayerSatIn: present((row, { player }, source) =>
    withLog(withSeat(row, player, { status: 'seated' }), source, [{ player, text: 'is back' }]),
  ),
  ChipsAdded: present((row, { player, reservation, amount, stack }, source) => {
    const additions = without(seatOf(row, player)?.additions ?? [], reservation)
    return withLog(withSeat(row, player, { stack, ...queue(additions) }), source, [
      { player, text: `adds ${formatChips(amount)}` },
    ])
  }),
  AddChipsQueued: present((row, { player, reservation, amount }) =>
    withSeat(row, player, queue([...(seatOf(row, player)?.additions ?? []), { reservation, amount }])),
  ),
  AddChipsCancelled: present((row, { reservation }) =>
    withSeats(row, ({ additions }) => queue(without(additions, reservation))),
  ),
  HandStarted: present((row, event, source) =>
    withLog({ ...withSeats(row, dealtIn(event)), hand: newHand(row, event), nextDeck: null }, source, [
      { player: null, text: `Hand ${event.number}` },
    ]),
  ),
  HandEnded: present((row, { stacks }) => ({
    ...withSeats(row, ({ player, stack }) => ({ stack: stacks[player] ?? stack, bet: 0, allIn: false })),
    hand: row.hand && { ...row.hand, turn: null, phase: 'over' },
  })),
  TablePaused: present((row, _, source) =>
    withLog({ ...row, status: 'paused' }, source, [{ player: null, text: 'The table is paused' }]),
  ),
  TableResumed: present((row, _, source) =>
    withLog({ ...row, status: 'open' }, source, [{ player: null, text: 'The table goes on' }]),
  ),
  TableClosing: present((row, _, source) =>
    withLog({ ...row, status: 'closing' }, source, [{ player: null, text: 'The table closes after this hand' }]),
  ),
  TableClosed: present((row, _, source) =>
    withLog({ ...row, status: 'closed' }, source, [{ player: null, text: 'The table is closed' }]),
  ),
  PlayerDisconnected: present((row, { player }) => withSeat(row, player, { connected: false })),
  PlayerReconnected: present((row, { player }) => withSeat(row, player, { connected: true })),
  RulingRecorded: present((row, { text }, source) =>
    withLog(row, source, [{ player: null, text: `Ruling by the floor: ${text}` }]),
  ),
}
