import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { PlayerId, Seat } from '../ids.ts'
import { reservationId } from '../testing/ids.ts'
import type { TableCommand } from './commands.ts'
import type { TableEvent } from './events.ts'
import { canStart, freeSeats, nextHandNumber } from './state.ts'
import { ann, bob, cid, handId, opened, seated, withHand, withHandEnded } from './table.fixture.ts'
import { Table } from './table.ts'

const given = scenario(Table)
const create = {
  type: 'CreateTable',
  name: 'The long table',
  variant: 'texas-holdem',
  smallBlind: 10,
  bigBlind: 20,
  ante: { kind: 'none', amount: 0 },
  minBuyIn: 400,
  maxBuyIn: 2000,
  seats: 6,
  actionSeconds: 20,
  timeBankSeconds: 60,
  reveal: 'shown-only',
  visibility: 'public',
  rake: null,
} as const satisfies TableCommand

test('[TB1] a table opens with its terms, and who opens it is its host', () => {
  given().when(create, { actor: 'administrator' }).then(opened())
  given()
    .when(create, { actor: ann })
    .then(opened({ host: ann }))
  expect(Table.hostOf?.(given(opened({ host: ann })).state())).toBe(ann)
  expect(Table.hostOf?.(given().state())).toBeUndefined()
})
test('[TB32] a player has three tables open at most, the house any number', () => {
  const hosted = (...hosts: readonly string[]) => ({
    rows: { 'table-hosts/all': { open: Object.fromEntries(hosts.map((host, n) => [`table ${n}`, host])) } },
  })
  given()
    .when(create, { actor: ann, ...hosted(ann, bob, ann) })
    .then(opened({ host: ann }))
  given()
    .when(create, { actor: ann, ...hosted(ann, ann, bob, ann) })
    .rejects('too-many-tables', { most: 3 })
  given()
    .when(create, { actor: 'administrator', ...hosted(ann, ann, ann, bob) })
    .then(opened())
  expect(Table.lookups?.CreateTable?.(create, { root: ann })).toEqual([{ projection: 'table-hosts', key: 'all' }])
})
test('[TB1] a table opens once', () => given(opened()).when(create).rejects('table-exists'))

const atAnyTable: readonly TableCommand[] = [
  { type: 'SeatPlayer', player: ann, kind: 'human', reservation: reservationId(1), seat: null, amount: 1000 },
  { type: 'LeaveTable', player: ann },
  { type: 'SitOut', player: ann },
  { type: 'SitIn', player: ann },
  { type: 'AddChips', player: ann, reservation: reservationId(1), amount: 1000 },
  { type: 'CancelAddChips', reservation: reservationId(1) },
  { type: 'StartHand', hand: handId(1) },
  { type: 'EndHand', hand: handId(1), stacks: {}, banks: {}, rake: 0, timedOut: [], acted: [] },
  { type: 'PauseTable' },
  { type: 'ResumeTable' },
  { type: 'CloseTable' },
]
test.each(atAnyTable)('[TB1] nothing happens at a table that was never opened: $type', command =>
  given().when(command).rejects('table-not-found'),
)

