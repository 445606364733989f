import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../callers/callers.ts'
import { administrator, type Desk, dealt, failureIn, nobody, openDesk, terms, valueIn } from '../testing/desk.ts'
import type { Density } from './density.ts'
import type { EventBook, LogPage } from './event-book.ts'
import type { Reads } from './reads.ts'
import type { ShownEvent } from './stream-reads.ts'
import type { Timeline } from './timeline.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

type Log = { readonly pages: readonly LogPage[]; readonly next: number | null }
const read = async <T>(what: keyof Reads, caller: Caller, given: { address?: object; query?: string } = {}) =>
  valueIn(await desk.ask(what, caller, given)) as T

const account = async (deposits: number) => {
  const ann = await desk.register()
  for (let n = 0; n < deposits; n++)
    valueIn(
      await desk.send(ann, `player/${ann.player}/DepositFunds`, { data: { amount: 1 }, correlationId: ann.player }),
    )
  await desk.engine.settled()
  return { ann, address: { domain: 'player', root: ann.player } }
}

test('[QS10] a stream is read whole, in part, and as of a sequence, a position, a time; what is not there is empty', async () => {
  const { ann, address } = await account(3)
  const book = (query: string) => read<EventBook>('book', ann, { address, query })
  const { pages, nextSequence } = await book('')
  expect([pages.map(({ sequence }) => sequence), nextSequence]).toEqual([[0, 1, 2, 3, 4], 5])
  expect((await book('from=1&to=2')).pages.map(({ sequence }) => sequence)).toEqual([1, 2])
  expect(await book('asOf=2')).toMatchObject({ nextSequence: 3, position: pages[2]?.position })
  expect(await book(`asOf=position:${pages[3]?.position}`)).toMatchObject({ nextSequence: 4 })
  expect((await book(`asOf=${pages[1]?.recordedAt}`)).nextSequence).toBeGreaterThanOrEqual(2)
  expect(await book('asOf=2999-12-31T23:59:59.123456%2B01:00')).toMatchObject({ nextSequence: 5 })
  expect(await book('asOf=2000-01-01T00:00:00+01:00')).toMatchObject({ nextSequence: 0 })
  expect(await book('asOf=2000-01-01T00:00:00%2B01:00')).toMatchObject({ nextSequence: 0, pages: [], position: 0 })
  const unknown = { address: { domain: 'table', root: randomUUID() } }
  expect(await read('book', nobody, unknown)).toMatchObject({ pages: [], nextSequence: 0 })
})

test('[QS10] a value of the state is followed over a range, as far as the reader may see it', async () => {
  const { ann, address } = await account(3)
  const course = (query: string) => read('course', ann, { address, query })
  expect(await course('pointer=/bankroll&from=2')).toEqual({
    from: 2,
    to: 1001,
    turns: [
      { sequence: 1, value: 10_000 },
      { sequence: 2, value: 10_001 },
      { sequence: 3, value: 10_002 },
      { sequence: 4, value: 10_003 },
    ],
  })
  expect(await course('pointer=/none&to=1')).toEqual({ from: 0, to: 1, turns: [{ sequence: -1, value: undefined }] })
})

test('[QS10] a state is read as of a moment, with the sequence that it stands for', async () => {
  const { ann, address } = await account(3)
  const state = (query: string) => read('state', ann, { address, query })
  expect(await state('')).toMatchObject({ state: { bankroll: 10_003 }, sequence: 4 })
  expect(await state('asOf=2')).toMatchObject({ state: { bankroll: 10_001 }, sequence: 2 })
  expect(await state('asOf=position:0')).toMatchObject({ state: { bankroll: 0 }, sequence: -1 })
  expect(await read('verify', ann, { address })).toEqual({ ok: true, checked: 5 })
})

