import { expect, test } from 'vitest'
import { isRejection } from '@/engine/decision'
import { fixedContext, stateAfter } from '@/engine/testing/scenario'
import { Seat } from '../../ids.ts'
import { playerId, reservationId } from '../../testing/ids.ts'
import { opened, seated, withHand } from '../table.fixture.ts'
import { Table } from '../table.ts'

const seat = (wanted: number | null) => ({
  type: 'SeatPlayer' as const,
  player: playerId(9),
  kind: 'human' as const,
  reservation: reservationId(9),
  seat: wanted === null ? null : Seat.parse(wanted),
  amount: 1000,
})
const before = stateAfter(Table, [opened(), seated(1, 0)])
const now = stateAfter(Table, [opened(), seated(1, 0), seated(2, 3), seated(3, 4)])
const merged = (wanted: number | null, expected: typeof now | undefined = before, actual = now) => {
  const decision = Table.merge?.SeatPlayer?.(seat(wanted), { expected, actual }, fixedContext())
  if (!decision) throw new Error('SeatPlayer is not merged')
  return isRejection(decision) ? decision.rejected.reason : (decision[0] as { seat: number }).seat
}

test('[TB30] a seat that was taken meanwhile is the next free one clockwise', () => expect(merged(3)).toBe(5))
test('[TB30] after the last seat comes the first', () => {
  const full = stateAfter(Table, [opened(), seated(1, 0), seated(2, 5), seated(3, 4)])
  expect(merged(5, before, full)).toBe(1)
})
test('[TB30] a seat that was taken when the sender looked is refused', () => expect(merged(0)).toBe('seat-taken'))
test('[TB30] a seat that is free is given', () => expect([merged(2), merged(null)]).toEqual([2, 1]))
test('[TB30] where nobody knows what the sender saw nothing is guessed', () => {
  const decision = Table.merge?.SeatPlayer?.(seat(3), { expected: undefined, actual: now }, fixedContext())
  expect(decision).toMatchObject({ rejected: { reason: 'seat-taken' } })
})
test('[TB1] [TB30] nobody is seated at a table that was never opened', () => {
  const decision = Table.merge?.SeatPlayer?.(seat(3), { expected: undefined, actual: Table.initial }, fixedContext())
  expect(decision).toMatchObject({ rejected: { code: 'NOT_FOUND', reason: 'table-not-found' } })
})
test('[TB31] a seat that was taken in a cascade is left again, during a hand when it is over', () => {
  const undo = Table.onUndo?.SeatPlayer
  const command = { ...seat(0), player: playerId(1) }
  expect(undo?.(command, now).map(({ type }) => type)).toEqual(['PlayerLeft'])
  const playing = stateAfter(Table, withHand(opened(), seated(1, 0), seated(2, 3)))
  expect(undo?.(command, playing).map(({ type }) => type)).toEqual(['PlayerLeaving'])
  expect(undo?.(seat(1), now)).toEqual([])
})
