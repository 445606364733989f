import { expect, test } from 'vitest'
import { scenario, stateAfter } from '@/engine/testing/scenario'
import { reservationId } from '../../testing/ids.ts'
import type { TableCommand } from '../commands.ts'
import type { TableEvent } from '../events.ts'
import { ann, bob, handId, opened, perPlayer, seated, withHand, withHandEnded } from '../table.fixture.ts'
import { Table } from '../table.ts'

const given = scenario(Table)
const reservation = reservationId(8)
const add = (amount: number): TableCommand => ({ type: 'AddChips', player: ann, reservation, amount })
const cancel: TableCommand = { type: 'CancelAddChips', reservation }
const queued = (amount: number): TableEvent => ({ type: 'AddChipsQueued', player: ann, reservation, amount })
const cancelled: TableEvent = { type: 'AddChipsCancelled', reservation }
const added = (amount: number, stack: number): TableEvent => ({
  type: 'ChipsAdded',
  player: ann,
  reservation,
  amount,
  stack,
})
const leaving: TableEvent = { type: 'PlayerLeaving', player: ann, hand: handId(1) }
const playing = withHand(opened(), seated(1, 0), seated(2, 3))
const between = [opened(), seated(1, 0)]

test('[TB9] between hands chips come at once', () => {
  const more = given(...between).when(add(600))
  more.then(added(600, 1600))
  expect(more.state().sitters[ann]).toMatchObject({ stack: 1600, reservations: [reservationId(1), reservation] })
})
test('[TB9] a stack grows up to the largest buy-in', () => {
  given(...between)
    .when(add(1000))
    .then(added(1000, 2000))
  given(...between)
    .when(add(1001))
    .rejects('over-maximum', { amount: 1001, maxBuyIn: 2000 })
})
test('[TB9] who is not dealt in gets them at once, also during a hand', () =>
  given(...withHand(opened(), seated(3, 2), seated(2, 3)), seated(1, 0))
    .when(add(600))
    .then(added(600, 1600)))
test('[TB9] chips come once', () => {
  given(...between, added(600, 1600))
    .when(add(600))
    .then()
  given(...playing, queued(600))
    .when(add(600))
    .then()
})
test('[TB9] chips need a seat', () => given(opened()).when(add(600)).rejects('not-seated'))
test('[TB9] who leaves gets no more', () => {
  given(...playing, leaving)
    .when(add(600))
    .rejects('leaving')
  given(...playing, { type: 'TableClosing' })
    .when(add(600))
    .rejects('leaving')
})

test('[TB10] during a hand chips wait until it is over', () => {
  given(...playing)
    .when(add(600))
    .then(queued(600))
  const ended = withHandEnded([...playing, queued(600)], { stacks: perPlayer([ann, 400], [bob, 1600]) })
  expect(ended.slice(-2)).toMatchObject([{ type: 'HandEnded' }, added(600, 1000)])
  expect(given(...ended).state()).toMatchObject({ queued: [], sitters: { [ann]: { stack: 1000 } } })
})
test('[TB10] what waits is not more than the largest buy-in', () => {
  given(...playing)
    .when(add(2000))
    .then(queued(2000))
  given(...playing)
    .when(add(2001))
    .rejects('over-maximum')
  given(...playing, { ...queued(1500), reservation: reservationId(9) } as TableEvent)
    .when(add(600))
    .rejects('over-maximum')
})
test('[TB10] they are called off where the stack would exceed the maximum now', () => {
  const ended = withHandEnded([...playing, queued(600)], { stacks: perPlayer([ann, 1401], [bob, 599]) })
  expect(ended.at(-1)).toEqual(cancelled)
  expect(given(...ended).state()).toMatchObject({ queued: [], sitters: { [ann]: { stack: 1401 } } })
})
test('[TB10] each sees what those before it made of the stack', () => {
  const second = { ...queued(600), reservation: reservationId(9) } as TableEvent
  const ended = withHandEnded([...playing, queued(600), second])
  expect(ended.slice(-2)).toEqual([added(600, 1600), { ...cancelled, reservation: reservationId(9) }])
})
test('[TB10] they are called off where the player leaves, before they leave', () => {
  const ended = withHandEnded([...playing, queued(600), leaving])
  expect(ended.slice(-2)).toMatchObject([cancelled, { type: 'PlayerLeft', reservations: [reservationId(1)] }])
})
test('[TB10] they are called off where the table closes', () => {
  const ended = withHandEnded([...playing, queued(600), { type: 'TableClosing' }])
  expect(ended.slice(-4).map(({ type }) => type)).toEqual([
    'AddChipsCancelled',
    'PlayerLeft',
    'PlayerLeft',
    'TableClosed',
  ])
})

test('[TB11] chips that wait can be called back', () => {
  const back = given(...playing, queued(600)).when(cancel)
  back.then(cancelled)
  expect(back.state().queued).toEqual([])
  given(...playing, queued(600), cancelled)
    .when(add(600))
    .rejects('cancelled')
})
test('[TB11] chips that have not come yet are refused when they come', () => {
  given(...between)
    .when(cancel)
    .then(cancelled)
  given(...between, cancelled)
    .when(add(600))
    .rejects('cancelled')
})
test('[TB11] calling back twice changes nothing', () =>
  given(...between, cancelled)
    .when(cancel)
    .then())
test('[TB11] chips on the table stay there', () => {
  given(...between, added(600, 1600))
    .when(cancel)
    .rejects('already-added')
  given(...between)
    .when({ type: 'CancelAddChips', reservation: reservationId(1) })
    .rejects('already-added')
})

test('[TB33] chips added in a cascade that is called off go back while they wait, and stay once they are on the table', () => {
  const undo = (...history: readonly TableEvent[]) =>
    Table.onUndo?.AddChips?.(add(600) as never, stateAfter(Table, history))
  expect(undo(...playing, queued(600))).toEqual([cancelled])
  expect(undo(...playing, queued(600), cancelled)).toEqual([])
  expect(undo(...between, added(600, 1600))).toEqual([])
})
