import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { Seat, TableId } from '../../ids.ts'
import type { TableEvent } from '../events.ts'
import { ann, bob, cid, handId, opened, perPlayer, seated, withHand, withHandEnded } from '../table.fixture.ts'
import { Table } from '../table.ts'
import type { Ante } from '../terms.ts'

const given = scenario(Table)
const start = { type: 'StartHand', hand: handId(1) } as const
const three = [opened(), seated(1, 0), seated(2, 2), seated(3, 5)] as const
const startedOf = (history: readonly TableEvent[]) => {
  const started = history.at(-1)
  if (started?.type !== 'HandStarted') throw new Error('no hand started')
  return started
}

test('[TB12] a hand starts with everything that is dealt, posted and agreed', () =>
  given(...three)
    .when(start)
    .then({
      type: 'HandStarted',
      hand: handId(1),
      number: 1,
      button: Seat.parse(0),
      smallBlindSeat: Seat.parse(2),
      bigBlindSeat: Seat.parse(5),
      seats: [
        { seat: Seat.parse(0), player: ann, stack: 1000, bank: 60 },
        { seat: Seat.parse(2), player: bob, stack: 1000, bank: 60 },
        { seat: Seat.parse(5), player: cid, stack: 1000, bank: 60 },
      ],
      variant: 'texas-holdem',
      blinds: { small: 10, big: 20, ante: { kind: 'none', amount: 0 } },
      posts: [
        { player: bob, seat: Seat.parse(2), kind: 'small', amount: 10 },
        { player: cid, seat: Seat.parse(5), kind: 'big', amount: 20 },
      ],
      terms: { actionSeconds: 20, reveal: 'shown-only', rake: null },
    }))
test('[TB12] one hand at a time', () =>
  given(...withHand(...three))
    .when(start)
    .rejects('hand-in-progress', { hand: handId(1) }))
test('[TB12] a hand takes two players with chips who do not sit out', () => {
  given(opened(), seated(1, 0)).when(start).rejects('not-enough-players', { needed: 2, players: 1 })
  given(opened(), seated(1, 0), seated(2, 2), { type: 'PlayerSatOut', player: ann, seat: Seat.parse(0) })
    .when(start)
    .rejects('not-enough-players')
  const bust = withHandEnded(withHand(opened(), seated(1, 0), seated(2, 2)), {
    stacks: perPlayer([ann, 0], [bob, 2000]),
  })
  given(...bust)
    .when({ type: 'StartHand', hand: handId(2) })
    .rejects('not-enough-players')
})
test('[TB12] no hand starts at a paused table', () =>
  given(...three, { type: 'TablePaused' })
    .when(start)
    .rejects('paused'))
test('[TB5] no hand starts at a closed table, nor at one that is closing', () => {
  given(...three, { type: 'TableClosing' })
    .when(start)
    .rejects('table-closed')
  given(opened(), { type: 'TableClosed' }).when(start).rejects('table-closed')
})
test('[TB13] the n-th hand of a table has one id, known beforehand', () => {
  given(...three)
    .when({ type: 'StartHand', hand: handId(2) })
    .rejects('wrong-hand', { hand: handId(2), number: 1 })
  given(...withHandEnded(withHand(...three)))
    .when(start)
    .rejects('wrong-hand', { number: 2 })
  given(...three)
    .when(start, { root: TableId.parse('00000000-0000-4000-8000-00000000000f') })
    .rejects('wrong-hand')
})
test('[TB14] who has no chips keeps the seat and is dealt in again with new ones', () => {
  const bust = withHandEnded(withHand(...three), { stacks: perPlayer([ann, 2000], [bob, 0], [cid, 1000]) })
  expect(startedOf(withHand(...bust)).seats.map(({ player }) => player)).toEqual([ann, cid])
  const more: TableEvent = { type: 'ChipsAdded', player: bob, reservation: seatedReservation, amount: 500, stack: 500 }
  expect(startedOf(withHand(...bust, more)).seats.map(({ player }) => player)).toEqual([ann, bob, cid])
})
const seatedReservation = (seated(9, 0) as Extract<TableEvent, { type: 'PlayerSeated' }>).reservation

const postsWith = (ante: Ante, ...stacks: readonly number[]) => {
  const table = opened({ blinds: { small: 10, big: 20, ante } })
  const sitters = stacks.map((stack, n) => seated(n + 1, n, stack))
  return startedOf(withHand(table, ...sitters)).posts.map(({ seat, kind, amount }) => `${seat} ${kind} ${amount}`)
}
test('[TB16] everybody’s ante goes first, clockwise from the left of the button', () =>
  expect(postsWith({ kind: 'each', amount: 5 }, 1000, 1000, 1000)).toEqual([
    '1 ante 5',
    '2 ante 5',
    '0 ante 5',
    '1 small 10',
    '2 big 20',
  ]))
test('[TB16] a big-blind ante is paid once, by the big blind, before the blinds', () =>
  expect(postsWith({ kind: 'big-blind', amount: 20 }, 1000, 1000, 1000)).toEqual([
    '2 ante 20',
    '1 small 10',
    '2 big 20',
  ]))
test('[TB16] heads-up the button posts the small blind', () =>
  expect(postsWith({ kind: 'each', amount: 5 }, 1000, 1000)).toEqual([
    '1 ante 5',
    '0 ante 5',
    '0 small 10',
    '1 big 20',
  ]))
test('[TB16] a short stack owes the full amount, and nothing once it is empty', () => {
  expect(postsWith({ kind: 'none', amount: 0 }, 1000, 4, 7)).toEqual(['1 small 10', '2 big 20'])
  expect(postsWith({ kind: 'each', amount: 5 }, 1000, 5, 6)).toEqual(['1 ante 5', '2 ante 5', '0 ante 5', '2 big 20'])
})
