import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { declared, ofTheSeatAlone, type Sender } from './testing/commands.ts'
import { expectDone, openTable, tableRow, until } from './testing/play.ts'
import { administrator, guest, type Order, type Player, stranger, type Visitor, visitor } from './testing/visitor.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
const token = process.env.ADMIN_TOKEN ?? ''

type People = { readonly ann: Player; readonly bob: Player; readonly host: Player; readonly table: string }
const gather = async (): Promise<People> => {
  const [ann, bob, host] = [await guest(base), await guest(base), await guest(base)]
  const table = await openTable(host, { visibility: 'private' })
  const chat = () => administrator(base, token).read(`/api/streams/chat/${table}`)
  await until(async () => Number((await chat()).json?.nextSequence) > 0, 'the chat')
  return { ann, bob, host, table }
}

const names = (command: string) => {
  const [domain = '', type = ''] = command.split('/')
  return { domain, type }
}

const nextSequence = async ({ domain, root }: { domain: string; root: string }) =>
  (await administrator(base, token).read(`/api/streams/${domain}/${root}`)).json?.nextSequence

/** Sends the command about a player, to the host's table or to a hand that nobody plays. */
const sendAs = async (who: Visitor, command: string, about: People & { player: string } & Pick<Order, 'headers'>) => {
  const { domain, type } = names(command)
  const hand = randomUUID()
  const opens = type === 'CreateTable' || !['player', 'hand', 'table', 'chat'].includes(domain)
  const root = domain === 'player' ? about.player : domain === 'hand' ? hand : opens ? randomUUID() : about.table
  const data = declared[command]?.data?.({ player: about.player, table: about.table, hand }) ?? {}
  const fields = declared[command]?.manual ? { sequence: await nextSequence({ domain, root }) } : {}
  return who.send({ domain, root, type }, { data, fields, headers: about.headers ?? {} })
}

const isAbout = (command: string) =>
  command.startsWith('player/') || 'player' in (declared[command]?.data?.({ player: '', table: '', hand: '' }) ?? {})