test('[TB2] only hold’em is offered', () => {
  given()
    .when({ ...create, variant: 'omaha' })
    .rejects('variant-not-offered', { variant: 'omaha' })
  given()
    .when({ ...create, variant: 'five-card-draw' })
    .rejects('variant-not-offered')
})
test('[TB2] neither the small blind nor the ante is above the big blind', () => {
  const rejected = (other: Partial<Extract<TableCommand, { type: 'CreateTable' }>>) =>
    given()
      .when({ ...create, ...other })
      .rejects('blinds-invalid')
  rejected({ smallBlind: 21 })
  rejected({ ante: { kind: 'each', amount: 21 } })
  rejected({ ante: { kind: 'big-blind', amount: 0 } })
  rejected({ ante: { kind: 'none', amount: 5 } })
  given()
    .when({ ...create, smallBlind: 20, ante: { kind: 'big-blind', amount: 20 } })
    .thenTypes('TableCreated')
})
test('[TB2] the buy-in goes from one big blind at least up to its maximum', () => {
  const rejected = (minBuyIn: number, maxBuyIn: number) =>
    given()
      .when({ ...create, minBuyIn, maxBuyIn })
      .rejects('buy-in-range-invalid', { minBuyIn, maxBuyIn, bigBlind: 20 })
  rejected(401, 400)
  rejected(19, 400)
  given()
    .when({ ...create, minBuyIn: 20, maxBuyIn: 20 })
    .thenTypes('TableCreated')
})
test.each(['a\u0000b', 'a\u202eb', '\u3164', 'a\ufe0f', 'a\ud800', '   ', 'x'.repeat(41)])(
  '[TB2] the name of a table can be read: not %j',
  name => expect(Table.commands.CreateTable.schema.safeParse({ ...create, name }).success).toBe(false),
)

test('[TB8] who sits out keeps the seat and is not dealt in, until they sit in again', () => {
  const table = [opened(), seated(1, 0), seated(2, 3), seated(3, 5)]
  const out = given(...table).when({ type: 'SitOut', player: bob })
  out.then({ type: 'PlayerSatOut', player: bob, seat: Seat.parse(3) })
  expect(given(...withHand(...table, ...out.events())).state().hand?.dealt).toMatchObject([
    { player: ann },
    { player: cid },
  ])
  const back = given(...table, ...out.events()).when({ type: 'SitIn', player: bob })
  back.then({ type: 'PlayerSatIn', player: bob, seat: Seat.parse(3) })
  expect(given(...withHand(...table, ...out.events(), ...back.events())).state().hand?.dealt).toHaveLength(3)
})
test('[TB8] sitting out during a hand counts from the next one', () => {
  const playing = withHand(opened(), seated(1, 0), seated(2, 3), seated(3, 5))
  const out = given(...playing)
    .when({ type: 'SitOut', player: bob })
    .events()
  expect(given(...playing, ...out).state().hand?.dealt).toHaveLength(3)
  expect(given(...withHand(...withHandEnded([...playing, ...out]))).state().hand?.dealt).toHaveLength(2)
})
test('[TB8] sitting out or in again changes nothing; it takes a seat', () => {
  const out = { type: 'PlayerSatOut', player: ann, seat: Seat.parse(0) } as const
  given(opened(), seated(1, 0), out).when({ type: 'SitOut', player: ann }).then()
  given(opened(), seated(1, 0)).when({ type: 'SitIn', player: ann }).then()
  given(opened()).when({ type: 'SitOut', player: ann }).rejects('not-seated')
  given(opened()).when({ type: 'SitIn', player: ann }).rejects('not-seated')
})
test('[TB8] who leaves neither rests nor returns', () => {
  const leaving: TableEvent = { type: 'PlayerLeaving', player: ann, hand: handId(1) }
  const table = [...withHand(opened(), seated(1, 0), seated(2, 3)), leaving]
  given(...table)
    .when({ type: 'SitOut', player: ann })
    .rejects('leaving')
  given(...table)
    .when({ type: 'SitIn', player: ann })
    .rejects('leaving')
})

