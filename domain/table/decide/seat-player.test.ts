import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { Seat } from '../../ids.ts'
import { reservationId } from '../../testing/ids.ts'
import type { TableCommand } from '../commands.ts'
import { ann, bob, cid, handId, opened, seated, withHand, withHandEnded } from '../table.fixture.ts'
import { Table } from '../table.ts'

const given = scenario(Table)
type SeatPlayer = Extract<TableCommand, { type: 'SeatPlayer' }>
const seat = (n: number) => Seat.parse(n)
const sit = (other: Partial<SeatPlayer> = {}): SeatPlayer => ({
  type: 'SeatPlayer',
  player: bob,
  kind: 'human',
  reservation: reservationId(2),
  seat: seat(4),
  amount: 1000,
  ...other,
})

test('[TB3] a free seat is taken with the chips that were reserved for it', () =>
  given(opened())
    .when(sit({ kind: 'bot' }))
    .then({
      type: 'PlayerSeated',
      player: bob,
      kind: 'bot',
      seat: seat(4),
      stack: 1000,
      reservation: reservationId(2),
    }))
test('[TB3] a seat takes one player', () =>
  given(opened(), seated(1, 4)).when(sit()).rejects('seat-taken', { seat: 4 }))
test('[TB3] who has no wish gets the lowest free seat', () => {
  given(opened(), seated(1, 0), seated(3, 2))
    .when(sit({ seat: null }))
    .then(seated(2, 1))
  given(opened())
    .when(sit({ seat: null }))
    .then(seated(2, 0))
})
test('[TB3] a table has only its own seats', () =>
  given(opened({ seats: 4 }))
    .when(sit())
    .rejects('no-such-seat', { seat: 4, seats: 4 }))
test.each([null, seat(0)])('[TB3] a full table seats nobody: wish %s', wish =>
  given(opened({ seats: 2 }), seated(1, 0), seated(3, 1))
    .when(sit({ seat: wish }))
    .rejects('table-full', { seats: 2 }),
)
test('[TB4] chips that came and went again do not come twice', () => {
  const gone = given(opened(), seated(2, 4)).when({ type: 'LeaveTable', player: bob }).events()
  given(opened(), seated(2, 4), ...gone)
    .when(sit())
    .then()
  given(opened(), seated(2, 4), ...gone)
    .when(sit({ reservation: reservationId(3) }))
    .thenTypes('PlayerSeated')
})
test('[TB3] the seat of who leaves is free once they are gone', () => {
  const playing = withHand(opened(), seated(1, 4), seated(3, 5))
  given(...playing, { type: 'PlayerLeaving', player: ann, hand: handId(1) })
    .when(sit())
    .rejects('seat-taken')
  given(...withHandEnded([...playing, { type: 'PlayerLeaving', player: ann, hand: handId(1) }]))
    .when(sit())
    .thenTypes('PlayerSeated')
})

test('[TB4] a player has one seat at a table', () =>
  given(opened(), seated(2, 0))
    .when(sit({ reservation: reservationId(9) }))
    .rejects('already-seated', { seat: 0 }))
test('[TB4] the same reservation seats once', () => given(opened(), seated(2, 4)).when(sit()).then())
test('[TB4] the buy-in lies between the table’s minimum and maximum', () => {
  given(opened())
    .when(sit({ amount: 399 }))
    .rejects('buy-in-too-low', { amount: 399, minBuyIn: 400 })
  given(opened())
    .when(sit({ amount: 2001 }))
    .rejects('buy-in-too-high', { amount: 2001, maxBuyIn: 2000 })
  given(opened())
    .when(sit({ amount: 400 }))
    .thenTypes('PlayerSeated')
  given(opened())
    .when(sit({ amount: 2000 }))
    .thenTypes('PlayerSeated')
})
test('[TB5] a closed table seats nobody, nor one that is closing', () => {
  given(opened(), { type: 'TableClosed' }).when(sit()).rejects('table-closed')
  given(opened(), { type: 'TableClosing' }).when(sit()).rejects('table-closed')
})
test('[TB4] who joins during a hand waits for the next one', () => {
  const playing = withHand(opened(), seated(1, 0), seated(3, 5))
  const joined = given(...playing).when(sit())
  joined.thenTypes('PlayerSeated')
  expect(joined.state().hand?.dealt.map(({ player }) => player)).toEqual([ann, cid])
})