/** Let through: done, or refused by a rule. */
const passed = [200, 422]
type Verdict = readonly number[]
const verdicts: Readonly<Record<string, (by: readonly Sender[], command: string) => Verdict>> = {
  own: by => (by.includes('player') ? passed : [403]),
  other: (by, command) => (by.includes('player') && !isAbout(command) ? passed : [403]),
  host: (by, command) => {
    if (/^(table|chat)\//.test(command) && by.includes('host')) return passed
    return by.includes('player') && !isAbout(command) ? passed : [403]
  },
  administrator: (by, command) => {
    if (ofTheSeatAlone.has(command)) return [403]
    return by.some(sender => sender !== 'engine') ? passed : [403]
  },
}

const commandsOf = async (): Promise<readonly string[]> => {
  const { paths } = (await stranger(base).read('/api/openapi.json')).json as unknown as { paths: object }
  return Object.keys(paths).flatMap(path => {
    const [, domain, type] = /^\/api\/commands\/([^/]+)\/\{root\}\/([^/]+)$/.exec(path) ?? []
    return domain && type ? [`${domain}/${type}`] : []
  })
}

test('[SE1] every command that the server describes has an entry here that says who may send it', async () => {
  expect([...(await commandsOf())].sort()).toEqual(Object.keys(declared).sort())
})

type Answered = readonly [command: string, status: number]
const walk = async (ask: (command: string) => Promise<{ status: number }>) => {
  const answered: Answered[] = []
  for (const command of Object.keys(declared)) answered.push([command, (await ask(command)).status])
  return answered
}
const wrong = (answered: readonly Answered[], expected: (command: string) => Verdict) =>
  answered.filter(([command, status]) => !expected(command).includes(status))

const callers = ['own', 'other', 'host', 'administrator'] as const
for (const caller of callers) {
  test(`[SE2] each command is answered by who may send it: ${caller}`, async () => {
    const people = await gather()
    const { ann, bob, host } = people
    const who = { own: ann, other: ann, host, administrator: administrator(base, token) }[caller]
    const player = caller === 'own' ? ann.player : bob.player
    const answered = await walk(command => sendAs(who, command, { ...people, player }))
    expect(wrong(answered, command => verdicts[caller]?.(declared[command]?.by ?? [], command) ?? [])).toEqual([])
    expect(answered.some(([, status]) => status === 403)).toBe(true)
    expect(answered.some(([, status]) => status === 200 || caller === 'host')).toBe(true)
  })
}

const withCookie = (player: Player, headers: Order['headers']) => ({ who: player, headers })
const outsiders: Readonly<
  Record<string, (people: People) => { who: Visitor; headers?: Order['headers']; status: number }>
> = {
  'who is not signed in': () => ({ who: stranger(base), status: 401 }),
  'a wrong token': () => ({ who: administrator(base, `${token}x`), status: 401 }),
  'a wrong token beside a good cookie': ({ ann }) => ({
    ...withCookie(ann, { authorization: 'Bearer nothing-of-the-kind-at-all' }),
    status: 401,
  }),
  'a cookie that was made up': () => ({
    who: visitor(base, { origin: base, cookie: `riverbook-session=${'a'.repeat(43)}` }),
    status: 401,
  }),
  'a good cookie and no origin': ({ ann }) => ({ ...withCookie(ann, { origin: undefined }), status: 403 }),
  'a good cookie from elsewhere': ({ ann }) => ({
    ...withCookie(ann, { origin: 'https://evil.example' }),
    status: 403,
  }),
  'a good cookie from another port': ({ ann }) => ({
    ...withCookie(ann, { origin: 'http://localhost:1' }),
    status: 403,
  }),
  'a good cookie from a null origin': ({ ann }) => ({ ...withCookie(ann, { origin: 'null' }), status: 403 }),
  'a good cookie from elsewhere beside another way of signing in': ({ ann }) => ({
    ...withCookie(ann, { origin: 'https://evil.example', authorization: 'Basic YW5uOmJvYg==' }),
    status: 403,
  }),
  'a good cookie and a body of plain text': ({ ann }) => ({
    ...withCookie(ann, { 'content-type': 'text/plain' }),
    status: 415,
  }),
  'a good cookie and the body of a form': ({ ann }) => ({
    ...withCookie(ann, { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
  }),
}
for (const [words, outsider] of Object.entries(outsiders)) {
  test(`[SE3] no command is taken from outside: ${words}`, async () => {
    const people = await gather()
    const { who, headers = {}, status } = outsider(people)
    const answered = await walk(command => sendAs(who, command, { ...people, player: people.ann.player, headers }))
    expect(wrong(answered, () => [status])).toEqual([])
    expect((await tableRow(people.host, people.table))?.status).toBe('paused')
  })
}

test('[SE3] no command is a GET, PUT, PATCH or DELETE', async () => {
  const { ann } = await gather()
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const answered = await walk(command => {
      const { domain, type } = names(command)
      return ann.ask(`/api/commands/${domain}/${ann.player}/${type}`, { method })
    })
    expect(wrong(answered, () => [405])).toEqual([])
  }
})

const nowhere = ['cards', 'Player', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'hand-flow', '%00', '💥']
test('[SE4] what there is no such thing of is not found, whoever asks', async () => {
  const ann = await guest(base)
  for (const who of [stranger(base), ann, administrator(base, token)]) {
    for (const name of nowhere) {
      const unknownDomain = await who.send({ domain: encodeURI(name), root: ann.player, type: 'RenamePlayer' })
      const unknownType = await who.send({ domain: 'player', root: ann.player, type: encodeURI(name) })
      expect([name, unknownDomain.status, unknownType.status]).toEqual([name, 404, 404])
    }
  }
})

const noRoots = [
  '1',
  'null',
  '__proto__',
  '%00',
  `${randomUUID()}0`,
  randomUUID().slice(1),
  "'%20or%201=1--",
  '%F0%9F%92%A5',
]
test('[SE5] a root that is no id is refused by its name', async () => {
  const ann = await guest(base)
  for (const who of [ann, administrator(base, token)]) {
    for (const root of noRoots) {
      const reply = await who.send({ domain: 'player', root, type: 'DepositFunds' }, { data: { amount: 1 } })
      expect([root, reply.status, Object.keys(reply.json?.fields ?? {})]).toEqual([root, 400, ['root']])
      expect(reply.headers.get('content-type')).toBe('application/problem+json')
    }
  }
})

test('[SE5] a root is the same in capital letters', async () => {
  const ann = await guest(base)
  const root = ann.player.toUpperCase()
  const reply = await ann.send({ domain: 'player', root, type: 'DepositFunds' }, { data: { amount: 1 } })
  expect([reply.status, (reply.json?.cover as { root?: string })?.root]).toEqual([200, ann.player])
})

test('[SE6] what is for administrators is refused to players, whatever they send it with', async () => {
  const { ann, host, table } = await gather()
  const deposit = { domain: 'player', root: ann.player, type: 'DepositFunds' }
  const fields = [{ ext: {} }, { mergeStrategy: 'STRICT' }, { mergeStrategy: 'MANUAL' }]
  for (const some of fields) {
    expect((await ann.send(deposit, { data: { amount: 1 }, fields: some })).status).toBe(403)
  }
  const fact = { data: { text: 'As you were' }, externalId: randomUUID() }
  const path = `/api/facts/table/${table}/RulingRecorded`
  expect((await stranger(base).post(path, fact)).status).toBe(401)
  expect((await administrator(base, `${token}x`).post(path, fact)).status).toBe(401)
  for (const who of [ann, host]) expect((await who.post(path, fact)).status).toBe(403)
  expect((await ann.post(path, fact, { origin: 'https://evil.example' })).status).toBe(403)
  expectDone(await administrator(base, token).post(path, fact))
})

test('[SE6] the token counts as a token alone: not in the address, nor as a cookie, nor but for a letter', async () => {
  const ann = await guest(base)
  const mine = `/api/streams/player/${ann.player}`
  expect((await administrator(base, token).read(mine)).status).toBe(200)
  expect((await stranger(base).read(`${mine}?edition=${token}`)).status).toBe(404)
  expect((await stranger(base).read(`${mine}?token=${token}&access_token=${token}`)).status).toBe(400)
  for (const cookie of [`riverbook-admin=${token}`, `riverbook-session=${token}`]) {
    expect((await visitor(base, { origin: base, cookie }).read(mine)).status).toBe(404)
  }
  for (const other of [token.slice(0, -1), `${token}x`, token.replace(/[a-z]/, letter => letter.toUpperCase())]) {
    expect((await administrator(base, other).read(mine)).status).toBe(404)
  }
})

test('[SE7] an account is read by its player and the administrator; others read what a table shows of a player', async () => {
  const { ann, bob } = await gather()
  const path = `/api/query/player/${ann.player}`
  expect((await ann.read(path)).json).toMatchObject({ row: { player: ann.player } })
  for (const who of [bob, stranger(base)]) {
    expect((await who.read(path)).json?.row).toEqual({ player: ann.player, name: ann.name, kind: 'human' })
    expect((await who.read(`/api/query/player/${randomUUID()}`)).status).toBe(404)
  }
})

test('[SE7] a private table is listed to its host alone, and known to who was told of it', async () => {
  const { ann, host, table } = await gather()
  const listed = async (who: Visitor) => (await who.read('/api/query/lobby?limit=500')).text.includes(table)
  expect([await listed(host), await listed(ann), await listed(stranger(base))]).toEqual([true, false, false])
  expect((await tableRow(ann, table))?.table).toBe(table)
})

test('[SE7] what names no row is not found, and never a bug', async () => {
  const ann = await guest(base)
  const ids = [
    '%00',
    '%E2%80%AE',
    '__proto__',
    "1'%20or%20'1'='1",
    '..%2F..%2Fsession',
    'x'.repeat(2000),
    '%ED%A0%80',
    '%E0%A4%A',
  ]
  for (const id of ids) {
    for (const projection of ['table', 'player', 'ledger', '__proto__', 'constructor', id]) {
      const reply = await ann.read(`/api/query/${projection}/${id}`)
      expect([400, 404]).toContain(reply.status)
    }
    expect([400, 404]).toContain((await ann.read(`/tables/${id}`)).status)
    expect((await ann.read(`/api/query/seat/${id}`)).text).not.toContain('INTERNAL')
  }
})

test('[SE8] a session ends with its sign-out, from a page of this server only', async () => {
  const ann = await guest(base)
  const end = (headers: Order['headers']) => ann.ask('/api/session', { method: 'DELETE', headers: headers ?? {} })
  expect((await end({ origin: 'https://evil.example' })).status).toBe(403)
  expect((await end({ origin: undefined })).status).toBe(403)
  expect((await ann.read('/api/session')).json).toMatchObject({ player: ann.player })
  expect((await end({})).status).toBe(204)
  expect((await ann.read('/api/session')).text).toBe('null')
  const order = { domain: 'player', root: ann.player, type: 'DepositFunds' }
  expect((await ann.send(order, { data: { amount: 1 } })).status).toBe(401)
})

test('[SE8] the cookie is out of reach of scripts and of other sites', async () => {
  const reply = await stranger(base).post('/api/session', { name: 'Cookie' })
  expect(reply.headers.get('set-cookie')).toMatch(
    /^riverbook-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
  )
  expect(reply.headers.get('cache-control')).toBe('no-store')
})
