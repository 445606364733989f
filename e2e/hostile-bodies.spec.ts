import { randomUUID } from 'node:crypto'
import { request as open } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import postgres from 'postgres'
import { type OwnServer, startServer } from './own-server.ts'
import { declared } from './testing/commands.ts'
import { beside, hostile, injections, insideIn, withData } from './testing/hostile.ts'
import { expectDone, openTable, terms, until } from './testing/play.ts'
import { administrator, guest, type Player, type Reply, stranger, type Visitor } from './testing/visitor.ts'

test.describe.configure({ mode: 'default', timeout: 180_000 })

const token = 'the-administrator-of-this-test-alone'
let server: OwnServer
let sql: postgres.Sql
let ann: Player
let table: string
let tried = 0

test.beforeAll(async () => {
  const env = { COMMANDS_PER_SECOND: '100000', SIGN_UPS_PER_HOUR: '100000', ADMIN_TOKEN: token }
  server = await startServer({ env })
  sql = postgres(server.databaseUrl, { max: 1, onnotice: () => {} })
  ann = await guest(server.base)
  table = await openTable(ann, { visibility: 'private' })
})
test.afterAll(async () => {
  await sql?.end()
  await server?.stop()
})

const lastPosition = async () => Number((await sql`select position from counter`)[0]?.position)

/** The log's end, once nothing is under way any more. */
const settled = () =>
  until(async () => {
    const position = await lastPosition()
    const { consumers } = (await ann.read('/api/ready')).json as unknown as { consumers: { lag: number }[] }
    return consumers.every(({ lag }) => lag === 0) && (await lastPosition()) === position ? { position } : undefined
  }, 'rest')

type Field = { readonly type?: string; readonly minimum?: number; readonly maximum?: number }
type Described = { readonly command: string; readonly fields: Readonly<Record<string, Field>> }

/** Commands with the fields that the server's own description gives them. */
const described = async (): Promise<readonly Described[]> => {
  const { paths } = (await ann.read('/api/openapi.json')).json as unknown as { paths: Record<string, never> }
  return Object.entries(paths).flatMap(([path, methods]) => {
    const command = /^\/api\/commands\/(.+)\/\{root\}(\/.+)$/.exec(path)
    if (!command) return []
    const { post } = methods as { post: { requestBody: { content: { 'application/json': { schema: Schema } } } } }
    const { data } = post.requestBody.content['application/json'].schema.properties
    return [{ command: `${command[1]}${command[2]}`, fields: data.properties }]
  })
}
type Schema = { readonly properties: { readonly data: { readonly properties: Readonly<Record<string, Field>> } } }

type Try = { readonly source: string; readonly reply: Reply }

/** Sends all of them, a few at a time. */
const sendAll = async (
  sources: readonly string[],
  send: (source: string) => Promise<Reply>,
): Promise<readonly Try[]> => {
  const tries: Try[] = []
  const waiting = [...sources]
  const one = async () => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      tries.push({ source, reply: await send(source) })
    }
  }
  await Promise.all(Array.from({ length: 8 }, one))
  tried += tries.length
  return tries
}

const isNone = () => false
const short = ({ source, reply }: Try) => `${source.slice(0, 120)} → ${reply.status} ${reply.text.slice(0, 200)}`

/** Refused, as a problem, without a word about the inside. Whatever else is found comes back as text. */
const unlawful = (tries: readonly Try[], mayPass: (source: string) => boolean): readonly string[] =>
  tries
    .filter(one => {
      const { status, headers, text } = one.reply
      if (insideIn(text)) return true
      if (status === 200) return !mayPass(one.source)
      return status < 400 || status >= 500 || headers.get('content-type') !== 'application/problem+json'
    })
    .map(short)

/** A whole number in its range, as the description gives it, or any text: what of it is seen is another test's. */
const mayPassAs =
  ({ type, minimum = 0, maximum = 0 }: Field) =>
  (value: unknown): boolean => {
    if (type === 'integer') return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum
    return type === 'string' ? typeof value === 'string' : true
  }

