import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { expectDone, openTable } from './testing/play.ts'
import { administrator, guest, type Player, type Reply, stranger, type Visitor } from './testing/visitor.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
const token = process.env.ADMIN_TOKEN ?? ''
const admin = administrator(base, token)

const send = (who: Visitor, to: string, body: object = {}) => {
  const [domain = '', root = '', type = ''] = to.split('/')
  const { data = {}, ...fields } = body as { data?: object }
  return who.send({ domain, root, type }, { data, fields })
}
const deposit = (who: Visitor, ann: Player, body: object = {}) =>
  send(who, `player/${ann.player}/DepositFunds`, { data: { amount: 5 }, ...body })
const problem = ({ status, json, headers }: Reply) => ({
  status,
  type: headers.get('content-type'),
  code: json?.code,
  reason: json?.reason,
  retryable: json?.retryable,
})
const refused = (status: number, code: string, more: object = {}) => ({
  status,
  type: 'application/problem+json',
  code,
  retryable: false,
  ...more,
})

test('[QS1] a conflict is told by its strategy: 409, retryable with what was missed, or not, or with where it waits', async () => {
  const host = await guest(base)
  const table = await openTable(host)
  const stale = await send(host, `table/${table}/ResumeTable`, { sequence: 1 })
  expect(problem(stale)).toEqual(refused(409, 'FAILED_PRECONDITION', { reason: 'sequence-conflict', retryable: true }))
  expect(stale.json?.book).toMatchObject({ nextSequence: 2, truncated: false, pages: [{ type: 'TablePaused' }] })
  const data = { amount: 100, table, purpose: 'buy-in' }
  const strict = await send(host, `player/${host.player}/ReserveFunds`, { data, sequence: 1 })
  expect(problem(strict)).toEqual(refused(409, 'ABORTED', { reason: 'sequence-conflict' }))
  expect(strict.json?.book).toEqual({ nextSequence: 2 })
  const manual = await send(host, `player/${host.player}/WithdrawFunds`, { data: { amount: 1 }, sequence: 1 })
  expect(problem(manual)).toEqual(refused(409, 'ABORTED', { reason: 'needs-review' }))
  expect(manual.json?.deadLetterId).toMatch(/^[\da-f-]{36}$/)
  const blind = await send(host, `player/${host.player}/WithdrawFunds`, { data: { amount: 1 } })
  expect([blind.status, Object.keys(blind.json?.fields ?? {})]).toEqual([400, ['sequence']])
  const merged = await deposit(host, host, { sequence: 1 })
  expect([merged.status, merged.json?.reason]).toEqual([409, 'sequence-conflict'])
})

test('[QS1] a rule that refuses is a 422 with its reason and figures, and may not simply be sent again', async () => {
  const ann = await guest(base)
  const data = { amount: 10_001 }
  const reply = await send(ann, `player/${ann.player}/WithdrawFunds`, { data, sequence: 2 })
  expect(problem(reply)).toEqual(refused(422, 'FAILED_PRECONDITION', { reason: 'insufficient-funds' }))
  expect(reply.json?.params).toMatchObject({ available: 10_000 })
})

test('[QS3] a command waits for its read models, or for everything that follows', async () => {
  const ann = await guest(base)
  const table = await openTable(ann)
  expectDone(await deposit(ann, ann, { syncMode: 'SIMPLE' }))
  expect((await ann.read(`/api/query/player/${ann.player}`)).json?.row).toMatchObject({ bankroll: 10_005 })
  const data = { amount: 100, table, purpose: 'buy-in', seat: 2 }
  const whole = await send(ann, `player/${ann.player}/ReserveFunds`, { data, syncMode: 'CASCADE' })
  expect(whole.status).toBe(200)
  expect(whole.json?.reactions).toMatchObject([{ command: 'SeatPlayer', status: 'accepted', root: table }])
  for (const syncMode of ['DECISION', 'ASYNC']) expectDone(await deposit(ann, ann, { syncMode }))
  expect((await deposit(ann, ann, { syncMode: 'ISOLATED' })).status).toBe(403)
  expectDone(await deposit(ann, ann, { syncMode: 'SIMPLE' }))
  expectDone(await deposit(admin, ann, { syncMode: 'ISOLATED' }))
  expectDone(await deposit(admin, ann, { syncMode: 'ISOLATED' }))
  expect((await ann.read(`/api/streams/player/${ann.player}`)).json?.nextSequence).toBe(9)
  expect((await ann.read(`/api/query/player/${ann.player}`)).json?.row).toMatchObject({ bankroll: 10_020 })
})

const openEdition = async () => {
  const name = `e-${randomUUID()}`
  expectDone(await admin.post('/api/editions', { name, purpose: 'To try', divergence: { kind: 'implicit' } }))
  return name
}