const root = randomUUID()
const stream = { address: { domain: 'table', root } }
type Wrong = readonly [what: keyof Reads, query: string, field: string]
const wrong: readonly Wrong[] = [
  ...[
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '',
    'now',
    'position:',
    'position:x',
    '99999999999999999999',
    '2026-13-01T00:00:00Z',
  ].map(value => ['book', `asOf=${value}`, 'asOf'] as const),
  ['book', 'asOf=0001-01-01T00:00:00%2B05:00', 'asOf'],
  ['book', 'from=a', 'from'],
  ['book', 'to=-1', 'to'],
  ['book', 'form=1', 'form'],
  ['book', 'edition=%00', 'edition'],
  ['state', 'asOf=2026-11-25', 'asOf'],
  ['course', 'pointer=bankroll', 'pointer'],
  ['course', 'from=-1', 'from'],
  ['timeline', 'limit=0', 'limit'],
  ['timeline', 'limit=501', 'limit'],
  ['timeline', 'limit=ten', 'limit'],
  ['timeline', 'after=-5', 'after'],
  ['timeline', 'before=1e309', 'before'],
  ['timeline', 'after=yesterday', 'after'],
  ['timeline', 'table=1', 'table'],
  ['timeline', 'q=%00', 'q'],
  ['timeline', `type=${'x'.repeat(300)}`, 'type'],
  ['streams', 'search=%25', 'search'],
  ['streams', 'limit=5000', 'limit'],
  ['rows', 'limit=-1', 'limit'],
  ['rows', 'seated=%ED%A0%80', ''],
  ['audit', 'before=x', 'before'],
  ['hand', 'edition=%00', 'edition'],
  ['hand', 'at=3', 'at'],
  ['deadLetters', 'from=yesterday', 'from'],
  ['snapshots', 'root=1', 'root'],
  ['processes', 'process=hand-flow&key=1', 'key'],
]
test.each(wrong)('[QS11] a bad value is refused by its name: %s?%s', async (what, query, field) => {
  const address = { ...stream.address, projection: 'lobby' }
  const result = await desk.ask(what, administrator, { address, query })
  if (field === '') return expect(result).toHaveProperty('value')
  expect(failureIn(result)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: { [field]: expect.any(String) } })
})

test('[QS11] a root that is no id is refused, and an edition or a domain that is not there is not found', async () => {
  const code = async (domain: string, id: string, query = '') =>
    failureIn(await desk.ask('book', administrator, { address: { domain, root: id }, query })).code
  expect(await code('table', '1')).toBe('INVALID_ARGUMENT')
  for (const domain of ['cards', '__proto__', 'constructor', '']) expect(await code(domain, root)).toBe('NOT_FOUND')
  expect(await code('table', root, 'edition=none')).toBe('NOT_FOUND')
  expect(await code('table', root, 'edition=__proto__')).toBe('NOT_FOUND')
})

test('[QS12] what is not for somebody looks like what is not there', async () => {
  const { ann, address } = await account(1)
  const bob = await desk.register('Bob')
  for (const who of [bob, nobody]) {
    for (const what of ['book', 'state', 'course', 'verify'] as const) {
      const [known, unknown] = [
        await desk.ask(what, who, { address }),
        await desk.ask(what, who, { address: { domain: 'player', root: randomUUID() } }),
      ]
      expect(failureIn(known).code).toBe('NOT_FOUND')
      expect(known).toEqual(unknown)
    }
    const forAdministrators = ['projections', 'processes', 'snapshots', 'deadLetters', 'operations', 'audit'] as const
    for (const what of forAdministrators) expect(failureIn(await desk.ask(what, who)).code).toBe('NOT_FOUND')
    expect(failureIn(await desk.ask('rows', who, { address: { projection: 'ledger' } })).code).toBe('NOT_FOUND')
    expect(failureIn(await desk.ask('correlation', who, { address: { id: ann.player } })).code).toBe('NOT_FOUND')
    for (const domain of ['dead-letter', 'edition', 'hand-flow', 'table-flow'])
      expect(failureIn(await desk.ask('book', who, { address: { domain, root } })).code).toBe('NOT_FOUND')
  }
})

