import { test } from 'vitest'
import { millisecondsOf } from '@/engine/message'
import { testLog } from '@/engine/testing/envelope'
import { processScenario } from '@/engine/testing/process-scenario'
import type { PlayerEvent } from '../player/events.ts'
import type { TableEvent } from '../table/events.ts'
import { playerId, reservationId, tableId } from '../testing/ids.ts'
import { topUp } from './top-up.ts'

const [table, player, reservation] = [tableId(1), playerId(1), reservationId(1)]
const opened = millisecondsOf('2026-01-05T12:00:00Z')

const given = processScenario(topUp, reservation)
const log = testLog()
const reserved = (purpose: 'buy-in' | 'top-up') => {
  const event: PlayerEvent = {
    type: 'FundsReserved',
    reservation,
    amount: 300,
    table,
    purpose,
    seat: null,
    tableSequence: null,
    kind: 'human',
    available: 700,
    reserved: 300,
  }
  return log.add({ domain: 'player', root: player }, event)
}
const atTable = (event: TableEvent) => log.add({ domain: 'table', root: table }, event)
const added = atTable({ type: 'ChipsAdded', player, reservation, amount: 300, stack: 800 })
const cancelled = atTable({ type: 'AddChipsCancelled', reservation })
const asked = given(reserved('top-up'))

const add = {
  domain: 'table',
  root: table,
  command: { type: 'AddChips', player, reservation, amount: 300 },
  label: 'add',
}
const release = (reason: string) => ({
  domain: 'player',
  root: player,
  command: { type: 'ReleaseFunds', reservations: [reservation], cashedOut: 300, reason },
  label: 'refund',
})

test('[PM40] chips reserved for a top-up are added at the table, and then all is done', () => {
  asked.owes(add, { timeout: 'give-up', dueAt: opened + 600_000 })
  asked.and(added).step('done').owesNothing()
})

test('[PM41] a buy-in is not its business', () => {
  given(reserved('buy-in')).step('idle').owesNothing()
})

test('[PM42] what the table refuses goes back, for the reason that it gave', () => {
  for (const reason of ['over-maximum', 'not-seated', 'leaving']) {
    asked.rejected('add', reason).owes(release(reason))
  }
})

test('[PM42] chips that waited in vain go back once', () => {
  asked.and(cancelled).owes(release('cancelled'))
  asked.and(cancelled, cancelled).owes(release('cancelled'))
  asked.rejected('add', 'leaving').and(cancelled).owes(release('leaving'))
})

test('[PM43] after ten minutes they are called back', () => {
  const late = asked.elapse('give-up')
  late.owes({ domain: 'table', root: table, command: { type: 'CancelAddChips', reservation }, label: 'cancel' })
  late.and(cancelled).owes(release('cancelled'))
})

test('[PM43] chips that lie on the table already stay there', () => {
  const late = asked.elapse('give-up')
  late.rejected('cancel', 'already-added').step('done').owesNothing()
  late.and(added).step('done').owesNothing()
})

test('[PM43] a clock that runs out after the chips were added says nothing', () => {
  const elapsed = { type: 'give-up elapsed', dueAt: opened + 600_000, lateBy: 0, data: null, at: opened + 600_000 }
  asked.and(added).hears(elapsed).step('done')
})