const rootOf = (command: string) => {
  if (command.startsWith('player/')) return ann.player
  return /^(table|chat)\//.test(command) && command !== 'table/CreateTable' ? table : randomUUID()
}
const dataOf = (command: string) => declared[command]?.data?.({ player: ann.player, table, hand: randomUUID() }) ?? {}
/** What a command says beside its data that is not taken without it. */
const sequenceFor = async (command: string) => {
  if (!declared[command]?.manual) return ''
  const { json } = await administrator(server.base, token).read(`/api/streams/player/${ann.player}`)
  return `,"sequence":${json?.nextSequence}`
}
const post = (who: Visitor, command: string) => (source: string) => {
  const [domain, type] = command.split('/')
  return who.post(`/api/commands/${domain}/${rootOf(command)}/${type}`, source)
}

/** Where nothing was let through nothing was written. */
const expectUnwritten = async (before: { position: number }, tries: readonly Try[]) => {
  if (tries.some(({ reply }) => reply.status === 200)) return settled()
  expect(await lastPosition()).toBe(before.position)
  return before
}

const named = (field: string, { reply }: Try) =>
  reply.status !== 400 || Object.keys(reply.json?.fields ?? {}).some(path => path.split('.')[1] === field)

const who = { 'a player': () => ann, 'the administrator': () => administrator(server.base, token) }
for (const [words, caller] of Object.entries(who)) {
  test(`[SE10] hostile values in every field of every command are refused by the field's name: ${words}`, async () => {
    let position = await settled()
    for (const { command, fields } of await described()) {
      for (const [field, schema] of Object.entries(fields)) {
        const more = await sequenceFor(command)
        const sources = hostile.map(source => withData(dataOf(command), { field, source, more }))
        const tries = await sendAll(sources, post(caller(), command))
        const legal = mayPassAs(schema)
        expect(unlawful(tries, source => legal(JSON.parse(source).data[field]))).toEqual([])
        expect(tries.filter(one => !named(field, one)).map(short)).toEqual([])
        position = await expectUnwritten(position, tries)
      }
    }
  })
}

const envelope = [
  'data',
  'sequence',
  'edition',
  'correlationId',
  'ext',
  'syncMode',
  'cascadeErrorMode',
  'atomic',
  'mergeStrategy',
  'actor',
]
test('[SE11] hostile values beside the data are refused too, and nothing is written', async () => {
  let position = await settled()
  const order = { amount: 100_000_000, table, purpose: 'buy-in' }
  for (const caller of Object.values(who)) {
    for (const field of envelope) {
      const tries = await sendAll(
        hostile.map(source => beside(order, field, source)),
        post(caller(), 'player/ReserveFunds'),
      )
      expect(unlawful(tries, isNone)).toEqual([])
      position = await expectUnwritten(position, tries)
    }
  }
})

test('[SE11] whatever JSON is sent, to whatever takes any, it is refused or legal, and never a bug', async () => {
  const values = fc
    .sample(fc.jsonValue({ maxDepth: 4 }), { numRuns: 150, seed: 20_261_121 })
    .map(value => JSON.stringify(value))
  const bodies = [...values, ...values.map(value => `{"data":${value}}`), ...hostile]
  const admin = administrator(server.base, token)
  const ways = [
    `/api/commands/player/${ann.player}/ReserveFunds`,
    `/api/commands/table/${table}/LeaveTable`,
    `/api/facts/table/${table}/PlayerDisconnected`,
  ]
  const position = await settled()
  for (const path of ways) {
    for (const caller of [ann, admin, stranger(server.base)]) {
      expect(unlawful(await sendAll(bodies, source => caller.post(path, source)), isNone)).toEqual([])
    }
  }
  expect(unlawful(await sendAll(bodies, source => stranger(server.base).post('/api/session', source)), isNone)).toEqual(
    [],
  )
  expect(await lastPosition()).toBe(position.position)
})

