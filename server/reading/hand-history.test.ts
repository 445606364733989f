import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceOf } from '@/domain/bots/chance'
import { handIdOf, type PlayerId, type TableId } from '@/domain/ids'
import type { TableSeat, TableView } from '@/domain/projections/table-view'
import type { HandHistory } from '@/domain/replay/history'
import { type Frame, seatViewAt, tableViewAt, tapeOf } from '@/domain/replay/tape'
import { actAnyhow } from '@/domain/testing/anything'
import { type House, openHouse, quick, seated } from '@/domain/testing/house'
import type { Caller } from '../callers/callers'
import type { Queries } from '../instance'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, valueIn } from '../testing/desk'
import { makeNames } from './names'
import { makeQueries } from './queries'

const asCaller = (player: PlayerId): Caller => ({ kind: 'player', player, name: 'Player' })

/** The table takes the mark of an all-in off once it has settled a hand. */
const ofSeat =
  (hand: TableView['hand']) =>
  ({ queued: _, additions: __, connected: ___, status: ____, ...seat }: TableSeat) =>
    hand?.phase === 'over' ? { ...seat, allIn: null } : seat
/** What the hand says of its table: who comes and goes beside it is the table's own to tell. */
const ofHand = ({ seats, hand, log, name, blinds, capacity, names }: TableView, seat: unknown) => ({
  seats: seats.filter(({ inHand }) => inHand).map(ofSeat(hand)),
  hand,
  log: log
    .slice(log.findLastIndex(({ text }) => text === `Hand ${hand?.number}`))
    .map(({ player, text }) => [player, text]),
  ...{ name, blinds, capacity, seat },
  names: seats.filter(({ inHand }) => inHand).map(({ player }) => names[player]),
})
const replayed = (frame: Frame, history: HandHistory) =>
  ofHand(tableViewAt(frame, history), seatViewAt(frame, history.viewer))

type Look = { readonly hand: string; readonly last: number; readonly seen: readonly unknown[] }

/** What every caller is shown by the live table now, held against the replay of the hand as far as it has come. */
const look = async (queries: Queries, callers: readonly Caller[], table: TableId): Promise<Look | undefined> => {
  const seen = []
  let last = -1
  let hand = ''
  for (const caller of callers) {
    const row = (await queries.table(caller, table))?.row
    const seat = (await queries.seat(caller, table)).row
    hand = row?.hand?.hand ?? ''
    const history = await queries.hand(caller, hand, '')
    if (!row || !history) return undefined
    last = history.nextSequence - 1
    const live = ofHand(row, seat)
    expect(replayed(tapeOf(history).at(last), history)).toEqual(live)
    expect(history.over).toBe(row.hand?.phase === 'over')
    seen.push(live)
  }
  return { hand, last, seen }
}

const playOn = async (house: House, table: TableId, chance: () => number) => {
  const { hand } = await house.row(table)
  if (hand?.turn) await actAnyhow({ house, table, chance, players: [] })
  else await house.wait(20)
}

test.each(['shown-only', 'full'] as const)(
  '[RY1] every moment that was looked at live is found again in the replay of the whole hand, by everybody (%s)',
  { timeout: 60_000 },
  async reveal => {
    const house = await openHouse(quick)
    const table = await house.open({ reveal })
    const players = await seated(house, table, [400, 250, 900, 1200])
    const queries = makeQueries(house.engine(), makeNames(house.engine()), () => 0)
    const callers = [...players.map(asCaller), nobody, administrator]
    const chance = chanceOf(`replay ${reveal}`)
    const looks: Look[] = []
    for (let moves = 0; moves < 150; moves++) {
      await playOn(house, table, chance)
      const found = await look(queries, callers, table)
      if (found) looks.push(found)
    }
    for (const { hand, last, seen } of looks) {
      for (const [n, caller] of callers.entries()) {
        const history = (await queries.hand(caller, hand, '')) as HandHistory
        expect(replayed(tapeOf(history).at(last), history)).toEqual(seen[n])
      }
    }
    expect(new Set(looks.map(({ hand }) => hand)).size).toBeGreaterThan(2)
    await house.close()
  },
)

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

const read = (caller: Caller, id: string, query = '') => desk.ask('hand', caller, { address: { id }, query })

test('[RY2] what is not there, not dealt or not the caller’s looks the same', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { table, hand } = await dealt(desk, [ann, bob])
  const undealt = handIdOf(table as TableId, 2)
  for (const caller of [ann, bob, nobody, administrator]) {
    const unknown = await read(caller, randomUUID())
    expect(failureIn(unknown).code).toBe('NOT_FOUND')
    expect(await read(caller, undealt)).toEqual(unknown)
    expect(await read(caller, table)).toEqual(unknown)
    expect(await read(caller, hand, 'edition=somebody-elses')).toEqual(unknown)
    expect(valueIn(await read(caller, hand))).toMatchObject({ hand, table, number: 1, over: false, next: null })
  }
  expect(failureIn(await read(ann, 'hand-1'))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: { root: expect.any(String) },
  })
})

test('[RY2] an edition is read by its owner and administrators', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand } = await dealt(desk, [ann, bob])
  const divergence = { kind: 'position', position: (valueIn(await read(ann, hand)) as HandHistory).pages[3]?.position }
  const body = { name: 'only-the-start', purpose: 'to look at', divergence }
  valueIn(await desk.operations.createEdition(administrator, { body, address: {} }))
  const cut = valueIn(await read(administrator, hand, 'edition=only-the-start')) as HandHistory
  expect(cut).toMatchObject({ edition: 'only-the-start', nextSequence: 4, previous: null, next: null })
  for (const caller of [ann, bob, nobody])
    expect(await read(caller, hand, 'edition=only-the-start')).toEqual(await read(caller, randomUUID()))
})

test('[RY3] hands of a table follow one another', async () => {
  const house = await openHouse(quick)
  const table = await house.open()
  await seated(house, table, [400, 250])
  const queries = makeQueries(house.engine(), makeNames(house.engine()), () => 0)
  const chance = chanceOf('one after the other')
  while (((await house.row(table)).hand?.number ?? 0) < 3) await playOn(house, table, chance)
  const ids = [1, 2, 3].map(number => handIdOf(table, number))
  const found = await Promise.all(ids.map(id => queries.hand(nobody, id, '')))
  expect(found.map(hand => hand?.previous)).toEqual([null, ids[0], ids[1]])
  expect(found.map(hand => hand?.next)).toEqual([ids[1], ids[2], null])
  await house.close()
})