test('[QS12] of a player others read what a table shows of whoever sits there', async () => {
  const { ann } = await account(0)
  const bob = await desk.register('Bob')
  await desk.engine.settled()
  const address = { projection: 'player', id: ann.player }
  expect(await read('row', bob, { address })).toMatchObject({ row: { player: ann.player, name: 'Ann', kind: 'human' } })
  expect(Object.keys((await read<{ row: object }>('row', bob, { address })).row)).toEqual(['player', 'name', 'kind'])
  expect(await read('row', ann, { address })).toMatchObject({ row: { bankroll: 10_000 }, lagMs: 0 })
})

test('[QS13] the timeline is read in the log’s order, both ways, page by page, each reader’s own', async () => {
  const { ann } = await account(4)
  const bob = await desk.register('Bob')
  const log = (who: Caller, query: string) => read<Log>('timeline', who, { query })
  const newest = await log(ann, 'domain=player&limit=3')
  expect(newest.pages.map(({ sequence, root }) => [sequence, root])).toEqual([5, 4, 3].map(n => [n, ann.player]))
  const rest = await log(ann, `domain=player&limit=500&before=${newest.next}`)
  expect(rest.pages.map(({ sequence }) => sequence)).toEqual([2, 1, 0])
  expect(rest.next).toBeNull()
  const forward = await log(ann, 'after=0&limit=500')
  expect(forward.pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5])
  expect((await log(bob, 'after=0')).pages.every(({ root }) => root === bob.player)).toBe(true)
  expect((await log(nobody, 'domain=player')).pages).toEqual([])
  const everything = await log(administrator, `correlationId=${ann.player}`)
  expect(everything.pages).toHaveLength(4)
  expect((await log(administrator, `q=${ann.player.slice(0, 13)}&type=PlayerRegistered`)).pages).toHaveLength(1)
  expect((await log(administrator, 'q=no-such-word-anywhere')).pages).toEqual([])
})

test('[QS13] a table’s timeline has its hands, a hand’s nothing else, a player’s whatever names the player', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { table, hand } = await dealt(desk, [ann, bob])
  const log = async (query: string, who: Caller = nobody) =>
    (await read<Timeline>('timeline', who, { query: `limit=500&${query}` })).pages
  const ofTable = await log(`table=${table}`)
  expect(new Set(ofTable.map(({ root }) => root))).toEqual(new Set([table, hand]))
  expect(ofTable.every(({ family }) => family === table)).toBe(true)
  const ofHand = await log(`hand=${hand}`)
  expect(ofHand).toEqual(ofTable.filter(({ root }) => root === hand))
  expect((await log(`root=${table}&domain=table`)).length).toBe(
    ofTable.filter(({ domain }) => domain === 'table').length,
  )
  const ofBob = await log(`player=${bob.player}&table=${table}`)
  expect(ofBob.length).toBeGreaterThan(1)
  expect(ofBob).toEqual(ofTable.filter(({ data }) => data.player === bob.player))
  expect(ofBob.find(({ type }) => type === 'PlayerSeated')).toMatchObject({ words: 'Bob takes seat 2 with 1,000' })
  expect((await log('q=bob takes seat 2&type=PlayerSeated')).map(({ root }) => root)).toContain(table)
  const [first] = ofTable.toReversed()
  expect((await log(`table=${table}&after=${first?.recordedAt}`)).length).toBeLessThan(ofTable.length)
  expect(await log(`table=${randomUUID()}`)).toEqual([])
})

test('[QS13] a private table’s pages are listed to its host, and to nobody who was not told of it', async () => {
  const [host, bob] = [await desk.register(), await desk.register('Bob')]
  const { table, hand } = await dealt(desk, [host, bob], { visibility: 'private' })
  const listed = async (who: Caller, domain: string) =>
    (await read<Log>('timeline', who, { query: `domain=${domain}&limit=500` })).pages.some(page =>
      [table as string, hand].includes(page.root),
    )
  for (const domain of ['table', 'hand']) {
    expect(await listed(host, domain)).toBe(true)
    expect(await listed(administrator, domain)).toBe(true)
    expect(await listed(nobody, domain)).toBe(false)
  }
  expect(await read('book', nobody, { address: { domain: 'table', root: table } })).toHaveProperty('pages.0')
})