const factFields = ['player', 'text', 'type', 'externalId']
test('[SE11] hostile facts are refused, and nothing is written', async () => {
  const admin = administrator(server.base, token)
  const position = await settled()
  for (const type of ['PlayerDisconnected', 'TableClosed', '__proto__', 'constructor']) {
    for (const field of factFields) {
      const sources = hostile.map(source => `{"externalId":"a","data":{"${field}":${source}}}`)
      expect(
        unlawful(
          await sendAll(sources, source => admin.post(`/api/facts/table/${table}/${type}`, source)),
          () => false,
        ),
      ).toEqual([])
    }
  }
  expect(await lastPosition()).toBe(position.position)
})

const strangeNames = hostile.map(source => JSON.parse(source)).filter(value => typeof value === 'string') as string[]
const plainName = /^[\p{L}\p{M}\p{Nd} _.-]{1,20}$/u
const isPlain = (name: string) => plainName.test(name.normalize('NFKC').trim())

test('[SE12] a name that is taken can be seen and told: no markup, no direction, nothing invisible', async () => {
  const signIn = (source: string) => stranger(server.base).post('/api/session', source)
  const signedIn = await sendAll(
    strangeNames.map(name => JSON.stringify({ name })),
    signIn,
  )
  expect(unlawful(signedIn, source => isPlain(JSON.parse(source).name))).toEqual([])
  const rename = (source: string) => ann.post(`/api/commands/player/${ann.player}/RenamePlayer`, source)
  const renamed = await sendAll(
    strangeNames.map(displayName => JSON.stringify({ data: { displayName } })),
    rename,
  )
  expect(unlawful(renamed, source => isPlain(JSON.parse(source).data.displayName))).toEqual([])
  expect(
    unlawful(
      await sendAll(
        injections.map(name => JSON.stringify({ name })),
        signIn,
      ),
      isNone,
    ),
  ).toEqual([])
})