test('[QS4] an edition is seen by who may, holds what was sent into it, and main holds none of that', async () => {
  const ann = await guest(base)
  const edition = await openEdition()
  expectDone(await deposit(admin, ann, { edition }))
  const path = `/api/streams/player/${ann.player}`
  expect((await admin.read(`${path}?edition=${edition}`)).json?.nextSequence).toBe(3)
  expect((await admin.read(path)).json?.nextSequence).toBe(2)
  expect((await ann.read(`/api/query/player/${ann.player}`)).json?.row).toMatchObject({ bankroll: 10_000 })
  expect((await admin.read('/api/timeline?limit=500')).text).not.toContain(`"edition":"${edition}"`)
  expect((await admin.read(`/api/timeline?limit=500&edition=${edition}`)).json?.pages).toHaveLength(1)
  const foreign = await ann.read(`${path}?edition=${edition}`)
  const unknown = await ann.read(`${path}?edition=e-${randomUUID()}`)
  expect([foreign.status, foreign.text]).toEqual([404, unknown.text])
  expect((await deposit(ann, ann, { edition })).status).toBe(404)
  const comparison = await admin.read(`/api/editions/${edition}/compare`)
  expect(comparison.json?.streams).toMatchObject([{ shared: 2, only: { other: [] } }])
})

test('[QS4] an edition is discarded with a reason and brought back; a name is taken once', async () => {
  const edition = await openEdition()
  const again = await admin.post('/api/editions', { name: edition, purpose: '' })
  expect([again.status, again.json?.reason]).toEqual([422, 'edition-exists'])
  const remove = (body?: object) => admin.ask(`/api/editions/${edition}`, { method: 'DELETE', body })
  expect([(await remove()).status, (await remove({ reason: '' })).status]).toEqual([400, 400])
  expectDone(await remove({ reason: 'Seen enough' }))
  expect((await admin.read(`/api/editions/${edition}/compare`)).status).toBe(404)
  expectDone(await admin.post(`/api/editions/${edition}/restore`, {}))
  expect((await admin.read(`/api/editions/${edition}/compare`)).status).toBe(200)
  expect((await admin.post(`/api/editions/${edition}/explode`, {})).status).toBe(404)
  expect((await admin.read('/api/audit')).text).toContain('EditionRestored')
})

test('[QS10] streams and states are read as they were', async () => {
  const ann = await guest(base)
  const path = `/api/streams/player/${ann.player}`
  for (let n = 0; n < 3; n++) expectDone(await deposit(ann, ann))
  const { pages } = (await ann.read(path)).json as unknown as { pages: { position: number; recordedAt: string }[] }
  const bankroll = async (asOf: string) => {
    const { json } = await ann.read(`${path}/state?asOf=${asOf}`)
    return [(json?.state as { bankroll?: number })?.bankroll, json?.sequence, json?.position]
  }
  expect(await bankroll('3')).toEqual([10_010, 3, pages[3]?.position])
  expect(await bankroll(`position:${pages[2]?.position}`)).toEqual([10_005, 2, pages[2]?.position])
  expect((await bankroll(encodeURIComponent(pages[4]?.recordedAt ?? '')))[0]).toBe(10_015)
  expect(await bankroll('2001-01-01T00:00:00Z')).toEqual([0, -1, 0])
  expect((await ann.read(`${path}/verify`)).json).toEqual({ ok: true, checked: 5 })
})

type Parameter = { readonly name: string; readonly in: string }
const hostile = [
  '-1',
  '1e309',
  '0x10',
  '%00',
  '%F0%9F%92%A9',
  "'%20OR%201=1--",
  '%25',
  '__proto__',
  '9'.repeat(40),
  '',
  '%ED%A0%80',
  'a'.repeat(3000),
]

test('[QS11] whatever stands behind the question mark of whatever can be read is refused or read, and never a bug', async () => {
  const { paths } = (await admin.read('/api/openapi.json')).json as unknown as {
    paths: Record<string, { get?: { parameters?: readonly Parameter[] } }>
  }
  const bugs: string[] = []
  let asked = 0
  for (const [path, { get }] of Object.entries(paths)) {
    const names = (get?.parameters ?? []).filter(one => one.in === 'query').map(({ name }) => name)
    const filled = path
      .replace('{domain}', 'player')
      .replace('{projection}', 'ledger')
      .replace(/\{\w+\}/g, randomUUID())
    for (const name of get ? [...names, 'unheard-of'] : []) {
      for (const value of hostile) {
        const { status, text } = await admin.read(`${filled}?${name}=${value}`)
        asked++
        if (status >= 500 || text.includes('INTERNAL')) bugs.push(`${filled}?${name}=${value} ${status} ${text}`)
      }
    }
  }
  expect(bugs).toEqual([])
  expect(asked).toBeGreaterThan(400)
})

