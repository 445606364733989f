import { expect, test } from 'vitest'
import { send } from '@/engine/define'
import type { Of } from '@/engine/message'
import { sagaScenario } from '@/engine/testing/saga-scenario'
import { Hand } from '../hand/hand.ts'
import { Seat } from '../ids.ts'
import type { PlayerEvent } from '../player/events.ts'
import { Player } from '../player/player.ts'
import { ann, bob, handId, opened, perPlayer, seated, tableId, withHand } from '../table/table.fixture.ts'
import { Table } from '../table/table.ts'
import { reservationId } from '../testing/ids.ts'
import { handTable } from './hand-table.ts'
import { playerTable } from './player-table.ts'
import { tableHand } from './table-hand.ts'
import { tablePlayer } from './table-player.ts'

const all = [Player, Table, Hand]
const reserved: Of<PlayerEvent, 'FundsReserved'> = {
  type: 'FundsReserved',
  reservation: reservationId(1),
  amount: 1000,
  table: tableId,
  purpose: 'buy-in',
  seat: Seat.parse(3),
  tableSequence: 4,
  kind: 'bot',
  available: 0,
  reserved: 1000,
}
const topUp: typeof reserved = { ...reserved, purpose: 'top-up' }

const seating = send(Table, tableId, {
  type: 'SeatPlayer',
  player: ann,
  kind: 'bot',
  reservation: reservationId(1),
  seat: Seat.parse(3),
  amount: 1000,
})
test('[FL1] chips reserved for a buy-in seat the player', () =>
  sagaScenario(playerTable, all)
    .on({ ...reserved, tableSequence: null } as typeof reserved, { root: ann })
    .sends(seating))
test('[FL8] the player is seated as the table was when they looked', () =>
  sagaScenario(playerTable, all)
    .on(reserved, { root: ann })
    .sends({ ...seating, sequence: 4 }))
test('[FL1] chips for a top-up are not the saga’s', () =>
  sagaScenario(playerTable, all).on(topUp, { root: ann }).sendsNothing())

test('[FL2] a started hand is dealt, in a workflow of its own that knows its table', () => {
  const started = withHand(opened(), seated(1, 0), seated(2, 3)).at(-1)
  if (started?.type !== 'HandStarted') throw new Error('no hand started')
  const { type: _, ...setup } = started
  sagaScenario(tableHand, all)
    .on(started, { root: tableId, correlationId: 'the-table' })
    .sends({
      ...send(Hand, handId(1), { type: 'DealCards', table: tableId, ...setup }),
      correlationId: handId(1),
      ext: { domain: 'table', root: tableId },
    })
})

test('[FL3] what a hand comes to ends it at its table', () => {
  const result = { stacks: perPlayer([ann, 1500], [bob, 495]), banks: perPlayer([ann, 60], [bob, 45]), rake: 5 }
  sagaScenario(handTable, all)
    .on({ type: 'HandCompleted', table: tableId, ...result, timedOut: [bob], acted: [ann] } as never, {
      root: handId(1),
    })
    .sends(send(Table, tableId, { type: 'EndHand', hand: handId(1), ...result, timedOut: [bob], acted: [ann] }))
})

test('[FL4] who leaves a table takes the stack back into the account', () =>
  sagaScenario(tablePlayer, all)
    .on({ type: 'PlayerLeft', player: ann, seat: 3, cashedOut: 1300, reservations: [reservationId(1)] } as never, {
      root: tableId,
    })
    .sends(
      send(Player, ann, {
        type: 'ReleaseFunds',
        reservations: [reservationId(1)],
        cashedOut: 1300,
        reason: 'left-table',
      }),
    ))

test('[FL5] a saga answers the same event with the same commands, and passes over the others', () => {
  const once = () => sagaScenario(playerTable, all).on(reserved, { root: ann }).sent()
  expect(once()).toEqual(once())
  for (const saga of [playerTable, tableHand, handTable, tablePlayer]) {
    sagaScenario(saga, all).on({ type: 'SomethingElse' }, { root: ann }).sendsNothing()
    expect(Object.keys(saga.reactions)).toHaveLength(1)
  }
})
test('[FL5] each is known by its name, and listens to one domain', () =>
  expect([playerTable, tableHand, handTable, tablePlayer].map(({ name, domain }) => `${name} ← ${domain}`)).toEqual([
    'player-table ← player',
    'table-hand ← table',
    'hand-table ← hand',
    'table-player ← table',
  ]))
