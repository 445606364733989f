import { expect, test } from 'vitest'
import { rowsAfter } from '@/engine/testing/projector-scenario'
import { Seat } from '../ids.ts'
import type { TableEvent } from '../table/events.ts'
import { type LobbyRow, lobby } from './lobby.ts'
import { ann, bob, chronicle, created, ended, seated, sits, started, table } from './scripted-hand.fixture.ts'

const rowAfter = (...events: readonly TableEvent[]) =>
  rowsAfter<LobbyRow>(lobby, chronicle().ofTable(...events).inputs).get(table)

const leaves = (player: typeof ann, seat: number): TableEvent => ({
  type: 'PlayerLeft',
  player,
  seat: Seat.parse(seat),
  cashedOut: 0,
  reservations: [],
})

test('[VW30] a new table is listed with its terms and nobody at it', () => {
  expect(rowAfter(created)).toMatchObject({
    table,
    name: 'Mild Breeze',
    capacity: 6,
    minBuyIn: 100,
    maxBuyIn: 2000,
    reveal: 'full',
    visibility: 'public',
    host: 'administrator',
    seated: 0,
    bots: 0,
    hands: 0,
    playing: false,
    closed: false,
  })
})

test('[VW31] people and bots are counted as they come and go', () => {
  expect(rowAfter(...seated)).toMatchObject({ seated: 3, bots: 1 })
  expect(rowAfter(...seated, leaves(bob, 1))).toMatchObject({ seated: 2, bots: 0 })
  expect(rowAfter(...seated, leaves(ann, 0))).toMatchObject({ seated: 2, bots: 1 })
  expect(rowAfter(...seated, leaves(bob, 1), sits(bob, 1))).toMatchObject({ seated: 3, bots: 0 })
})

test('[VW32] it says whether a hand runs, how many were played, and that the table is closed', () => {
  expect(rowAfter(...seated, started)).toMatchObject({ playing: true, hands: 7 })
  expect(rowAfter(...seated, started, ended)).toMatchObject({ playing: false, hands: 7 })
  expect(rowAfter(...seated, { type: 'TableClosed' })).toMatchObject({ closed: true, playing: false })
})