test('[TB22] a pause lets the hand end and no other start', () => {
  const playing = withHand(opened(), seated(1, 0), seated(2, 3))
  given(...playing)
    .when({ type: 'PauseTable' })
    .then({ type: 'TablePaused' })
  const paused = withHandEnded([...playing, { type: 'TablePaused' }])
  given(...paused)
    .when({ type: 'StartHand', hand: handId(2) })
    .rejects('paused')
  given(...paused)
    .when({ type: 'ResumeTable' })
    .then({ type: 'TableResumed' })
  given(...paused, { type: 'TableResumed' })
    .when({ type: 'StartHand', hand: handId(2) })
    .thenTypes('HandStarted')
})
test('[TB22] pausing twice or resuming what runs changes nothing', () => {
  given(opened(), { type: 'TablePaused' }).when({ type: 'PauseTable' }).then()
  given(opened()).when({ type: 'ResumeTable' }).then()
})
test('[TB22] a closed table is neither paused nor resumed', () => {
  given(opened(), { type: 'TableClosed' }).when({ type: 'PauseTable' }).rejects('table-closed')
  given(opened(), { type: 'TableClosing' }).when({ type: 'ResumeTable' }).rejects('table-closed')
})

test('[TB24] facts about a connection change only whether one is there, and never who may play', () => {
  const table = [opened(), seated(1, 0), seated(2, 3)]
  const gone = given(...table, { type: 'PlayerDisconnected', player: ann }).state()
  expect(gone.disconnected).toEqual({ [ann]: true })
  expect(canStart(gone)).toBe(true)
  const back = given(...table, { type: 'PlayerDisconnected', player: ann }, { type: 'PlayerReconnected', player: ann })
  expect(back.state()).toEqual(given(...table).state())
  expect(given(...table, { type: 'PlayerDisconnected', player: cid }).state()).toEqual(given(...table).state())
})
test('[TB24] a ruling changes nothing', () =>
  expect(given(opened(), { type: 'RulingRecorded', text: 'Play on.' }).state()).toEqual(given(opened()).state()))
test('[TB24] only these come from outside', () =>
  expect(
    Object.entries(Table.events)
      .filter(([, declaration]) => 'fact' in declaration)
      .map(([type]) => type),
  ).toEqual(['PlayerDisconnected', 'PlayerReconnected', 'RulingRecorded']))

test('[TB25] the table says which seats are free, lowest first', () => {
  expect(freeSeats(given(opened({ seats: 3 }), seated(1, 1)).state())).toEqual([0, 2])
  expect(freeSeats(given().state())).toEqual([])
})
test('[TB25] a hand can start with two players who have chips and do not sit out', () => {
  const two = [opened(), seated(1, 0), seated(2, 3)]
  const state = (...history: readonly TableEvent[]) => canStart(given(...history).state())
  expect(state()).toBe(false)
  expect(state(opened(), seated(1, 0))).toBe(false)
  expect(state(...two)).toBe(true)
  expect(state(...two, { type: 'PlayerSatOut', player: ann, seat: Seat.parse(0) })).toBe(false)
  expect(state(...two, { type: 'TablePaused' })).toBe(false)
  expect(state(...two, { type: 'TableClosing' })).toBe(false)
  expect(state(...withHand(...two))).toBe(false)
})
test('[TB25] hands are numbered from 1, whatever became of the one before', () => {
  const two = [opened(), seated(1, 0), seated(2, 3)]
  expect(nextHandNumber(given(...two).state())).toBe(1)
  expect(nextHandNumber(given(...withHand(...two)).state())).toBe(2)
  expect(nextHandNumber(given(...withHandEnded(withHand(...two))).state())).toBe(2)
})

test('[TB27] who may send what', () => {
  const by = Object.fromEntries(Object.entries(Table.commands).map(([type, declared]) => [type, declared.by.join(' ')]))
  expect(by).toEqual({
    CreateTable: 'player floor',
    SeatPlayer: 'engine',
    LeaveTable: 'player host engine floor',
    SitOut: 'player engine',
    SitIn: 'player engine',
    AddChips: 'engine',
    CancelAddChips: 'engine',
    StartHand: 'engine',
    EndHand: 'engine',
    PauseTable: 'host floor',
    ResumeTable: 'host floor',
    CloseTable: 'host floor engine',
  })
})
test('[TB28] a player id is never taken for a map’s own property', () =>
  expect(PlayerId.safeParse('__proto__').success).toBe(false))
