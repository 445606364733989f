import { expect, test } from 'vitest'
import { type Envelope, millisecondsOf } from '@/engine/message'
import { testLog } from '@/engine/testing/envelope'
import { processScenario } from '@/engine/testing/process-scenario'
import type { HandEvent } from '../hand/events.ts'
import { handIdOf, type PlayerId, Seat } from '../ids.ts'
import type { TableEvent } from '../table/events.ts'
import { opened } from '../table/table.fixture.ts'
import { playerId, reservationId, tableId } from '../testing/ids.ts'
import { makeTableFlow, tableFlow } from './table-flow.ts'

const table = tableId(1)
const [ann, bob, cat] = [playerId(1), playerId(2), playerId(3)]
const reservation = reservationId(1)
const noon = millisecondsOf('2026-01-05T12:00:00Z')
const minutes = 60_000
const first = handIdOf(table, 1)

const given = processScenario(tableFlow, table)
const log = testLog()
const atTable = (event: TableEvent, recordedAt = '2026-01-05T12:00:00.000000Z') =>
  log.add({ domain: 'table', root: table, recordedAt }, event)

const created = (host = 'administrator') => atTable(opened({ host }))
const sits = (player: PlayerId, seat: number, more: { kind?: 'human' | 'bot'; recordedAt?: string } = {}) =>
  atTable(
    { type: 'PlayerSeated', player, kind: more.kind ?? 'human', seat: Seat.parse(seat), stack: 500, reservation },
    more.recordedAt,
  )
const twoSeated = [created(), sits(ann, 0), sits(bob, 3)]

const committed = (hand: string, ext: Envelope['ext'] = { domain: 'table', root: table }) => {
  const event: HandEvent = {
    type: 'DeckCommitted',
    commitment: '0'.repeat(64),
    algorithm: 'hmac-sha256-fisher-yates-1',
  }
  return log.add({ domain: 'hand', root: hand, ext }, event)
}
const started = atTable({
  type: 'HandStarted',
  hand: first,
  number: 1,
  button: Seat.parse(0),
  smallBlindSeat: Seat.parse(0),
  bigBlindSeat: Seat.parse(3),
  seats: [
    { seat: Seat.parse(0), player: ann, stack: 500, bank: 60 },
    { seat: Seat.parse(3), player: bob, stack: 500, bank: 60 },
  ],
  variant: 'texas-holdem',
  blinds: { small: 5, big: 10, ante: { kind: 'none', amount: 0 } },
  posts: [],
  terms: { actionSeconds: 20, reveal: 'shown-only', rake: null },
})
const ended = (annStack: number, recordedAt = '2026-01-05T12:01:00.000000Z') =>
  atTable(
    {
      type: 'HandEnded',
      hand: first,
      changes: { [ann]: annStack - 500, [bob]: 500 - annStack },
      stacks: { [ann]: annStack, [bob]: 1000 - annStack },
      banks: { [ann]: 60, [bob]: 60 },
      rake: 0,
      timedOut: [],
      acted: [ann, bob],
    },
    recordedAt,
  )
const playedHand = [...twoSeated, committed(first), started]

test('[PM20] as soon as two can play the deck is prepared, and the hand starts three seconds later', () => {
  const waiting = given(...twoSeated).owes(
    {
      domain: 'hand',
      root: first,
      command: { type: 'PrepareDeck' },
      label: 'deck-1',
      correlationId: first,
      ext: { domain: 'table', root: table },
    },
    { timeout: 'next-hand', dueAt: noon + 3000 },
  )
  waiting
    .and(committed(first))
    .owes({ timeout: 'next-hand' })
    .elapse('next-hand')
    .owes({ domain: 'table', command: { type: 'StartHand', hand: first }, label: 'start-1', correlationId: first })
})

test('[PM20] without its deck no hand is started', () => {
  given(...twoSeated)
    .elapse('next-hand')
    .owes({ label: 'deck-1' })
    .and(committed(first))
    .owes({ label: 'start-1' })
})

test('[PM20] while a hand runs none is prepared; three seconds after it the next one may start', () => {
  given(...playedHand).owesNothing()
  const second = handIdOf(table, 2)
  given(...playedHand, ended(600)).owes(
    { root: second, label: 'deck-2' },
    { timeout: 'next-hand', dueAt: noon + minutes + 3000 },
  )
})

test('[PM21] one player waits, and bots do not play among themselves', () => {
  given(created(), sits(ann, 0)).owesNothing()
  const bots = [created(), sits(ann, 0, { kind: 'bot' }), sits(bob, 1, { kind: 'bot' })]
  given(...bots).owesNothing()
  given(...bots, sits(cat, 2)).owes({ label: 'deck-1' }, { timeout: 'next-hand' })
})

test('[PM22] a pause takes the waiting away, and it begins anew', () => {
  const prepared = given(...twoSeated, committed(first))
  const paused = prepared.and(atTable({ type: 'TablePaused' }))
  paused.owesNothing()
  paused
    .and(atTable({ type: 'TableResumed' }, '2026-01-05T12:10:00.000000Z'))
    .owes({ timeout: 'next-hand', dueAt: noon + 10 * minutes + 3000 })
})

