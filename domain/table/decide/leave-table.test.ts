import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { Seat } from '../../ids.ts'
import { reservationId } from '../../testing/ids.ts'
import type { TableEvent } from '../events.ts'
import { ann, bob, cid, handId, opened, perPlayer, seated, withHand, withHandEnded } from '../table.fixture.ts'
import { Table } from '../table.ts'

const given = scenario(Table)
const leaving = (player: typeof ann): TableEvent => ({ type: 'PlayerLeaving', player, hand: handId(1) })
const left = (player: typeof ann, n: number, [seat, cashedOut]: [number, number]): TableEvent => ({
  type: 'PlayerLeft',
  player,
  seat: Seat.parse(seat),
  cashedOut,
  reservations: [reservationId(n)],
})

test('[TB6] between hands a player leaves at once, with the stack', () => {
  given(opened(), seated(1, 2, 700))
    .when({ type: 'LeaveTable', player: ann })
    .then(left(ann, 1, [2, 700]))
  expect(given(opened(), seated(1, 2), left(ann, 1, [2, 1000])).state()).toMatchObject({ sitters: {}, queued: [] })
})
test('[TB6] all reservations whose chips came to the seat end with it', () => {
  const added = { type: 'ChipsAdded', player: ann, reservation: reservationId(7), amount: 300, stack: 1000 } as const
  given(opened(), seated(1, 2, 700), added)
    .when({ type: 'LeaveTable', player: ann })
    .then({ ...left(ann, 1, [2, 1000]), reservations: [reservationId(1), reservationId(7)] } as TableEvent)
})
test('[TB6] who is not dealt in leaves at once, also during a hand', () => {
  const playing = withHand(opened(), seated(1, 0), seated(2, 3))
  given(...playing, seated(3, 5, 800))
    .when({ type: 'LeaveTable', player: cid })
    .then(left(cid, 3, [5, 800]))
})
test('[TB6] only who has a seat can leave', () =>
  given(opened(), seated(1, 0)).when({ type: 'LeaveTable', player: bob }).rejects('not-seated'))
test('[TB6] who leaves is forgotten in every respect', () => {
  const out = { type: 'PlayerSatOut', player: ann, seat: Seat.parse(0) } as const
  const gone = { type: 'PlayerDisconnected', player: ann } as const
  const state = given(opened(), seated(1, 0), out, gone, left(ann, 1, [0, 1000])).state()
  expect(state).toMatchObject({ sitters: {}, sittingOut: {}, disconnected: {}, timedOut: {} })
})

test('[TB7] who is dealt in leaves when the hand is over, with what they have then', () => {
  const playing = withHand(opened(), seated(1, 0), seated(2, 3))
  given(...playing)
    .when({ type: 'LeaveTable', player: ann })
    .then(leaving(ann))
  const ended = withHandEnded([...playing, leaving(ann)], { stacks: perPlayer([ann, 1500], [bob, 500]) })
  expect(ended.slice(-2)).toMatchObject([{ type: 'HandEnded' }, left(ann, 1, [0, 1500])])
  expect(Object.keys(given(...ended).state().sitters)).toEqual([bob])
})
test('[TB7] leaving twice changes nothing', () =>
  given(...withHand(opened(), seated(1, 0), seated(2, 3)), leaving(ann))
    .when({ type: 'LeaveTable', player: ann })
    .then())
test('[TB7] who leaves with nothing leaves all the same', () => {
  const playing = [...withHand(opened(), seated(1, 0), seated(2, 3)), leaving(ann)]
  const ended = withHandEnded(playing, { stacks: perPlayer([ann, 0], [bob, 2000]) })
  expect(ended.at(-1)).toEqual(left(ann, 1, [0, 0]))
})

test('[TB23] between hands closing takes everybody from the table, then the table', () => {
  const closed = given(opened(), seated(2, 3, 500), seated(1, 0)).when({ type: 'CloseTable' })
  closed.then(left(ann, 1, [0, 1000]), left(bob, 2, [3, 500]), { type: 'TableClosed' })
  expect(closed.state()).toMatchObject({ status: 'closed', sitters: {} })
})
test('[TB23] a hand is finished before its table closes', () => {
  const playing = withHand(opened(), seated(1, 0), seated(2, 3))
  given(...playing)
    .when({ type: 'CloseTable' })
    .then({ type: 'TableClosing' })
  const ended = withHandEnded([...playing, { type: 'TableClosing' }], { stacks: perPlayer([ann, 900], [bob, 1100]) })
  expect(ended.slice(playing.length + 1)).toMatchObject([
    { type: 'HandEnded' },
    left(ann, 1, [0, 900]),
    left(bob, 2, [3, 1100]),
    { type: 'TableClosed' },
  ])
})
test('[TB23] a leaver leaves once when the table closes', () => {
  const playing = [...withHand(opened(), seated(1, 0), seated(2, 3)), leaving(ann)]
  const ended = withHandEnded([...playing, { type: 'TableClosing' }])
  expect(ended.filter(({ type }) => type === 'PlayerLeft')).toHaveLength(2)
})
test('[TB23] closing again changes nothing', () => {
  given(opened(), { type: 'TableClosing' }).when({ type: 'CloseTable' }).then()
  given(opened(), { type: 'TableClosed' }).when({ type: 'CloseTable' }).then()
})
