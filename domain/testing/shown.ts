// What the table's row shows is held against what the table and the hand themselves hold.
import { expect } from 'vitest'
import { Hand } from '../hand/hand.ts'
import { legalActions } from '../hand/rules/betting.ts'
import { potTotal } from '../hand/rules/pots.ts'
import { type HandSeat, type HandState, seatOf } from '../hand/state.ts'
import type { TableId } from '../ids.ts'
import type { TableHand, TableSeat } from '../projections/table-view.ts'
import { type Sitter, type Table as State, sittersOf } from '../table/state.ts'
import { Table } from '../table/table.ts'
import type { House } from './house.ts'

const statusOf = (table: State, { player, leaving }: Sitter): TableSeat['status'] => {
  if (leaving) return 'leaving'
  return table.sittingOut[player] ? 'sitting-out' : 'seated'
}

const seatedAt = (table: State) =>
  sittersOf(table).map(sitter => ({
    seat: sitter.seat,
    player: sitter.player,
    kind: sitter.kind,
    status: statusOf(table, sitter),
    connected: !table.disconnected[sitter.player],
    additions: table.queued
      .filter(({ player }) => player === sitter.player)
      .map(({ reservation, amount }) => ({ reservation, amount })),
    ...(table.hand ? {} : { stack: sitter.stack }),
  }))

const dealtIn = ({ stack, bet, folded, showdown, cards }: HandSeat) => ({
  stack,
  bet,
  folded,
  allIn: stack === 0 && !folded,
  shown: showdown === 'shown' ? cards : null,
})

const turnIn = (hand: HandState): Partial<TableHand['turn']> => {
  if (!hand.turn) return null
  const { player, deadline } = hand.turn
  const { call, raise } = legalActions(hand, player)
  const raises = { minRaiseTo: raise?.min ?? null, maxRaiseTo: raise?.max ?? null }
  const bankLeft = seatOf(hand, player)?.bank ?? 0
  return { player, decision: hand.decision, deadline, toCall: call ?? 0, ...raises, bankLeft }
}

export const expectShown = async (house: House, at: TableId): Promise<void> => {
  const { seats, status, hand: shown } = await house.row(at)
  const table = (await house.engine().state(Table, at)).state
  expect(status).toBe(table.paused && table.status === 'open' ? 'paused' : table.status)
  expect(seats).toMatchObject(seatedAt(table))
  if (!shown || !table.hand) return
  const hand = (await house.engine().state(Hand, shown.hand)).state
  expect(shown).toMatchObject({ board: hand.board, turn: turnIn(hand) })
  if (shown.phase !== 'over') expect(shown.pot).toBe(potTotal(hand))
  for (const seat of hand.seats) expect(seats.find(({ player }) => player === seat.player)).toMatchObject(dealtIn(seat))
}