const noIds = ['1', '%00', '__proto__', 'x'.repeat(200), "'%20OR%201=1--", '%ED%A0%80']
test('[QS11] an address that names nothing is not found or refused, whatever is done there, and never a bug', async () => {
  const { paths } = (await admin.read('/api/openapi.json')).json as unknown as { paths: Record<string, object> }
  const open = Object.entries(paths)
    .filter(([path]) => !path.startsWith('/api/commands'))
    .map(([path, operations]) => [path.replace('{projection}', 'ledger'), operations] as const)
    .filter(([path]) => /\{\w+\}/.test(path))
  const bugs: string[] = []
  for (const [path, operations] of open) {
    for (const method of Object.keys(operations)) {
      for (const id of noIds) {
        const filled = path.replace(/\{\w+\}/g, id)
        const sent = method === 'get' ? {} : { body: { data: {}, reason: 'To see', externalId: 'a' } }
        const { status } = await admin.ask(filled, { method: method.toUpperCase(), ...sent })
        if (status < 400 || status >= 500) bugs.push(`${method} ${filled} ${status}`)
      }
    }
  }
  expect(bugs).toEqual([])
})

const forAdministrators = [
  '/api/projections',
  '/api/processes',
  '/api/snapshots',
  '/api/dead-letters',
  '/api/operations',
  '/api/audit',
  '/api/query/ledger',
  '/api/query/ledger/all',
]
test('[QS12] what is for administrators is not there for anybody else', async () => {
  const ann = await guest(base)
  for (const path of forAdministrators) {
    expect([path, (await ann.read(path)).status, (await stranger(base).read(path)).status]).toEqual([path, 404, 404])
    expect([path, (await admin.read(path)).status]).toEqual([path, 200])
  }
  const orders = [
    '/api/editions',
    '/api/projections/lobby/rebuild',
    '/api/dead-letters/bulk',
    `/api/snapshots/player/${ann.player}`,
  ]
  for (const path of orders)
    expect([(await ann.post(path, {})).status, (await stranger(base).post(path, {})).status]).toEqual([403, 401])
})

test('[QS13] everybody reads their own timeline, as they may see it', async () => {
  const [ann, bob] = [await guest(base), await guest(base)]
  expectDone(await deposit(ann, ann))
  const roots = async (who: Visitor) => {
    const { pages } = (await who.read('/api/timeline?domain=player&limit=100')).json as unknown as {
      pages: { root: string }[]
    }
    return new Set(pages.map(({ root }) => root))
  }
  expect(await roots(ann)).toEqual(new Set([ann.player]))
  expect(await roots(bob)).toEqual(new Set([bob.player]))
  expect(await roots(stranger(base))).toEqual(new Set())
  expect((await roots(admin)).has(ann.player)).toBe(true)
})

test('[QS20] what a command would come to is told, and nothing of it stays', async () => {
  const ann = await guest(base)
  const path = `/api/speculate/player/${ann.player}/DepositFunds`
  const told = await ann.post(path, { data: { amount: 5 } })
  expect(told.json).toMatchObject({
    pages: [{ type: 'FundsDeposited' }],
    before: { bankroll: 10_000 },
    after: { bankroll: 10_005 },
  })
  expect((await ann.read(`/api/streams/player/${ann.player}`)).json?.nextSequence).toBe(2)
  expect((await ann.post(path, { data: { amount: 5 }, at: 1 })).status).toBe(403)
  expect((await ann.post(path, { data: { amount: 0 } })).status).toBe(400)
  expect((await admin.post(path, { data: { amount: 5 }, at: 0, cascade: true })).json).toMatchObject({
    after: { bankroll: 5 },
  })
})

test('[QS43] metrics are for administrators, and for this machine where nobody is in between', async () => {
  const ann = await guest(base)
  const passedOn = { 'x-forwarded-for': '127.0.0.1' }
  for (const who of [ann, stranger(base)]) expect((await who.ask('/metrics', { headers: passedOn })).status).toBe(404)
  const told = await admin.ask('/metrics', { headers: passedOn })
  expect(told.headers.get('content-type')).toContain('text/plain')
  expect((await stranger(base).read('/metrics')).text).toContain('riverbook_commands_total')
  for (const name of ['riverbook_consumer_lag_events', 'riverbook_events_appended_total', 'riverbook_sockets'])
    expect(told.text).toContain(name)
  expect(told.text).not.toContain(ann.player)
  expect(told.text).not.toContain(ann.name)
})

test('[QS45] health says what runs and ready what it waits for', async () => {
  expect((await stranger(base).read('/api/health')).json).toMatchObject({
    status: 'alive',
    version: expect.any(String),
  })
  expect((await stranger(base).read('/api/ready')).json).toMatchObject({
    status: 'ready',
    database: 'reachable',
    consumers: expect.any(Array),
  })
})