test('[QS13] an event is found by its id wherever it is; all editions together are administrators’ alone', async () => {
  const { ann, address } = await account(1)
  const first = (await read<EventBook>('book', ann, { address })).pages[0]
  const found = (who: Caller, query: string) => read<Log>('timeline', who, { query })
  const query = `eventId=${first?.eventId}`
  expect((await found(administrator, `${query}&edition=*`)).pages).toMatchObject([{ eventId: first?.eventId }])
  expect((await found(ann, query)).pages).toHaveLength(1)
  expect((await found(nobody, query)).pages).toEqual([])
  expect((await found(administrator, `eventId=${randomUUID()}`)).pages).toEqual([])
  expect(failureIn(await desk.ask('timeline', ann, { query: 'edition=*' })).code).toBe('NOT_FOUND')
  expect(failureIn(await desk.ask('timeline', administrator, { query: 'eventId=1' })).fields).toHaveProperty('eventId')
})

test('[QS106] the log is read, and counted in bars, between two moments; counted for administrators alone', async () => {
  const { ann, address } = await account(4)
  const { pages } = await read<EventBook>('book', ann, { address })
  const [, second, , fourth] = pages.map(({ recordedAt }) => recordedAt)
  const [since, until] = [second, fourth] as [string, string]
  const within = pages
    .filter(({ recordedAt }) => recordedAt > since && recordedAt <= until)
    .map(({ eventId }) => eventId)
  const times = `root=${ann.player}&since=${since}&until=${until}`
  const listed = async (query: string) =>
    (await read<Log>('timeline', administrator, { query })).pages.map(page => page.eventId)
  expect((await listed(times)).toReversed()).toEqual(within)
  expect(await listed(`${times}&after=0`)).toEqual(within)
  expect(await listed(`root=${ann.player}&until=2000-01-01T00:00:00Z`)).toEqual([])
  expect(await listed(`root=${ann.player}&since=2999-01-01T00:00:00Z`)).toEqual([])
  const density = (query: string) => read<Density>('density', administrator, { query })
  const sum = ({ counts }: Density) => counts.reduce((all, one) => all + one, 0)
  const whole = await density(`root=${ann.player}`)
  expect([sum(whole), whole.counts.length, whole.oneIn]).toEqual([pages.length, 60, 1])
  expect(sum(await density(`root=${ann.player}&until=${until}`))).toBe(
    pages.filter(({ recordedAt }) => recordedAt <= until).length,
  )
  expect(await density(times)).toMatchObject({ span: { from: since, to: until } })
  expect(sum(await density(`root=${ann.player}&since=2999-01-01T00:00:00Z`))).toBe(0)
  expect(failureIn(await desk.ask('density', administrator, { query: 'edition=not-there' })).code).toBe('NOT_FOUND')
  expect(failureIn(await desk.ask('density', administrator, { query: 'since=noon' })).fields).toHaveProperty('since')
  for (const who of [ann, nobody]) expect(failureIn(await desk.ask('density', who, {})).code).toBe('NOT_FOUND')
})