test('[PM22] a newcomer does not put the next hand off', () => {
  given(...twoSeated, sits(cat, 5, { recordedAt: '2026-01-05T12:00:02.000000Z' })).owes(
    { label: 'deck-1' },
    { timeout: 'next-hand', dueAt: noon + 3000 },
  )
})

test('[PM22] a timer that belongs to an earlier waiting says nothing', () => {
  const elapsed = { type: 'next-hand elapsed', dueAt: noon + 1, lateBy: 0, data: 'next-hand', at: noon }
  given(...twoSeated, committed(first))
    .hears(elapsed)
    .owes({ timeout: 'next-hand' })
})

test('[PM23] who has no chips for a minute gives up the seat', () => {
  const busted = given(...playedHand, ended(0))
  busted.owes({ timeout: `bust:${ann}`, dueAt: noon + 2 * minutes })
  busted.elapse(`bust:${ann}`).owes({
    domain: 'table',
    root: table,
    command: { type: 'LeaveTable', player: ann },
    label: `bust:${ann}:${noon + minutes}`,
  })
})

test('[PM23] chips that come in time keep the seat', () => {
  const chips = atTable({ type: 'ChipsAdded', player: ann, reservation, amount: 200, stack: 200 })
  expect(
    given(...playedHand, ended(0), chips)
      .timeouts()
      .map(({ timeout }) => timeout),
  ).toEqual(['next-hand'])
})

test('[PM24] who sits out for 15 minutes gives up the seat; who is back in time keeps it', () => {
  const out = given(created(), sits(ann, 0), atTable({ type: 'PlayerSatOut', player: ann, seat: Seat.parse(0) }))
  out
    .owes({ timeout: `away:${ann}`, dueAt: noon + 15 * minutes })
    .elapse(`away:${ann}`)
    .owes({ command: { type: 'LeaveTable', player: ann } })
  out.and(atTable({ type: 'PlayerSatIn', player: ann, seat: Seat.parse(0) })).owesNothing()
})

test('[PM25] who is disconnected for 5 minutes gives up the seat, also during a hand', () => {
  const gone = given(...playedHand, atTable({ type: 'PlayerDisconnected', player: bob }))
  gone
    .owes({ timeout: `gone:${bob}`, dueAt: noon + 5 * minutes })
    .elapse(`gone:${bob}`)
    .owes({ command: { type: 'LeaveTable', player: bob } })
  gone.and(atTable({ type: 'PlayerReconnected', player: bob })).owesNothing()
  gone.and(atTable({ type: 'PlayerLeaving', player: bob, hand: first })).owesNothing()
})

test('[PM25] whoever leaves is not waited for any longer, and a second absence is one of its own', () => {
  const away = (recordedAt: string) => atTable({ type: 'PlayerSatOut', player: ann, seat: Seat.parse(0) }, recordedAt)
  const left = atTable({ type: 'PlayerLeft', player: ann, seat: Seat.parse(0), cashedOut: 500, reservations: [] })
  const once = given(created(), sits(ann, 0), away('2026-01-05T12:00:00.000000Z'))
  once.and(left).owesNothing()
  const again = once.and(left, sits(ann, 0), away('2026-01-05T13:00:00.000000Z'))
  const labels = [once, again].map(flow => flow.elapse(`away:${ann}`).commands()[0]?.label)
  expect(new Set(labels).size).toBe(2)
})

test("[PM26] a player's own table closes after 15 minutes with nobody seated, the house's does not", () => {
  given(created()).owesNothing()
  const empty = given(created(ann))
  empty
    .owes({ timeout: 'idle', dueAt: noon + 15 * minutes })
    .elapse('idle')
    .owes({ domain: 'table', command: { type: 'CloseTable' } })
  empty.and(sits(ann, 0)).owesNothing()
})

test('[PM27] a closing or closed table waits for nothing', () => {
  given(...twoSeated, atTable({ type: 'TableClosing' })).owesNothing()
  given(...twoSeated, atTable({ type: 'TableClosed' }))
    .step('closed')
    .owesNothing()
})

test('[PM28] hands of other tables, and hands of no table, do not concern it', () => {
  const other = { domain: 'table', root: tableId(2) }
  for (const ext of [other, null, 'table']) {
    given(...twoSeated, committed(first, ext)).owes({ label: 'deck-1' }, { timeout: 'next-hand' })
  }
})

test('[PM28] the pause before a hand is the server’s to choose', () => {
  const quick = processScenario(makeTableFlow({ nextHand: 5, runOut: 0, show: 0 }), table)
  quick(...twoSeated).owes({ label: 'deck-1' }, { timeout: 'next-hand', dueAt: noon + 5 })
})

test('[PM29] refusals that another event explains are passed over, any other is a dead letter', () => {
  const due = given(...twoSeated, committed(first)).elapse('next-hand')
  for (const reason of ['not-enough-players', 'hand-in-progress', 'paused', 'table-closed']) {
    due.rejected('start-1', reason).owes({ label: 'start-1' })
  }
  expect(() => due.rejected('start-1', 'wrong-hand')).toThrow('dead letter')
})

test('[PM30] in an edition nothing follows the hand, and nobody is waited for', () => {
  const end = ended(0)
  const aside = { event: end.event, source: { ...end.source, edition: 'what-if' } }
  given(...playedHand, aside)
    .step('aside')
    .owesNothing()
})