test('[SE12] the name of a table is punctuation at most: no markup, no direction, nothing invisible', async () => {
  const sources = strangeNames.map(name => JSON.stringify({ data: { ...terms, name } }))
  // Of one who has no table yet: three are all that a player may open.
  const host = await guest(server.base)
  const tries = await sendAll(sources, source => host.post(`/api/commands/table/${randomUUID()}/CreateTable`, source))
  const unseen = /[<>\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/u
  expect(unlawful(tries, source => !unseen.test(JSON.parse(source).data.name.trim()))).toEqual([])
  expect(tries.some(({ reply }) => reply.status === 200)).toBe(true)
})

const deposit = () => `/api/commands/player/${ann.player}/DepositFunds`
const sizes: Readonly<Record<string, () => { body: string; status: readonly number[] }>> = {
  'ten megabytes': () => ({ body: `{"data":{"amount":${'1'.repeat(10_000_000)}}}`, status: [413] }),
  'a hundred thousand keys': () => ({
    body: `{"data":{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":1`).join(',')}}}`,
    status: [413],
  }),
  'five thousand keys': () => ({
    body: `{"data":{${Array.from({ length: 5000 }, (_, n) => `"k${n}":1`).join(',')}}}`,
    status: [400],
  }),
  'ten thousand levels': () => ({ body: `{"data":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`, status: [400] }),
  'ten thousand levels of lists': () => ({ body: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, status: [400] }),
  'one byte too many': () => ({ body: `{"data":{"amount":1}}${' '.repeat(65_536 - 20)}`, status: [413] }),
  nothing: () => ({ body: '', status: [400] }),
  'half of it': () => ({ body: '{"data":{"amount":1}', status: [400] }),
}
for (const [words, given] of Object.entries(sizes)) {
  test(`[SE13] what is too large or too deep is refused before it is read: ${words}`, async () => {
    const { body, status } = given()
    const before = await settled()
    const reply = await ann.post(deposit(), body)
    expect(status).toContain(reply.status)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(await lastPosition()).toBe(before.position)
  })
}

test('[SE13] a body that was packed is not unpacked', async () => {
  const bomb = gzipSync(`{"data":{"amount":${'1'.repeat(20_000_000)}}}`)
  const response = await fetch(server.base + deposit(), {
    method: 'POST',
    headers: { ...ann.headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: bomb,
  })
  expect([400, 413, 415]).toContain(response.status)
})

/** Sends a body piece by piece, without saying how long it is. */
const trickle = (pieces: readonly string[], every: number) =>
  new Promise<number>((resolve, reject) => {
    const headers = { ...ann.headers, 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const request = open(server.base + deposit(), { method: 'POST', headers }, response => {
      clearInterval(timer)
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    const waiting = [...pieces]
    const timer = setInterval(() => {
      const piece = waiting.shift()
      if (piece === undefined) return
      request.write(piece)
    }, every)
    request.on('error', reject)
  })

test('[SE13] a body of no given length is read no further than it may be long', async () => {
  expect(
    await trickle(
      Array.from({ length: 40 }, () => ' '.repeat(16_384)),
      1,
    ),
  ).toBe(413)
})

test('[SE13] a body that does not come is not waited for', async () => {
  expect(await trickle(['{', '"data"'], 50)).toBe(408)
})

test('[SE14] hostile headers are refused or do nothing', async () => {
  const before = await settled()
  const order = { domain: 'player', root: ann.player, type: 'ReserveFunds' }
  const data = { amount: 100_000_000, table, purpose: 'buy-in' }
  for (const key of ['', 'x'.repeat(256), 'x'.repeat(4000)]) {
    const reply = await ann.send(order, { data, key })
    expect([reply.status, Object.keys(reply.json?.fields ?? {})]).toEqual([400, ['Idempotency-Key']])
  }
  const headers = {
    'x-riverbook-from': "'; DROP TABLE events; --",
    'x-forwarded-for': '127.0.0.1',
    'x-middleware-subrequest': 'middleware',
  }
  expect((await ann.send(order, { data, headers })).status).toBe(422)
  expect((await stranger(server.base).send(order, { data, headers })).status).toBe(401)
  expect(await lastPosition()).toBe(before.position)
})

test('[SE15] the administrator signs in by the token and acts by cookie, from pages of this server only; five tries a minute', async () => {
  const page = stranger(server.base)
  expect((await page.post('/api/admin/session', { token }, { origin: 'https://evil.example' })).status).toBe(403)
  for (const wrong of [[token], { token }, `${token}x`]) {
    expect((await page.post('/api/admin/session', { token: wrong })).status).toBe(401)
  }
  const reply = await page.post('/api/admin/session', { token })
  const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(cookie).not.toContain(token)
  const order = { domain: 'player', root: ann.player, type: 'AdjustBankroll' }
  const data = { amount: 1, reason: 'Found under the table' }
  const { json } = await page.ask(`/api/streams/player/${ann.player}`, { headers: { cookie } })
  const fields = { sequence: json?.nextSequence }
  expectDone(await page.send(order, { data, fields, headers: { cookie } }))
  for (const origin of [undefined, 'null', 'https://evil.example']) {
    expect((await page.send(order, { data, headers: { cookie, origin } })).status).toBe(403)
  }
  expect((await page.post('/api/admin/session', { token: 'again' })).status).toBe(401)
  const sixth = await page.post('/api/admin/session', { token })
  expect([sixth.status, Number(sixth.headers.get('retry-after')) > 0]).toEqual([429, true])
})

test('[SE16] after all that the server goes on as before, and nothing of it was a bug', async () => {
  expect(tried).toBeGreaterThan(2000)
  expect((await stranger(server.base).read('/api/health')).status).toBe(200)
  expectDone(await ann.send({ domain: 'player', root: ann.player, type: 'DepositFunds' }, { data: { amount: 1 } }))
  expect(server.log()).not.toContain('incident')
  expect(server.log()).not.toContain('unhandled')
})