test('[QS82] one event is told as its reader may see it; as it is stored, sealed, to administrators alone', async () => {
  const { ann, address } = await account(1)
  const event = (who: Caller, sequence: string, at: object = address) =>
    desk.ask('event', who, { address: { ...at, sequence } })
  const told = async (who: Caller, sequence = '0', at: object = address) =>
    valueIn(await event(who, sequence, at)) as ShownEvent
  const own = await told(ann)
  expect(own).toMatchObject({ page: { type: 'PlayerRegistered', data: { displayName: 'Ann' } }, nextSequence: 3 })
  expect(own).not.toHaveProperty('stored')
  const stored = (await told(administrator)).stored
  expect(stored?.schemaVersion).toBe(1)
  expect(JSON.stringify(stored)).not.toContain('Ann')
  expect(stored?.data).toHaveProperty('displayName.$personal')
  for (const wrong of ['3', '-1', 'x', '99999999999999999999'])
    expect(failureIn(await event(administrator, wrong)).code).toBe('NOT_FOUND')
  expect(failureIn(await event(nobody, '0')).code).toBe('NOT_FOUND')
  const bob = await desk.register('Bob')
  const { hand } = await dealt(desk, [ann, bob])
  const ofHand = { domain: 'hand', root: hand }
  const { pages } = await read<EventBook>('book', administrator, { address: ofHand })
  const dealing = pages.find(({ type }) => type === 'CardsDealt')?.sequence
  for (const who of [administrator, nobody]) {
    const shown = await told(who, String(dealing), ofHand)
    expect(shown.isPartly).toBe(true)
    expect(JSON.stringify(shown)).not.toContain('private"')
    expect(JSON.stringify(shown)).not.toContain('"cards"')
  }
})

type Workflow = {
  readonly commands: readonly { commandId: string; type: string; outcome: string }[]
  readonly events: readonly LogPage[]
  readonly rejections: readonly string[]
  readonly facts: readonly string[]
  readonly timeouts: readonly { process: string; key: string }[]
  readonly deadLetters: readonly { id: string; status: string }[]
  readonly truncated: boolean
  readonly edges: readonly { from: string; to: string }[]
}
test('[QS14] a workflow tells its commands, events, refusals, and what caused what', async () => {
  const ann = await desk.register()
  const bob = await desk.register('Bob')
  const { table } = await dealt(desk, [ann, bob])
  const correlationId = randomUUID()
  const cat = await desk.register('Cat')
  const data = { amount: 100, table, purpose: 'buy-in', seat: 0 }
  const fields = { data, correlationId, syncMode: 'CASCADE' }
  valueIn(await desk.send(cat, `player/${cat.player}/ReserveFunds`, fields))
  await desk.engine.settled()
  const seen = await read<Workflow>('correlation', administrator, { address: { id: correlationId } })
  const refused = seen.commands.find(({ type }) => type === 'SeatPlayer')
  expect([refused?.outcome, seen.rejections]).toEqual(['refused', [refused?.commandId]])
  const types = seen.events.map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(['FundsReserved', 'FundsReleased']))
  const reserved = seen.events.find(({ type }) => type === 'FundsReserved')
  expect(seen.edges).toContainEqual({ from: reserved?.eventId, to: refused?.commandId })
  const own = await read<Workflow>('correlation', cat, { address: { id: correlationId } })
  expect(own.commands.map(({ type }) => type)).toEqual(['ReserveFunds'])
  expect(own.events.every(({ root }) => [cat.player as string, table].includes(root))).toBe(true)
})

test('[QS14] a workflow tells what it waits for, its dead letters and facts, to administrators alone', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand } = await dealt(desk, [ann, bob])
  const { pages } = await read<EventBook>('book', administrator, { address: { domain: 'hand-flow', root: hand } })
  const linked = pages.find(({ correlationId }) => correlationId !== '')
  const id = linked?.correlationId ?? ''
  const correlationId = randomUUID()
  const stale = { data: { amount: 1 }, sequence: 1, correlationId }
  const refused = await desk.send(ann, `player/${ann.player}/WithdrawFunds`, stale)
  expect(failureIn(refused).reason).toBe('needs-review')
  await desk.engine.settled()
  const told = await read<Workflow>('correlation', administrator, { address: { id: correlationId } })
  expect(told.deadLetters).toMatchObject([{ id: failureIn(refused).deadLetterId, status: 'open' }])
  expect(told.truncated).toBe(false)
  const own = await read<Workflow>('correlation', ann, { address: { id } })
  expect(own).toMatchObject({ deadLetters: [], timeouts: [] })
  const waiting = await read<Workflow>('correlation', administrator, { address: { id } })
  expect(waiting.timeouts).toContainEqual(expect.objectContaining({ process: 'hand-flow', key: hand }))
})

