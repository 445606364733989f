import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Caller } from '../callers/callers.ts'
import { administrator, type Desk, failureIn, nobody, openDesk, terms, valueIn } from '../testing/desk.ts'
import type { Act, AuditPage } from './audit.ts'

const ann: Caller = { kind: 'administrator', name: 'Ann' }
const bea: Caller = { kind: 'administrator', name: '=Bea' }
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const audit = async (query = '') => valueIn(await desk.ask('audit', administrator, { query })) as AuditPage
const file = async (query: string) => valueIn(await desk.ask('auditFile', administrator, { query })) as { text: string }
const summary = ({ actor, action, events, reason }: Act) => [actor, action, events, reason]

test('[QS100] what operators did is told by who, what, to which stream, when and why; events of one command are one act', async () => {
  const [player, table] = [await desk.register(), randomUUID()]
  valueIn(await desk.send(ann, `table/${table}/CreateTable`, { data: terms }))
  valueIn(await desk.send(bea, `table/${table}/CloseTable`))
  valueIn(
    await desk.send(ann, `player/${player.player}/AdjustBankroll`, {
      data: { amount: 5, reason: 'Found' },
      sequence: 2,
    }),
  )
  const ruling = { domain: 'table', root: table, type: 'RulingRecorded' }
  valueIn(await desk.fact(bea, ruling, { data: { text: 'Play on.' }, externalId: 'r-1' }))
  const { acts, next } = await audit()
  expect(next).toBeNull()
  expect(acts.map(summary)).toEqual([
    ['administrator/=Bea', 'RulingRecorded', ['RulingRecorded'], null],
    ['administrator/Ann', 'AdjustBankroll', ['BankrollAdjusted'], 'Found'],
    ['administrator/=Bea', 'CloseTable', ['TableClosed'], null],
    ['administrator/Ann', 'CreateTable', ['TableCreated'], null],
  ])
  expect((await audit('actor=administrator/Ann')).acts).toHaveLength(2)
  expect((await audit('action=TableClosed')).acts.map(summary)).toEqual([summary(acts[2] as Act)])
  expect((await audit(`root=${table}&domain=table`)).acts).toHaveLength(3)
  const [, second] = acts as [Act, Act]
  expect((await audit(`to=${second.at}`)).acts.map(({ id }) => id)).not.toContain(acts[0]?.id)
  expect((await audit(`from=${acts[0]?.at}`)).acts.map(({ action }) => action)).toEqual(['RulingRecorded'])
})

test('[QS100] page by page it is the same list, and as a file, in which nothing is a formula', async () => {
  const all = (await audit()).acts.map(({ id }) => id)
  const paged: string[] = []
  for (let before: number | null | undefined; before !== null; ) {
    const page: AuditPage = await audit(`limit=1${before === undefined ? '' : `&before=${before}`}`)
    paged.push(...page.acts.map(({ id }) => id))
    before = page.next
  }
  expect(paged).toEqual(all)
  const lines = (await file('format=jsonl')).text.trim().split('\n')
  expect(lines.map(line => JSON.parse(line).id)).toEqual(all)
  const csv = (await file('format=csv&actor=administrator/%3DBea')).text
  expect(csv.split('\r\n')).toHaveLength(4)
  expect(csv).toContain('"administrator/=Bea","RulingRecorded","table"')
  expect(failureIn(await desk.ask('auditFile', administrator, { query: 'format=pdf' })).fields).toHaveProperty('format')
})

test('[QS100] what only the sessions know is recorded by nobody else, and a name is no player', async () => {
  const fact = { domain: 'operator', root: randomUUID(), type: 'OperatorRefused' }
  expect(failureIn(await desk.fact(ann, fact, { data: { from: 'x' }, externalId: 'f' })).reason).toBe(
    'recorded-by-sign-in',
  )
  const table = randomUUID()
  const created = valueIn(await desk.send(ann, `table/${table}/CreateTable`, { data: terms }))
  expect(created.pages[0]?.data).toMatchObject({ host: 'administrator' })
})

test('[QS101] what is wrong with a fact is told by the field, and with what nobody declared, that it is not there', async () => {
  const at = { domain: 'table', root: randomUUID(), type: 'RulingRecorded' }
  const refused = failureIn(await desk.fact(ann, at, { data: { text: '', colour: 1 }, externalId: 'f-1' }))
  expect(refused.fields).toEqual({ 'data.text': expect.any(String), 'data.colour': expect.any(String) })
  expect(failureIn(await desk.fact(ann, { ...at, type: 'TableClosed' }, { data: {}, externalId: 'f' })).code).toBe(
    'NOT_FOUND',
  )
})

test('[QS102] the log is asked about a message: how often, examples without what is private, what it came from', async () => {
  const of = async (domain: string, type: string) =>
    valueIn(await desk.ask('message', administrator, { address: { domain, type } })) as Record<string, unknown>
  await desk.register('Cat')
  expect(await of('player', 'FundsDeposited')).toMatchObject({
    isAll: true,
    from: { DepositFunds: 2 },
    days: [{ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), events: 2 }],
  })
  const { sent } = (await of('player', 'RegisterPlayer')) as { sent: { data: object }[] }
  expect(sent[0]?.data).toEqual({ type: 'RegisterPlayer', kind: 'human' })
  expect(
    failureIn(await desk.ask('message', administrator, { address: { domain: 'player', type: 'Nope' } })).code,
  ).toBe('NOT_FOUND')
  const { events } = valueIn(await desk.ask('emitted', administrator)) as { events: { type: string; last: unknown }[] }
  expect(events.find(({ type }) => type === 'PlayerRegistered')?.last).not.toBeNull()
  expect(events.find(({ type }) => type === 'PotAwarded')?.last).toBeNull()
})

test('[QS104] the catalog tells for which reasons a domain refuses, with rule, code and sentence', async () => {
  const { aggregates } = valueIn(await desk.ask('catalog', nobody)) as {
    aggregates: { domain: string; refusals: { reason: string }[] }[]
  }
  const of = (domain: string) => aggregates.find(one => one.domain === domain)?.refusals
  expect(of('player')).toContainEqual({
    reason: 'insufficient-funds',
    code: 'FAILED_PRECONDITION',
    rule: 'PL6',
    message: 'There are not enough free chips in the account.',
  })
  expect(of('table')).toContainEqual(expect.objectContaining({ reason: 'table-not-found', code: 'NOT_FOUND' }))
  expect(of('hand')).toContainEqual(expect.objectContaining({ reason: 'stale-decision', rule: 'HD20' }))
  expect(of('branch')).toEqual([])
})

test('[QS105] what is asked of every consumer, or of every type of event, is asked of the store at once', async () => {
  const { projections, events } = desk.ports
  const [counts, lastOf, search] = [
    vi.spyOn(projections, 'counts'),
    vi.spyOn(events, 'lastOf'),
    vi.spyOn(events, 'search'),
  ]
  const { projections: rows } = valueIn(await desk.ask('projections', administrator)) as { projections: unknown[] }
  const { events: types } = valueIn(await desk.ask('emitted', administrator)) as { events: unknown[] }
  expect([rows.length > 10, types.length > 50]).toEqual([true, true])
  expect([counts, lastOf, search].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0])
  vi.restoreAllMocks()
})