test('[QS15] read models are read by filter and page by page, and what they are behind is said', async () => {
  const ann = await desk.register()
  for (let n = 0; n < 3; n++) {
    valueIn(await desk.send(ann, `table/${randomUUID()}/CreateTable`, { data: { ...terms, name: 'Filtered' } }))
  }
  await desk.engine.settled()
  type Rows = { rows: { row: { table: string } }[]; next: string | null }
  const lobby = (query: string) => read<Rows>('rows', nobody, { address: { projection: 'lobby' }, query })
  const first = await lobby('name=Filtered&limit=2')
  expect(first.rows).toHaveLength(2)
  const rest = await lobby(`name=Filtered&limit=2&cursor=${first.next}`)
  expect([rest.rows.length, rest.next]).toEqual([1, null])
  const players = { address: { projection: 'player' }, query: 'kind=human&limit=1' }
  expect(await read('rows', administrator, players)).toMatchObject({ rows: [{ lagMs: 0 }], next: expect.any(String) })
})

test('[QS16] operators see projections, processes with their timeouts, snapshots, editions and what was done', async () => {
  const ann = await desk.register()
  const bob = await desk.register('Bob')
  const { hand } = await dealt(desk, [ann, bob])
  await desk.engine.settled()
  expect(await read('projections', administrator)).toMatchObject({
    projections: expect.arrayContaining([expect.objectContaining({ name: 'lobby', kind: 'projector', lag: 0 })]),
  })
  const query = `process=hand-flow&key=${hand}`
  const instance = await read<{ timeouts: { name: string }[] }>('processes', administrator, { query })
  expect(instance).toMatchObject({ process: 'hand-flow', key: hand, state: { step: expect.any(String) } })
  expect(await read('processes', administrator)).toMatchObject({
    timeouts: expect.arrayContaining([expect.objectContaining({ key: hand })]),
  })
  const address = { domain: 'player', root: ann.player }
  valueIn(await desk.operations.takeSnapshot(administrator, { body: {}, address }))
  const kept = { query: `domain=player&root=${ann.player}` }
  expect(await read('snapshots', administrator, kept)).toHaveProperty(
    'snapshots.0',
    expect.objectContaining({ retention: 'PERSIST', nextSequence: 3 }),
  )
  valueIn(await desk.operations.removeSnapshots(administrator, { body: undefined, address }))
  expect(await read('snapshots', administrator, kept)).toMatchObject({ snapshots: [] })
  const fact = { data: { text: 'As you were' }, externalId: randomUUID() }
  valueIn(await desk.fact(administrator, { domain: 'table', root: randomUUID(), type: 'RulingRecorded' }, fact))
  expect(await read('audit', administrator)).toMatchObject({
    acts: expect.arrayContaining([expect.objectContaining({ action: 'RulingRecorded', actor: 'administrator' })]),
  })
  expect(await read('catalog', nobody)).toHaveProperty('aggregates.0.commands.0.schema')
})

test('[QS16] a timeout is fired or cancelled by hand', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const { hand } = await dealt(desk, [ann, bob])
  await desk.engine.settled()
  const waiting = async () =>
    (
      await read<{ timeouts: { name: string }[] }>('processes', administrator, {
        query: `process=hand-flow&key=${hand}`,
      })
    ).timeouts
  const [timeout] = await waiting()
  const act = (action: string, name = timeout?.name ?? '') =>
    desk.operations.actOnTimeout(administrator, {
      body: {},
      address: { name: 'hand-flow', key: hand, timeout: name, action },
    })
  expect(failureIn(await act('fire', 'none')).code).toBe('NOT_FOUND')
  expect(failureIn(await act('explode')).code).toBe('NOT_FOUND')
  valueIn(await act('fire'))
  await desk.engine.settled()
  expect(await read('book', ann, { address: { domain: 'hand', root: hand } })).toMatchObject({
    pages: expect.arrayContaining([expect.objectContaining({ type: 'PlayerTimedOut' })]),
  })
})
