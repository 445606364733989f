import { randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { expect, test } from '@playwright/test'
import { act, expectDone, nextTurn, openTable, seatRow, takeSeats, until } from './testing/play.ts'
import { guest, type Player, stranger } from './testing/visitor.ts'
import { type Watcher, watcher } from './testing/watcher.ts'

const base = process.env.E2E_BASE ?? 'http://localhost:3000'
const { host } = new URL(base)

/** Asks for a WebSocket by hand; the status that comes back, 0 where the line was cut. */
const handshake = (headers: Record<string, string>, path = '/socket.io/?EIO=4&transport=websocket') =>
  new Promise<number>(resolve => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    }
    const asked = request(base + path, { headers: { ...upgrade, ...headers } })
    asked.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? 0)
    })
    asked.on('response', response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', () => resolve(0))
    asked.end()
  })

const alive = async () => {
  const reply = await stranger(base).read('/api/health')
  expect(reply.status).toBe(200)
  const socket = await watcher(await guest(base))
  expect(await socket.watch('lobby', 'all')).toEqual({ ok: true })
  socket.close()
}

test('[SE40] a socket opens for pages of this server only', async () => {
  const ann = await guest(base)
  const cookie = ann.headers.cookie ?? ''
  expect(await handshake({ cookie, origin: base })).toBe(101)
  const refused: Record<string, string>[] = [
    { cookie },
    { cookie, origin: 'null' },
    { cookie, origin: '' },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: `${base}.evil.example` },
    { cookie, origin: base.replace(/\d+$/, '1') },
    { cookie, origin: 'https://evil.example', host: 'evil.example' },
    { cookie, origin: `http://${host}@evil.example` },
  ]
  for (const headers of refused) expect([headers, await handshake(headers)]).toEqual([headers, 400])
})

test('[SE40] no other address takes a WebSocket, and sockets take no other transport', async () => {
  const { cookie = '' } = (await guest(base)).headers
  for (const path of ['/', '/api/session', '/_next/webpack-hmr', '/socket.iox/?EIO=4&transport=websocket']) {
    expect(await handshake({ cookie, origin: base }, path)).not.toBe(101)
  }
  const polled = await stranger(base).read('/socket.io/?EIO=4&transport=polling')
  expect([polled.status, polled.text.includes('sid')]).toEqual([400, false])
})

const nothing = '00000000-0000-4000-8000-000000000000'
const strange: readonly unknown[] = [
  undefined,
  null,
  'lobby',
  7,
  [],
  {},
  { view: 'lobby' },
  { view: 'lobby', id: 7 },
  { view: 'lobby', id: ['all'] },
  { view: 'lobby', id: '' },
  { view: 'lobby', id: 'all', edition: 'mine' },
  { view: 'lobby', id: 'all', admin: true },
  { view: 'seats', id: nothing },
  { view: '__proto__', id: nothing },
  { view: 'table', id: '\u0000' },
  { view: 'table', id: "' or '1'='1" },
  { view: 'seat', id: '../seat' },
  { view: 'seat', id: 'x'.repeat(5000) },
  { view: { $ne: null }, id: { $ne: null } },
  Buffer.from([0, 1, 2, 255]),
  { view: 'table', id: Buffer.from('table') },
]

test('[SE41] what is no watch is refused, and what is no event does nothing', async () => {
  const socket = await watcher(await guest(base))
  for (const body of strange) {
    expect(await socket.emit('watch', body)).toMatchObject({ problem: { code: 'INVALID_ARGUMENT' } })
  }
  expect(await socket.watch('table', nothing)).toMatchObject({ problem: { code: 'NOT_FOUND' } })
  for (const event of ['PlayerAction', 'join', 'row', '__proto__', 'constructor', 'unwatch']) {
    socket.socket.emit(event, { view: 'table', id: nothing }, 'and', ['more'])
  }
  socket.socket.emit('watch', 1, 2, 3, 4)
  expect(await socket.watch('lobby', 'all')).toEqual({ ok: true })
  expect(socket.rows.every(({ view }) => view === 'lobby')).toBe(true)
  socket.close()
})

/** Resolves once the server has closed this socket. */
const closed = ({ socket }: Watcher) => until(async () => !socket.connected, 'the server closes the socket')
const raw = ({ socket }: Watcher) => socket.io.engine as unknown as { send: (data: unknown) => void }

const floods: Readonly<Record<string, (socket: Watcher) => void>> = {
  'a frame of a megabyte': ({ socket }) => void socket.emit('watch', 'x'.repeat(1_000_000)),
  'a binary frame of a megabyte': ({ socket }) => void socket.emit('watch', Buffer.alloc(1_000_000)),
  'a packet that is none': socket => raw(socket).send('garbage'),
  'a packet of a type that is none': socket => raw(socket).send('99["watch"]'),
  'a name of the library’s own': socket => raw(socket).send('2["disconnect","please"]'),
  'binary that was not announced': socket => raw(socket).send(Buffer.from([1, 2, 3])),
  'binary announced that never comes, then more': socket => {
    raw(socket).send('51-["watch",{"_placeholder":true,"num":0}]')
    raw(socket).send('2["watch",1]')
  },
  'a thousand messages at once': ({ socket }) => {
    for (let n = 0; n < 1000; n++) socket.emit('watch', { view: 'lobby', id: 'all' })
  },
  'a thousand messages of no meaning': ({ socket }) => {
    for (let n = 0; n < 1000; n++) socket.emit(`nonsense ${n}`, n)
  },
}
for (const [words, flood] of Object.entries(floods)) {
  test(`[SE42] a client that floods or speaks another language is cut off, and nobody else: ${words}`, async () => {
    const beside = await watcher(await guest(base))
    const socket = await watcher(await guest(base))
    flood(socket)
    await closed(socket)
    expect(beside.socket.connected).toBe(true)
    expect(await beside.watch('lobby', 'all')).toEqual({ ok: true })
    beside.close()
    await alive()
  })
}

test('[SE42] a watch said again is one watch, and there is an end to how many', async () => {
  const [ann, bob] = [await guest(base), await guest(base)]
  const table = await openTable(ann)
  const socket = await watcher(ann)
  for (let n = 0; n < 5; n++) expect(await socket.watch('seat', table)).toEqual({ ok: true })
  const before = socket.rows.length
  await takeSeats(table, [
    { player: ann, amount: 500 },
    { player: bob, amount: 500 },
  ])
  await until(async () => socket.rows.length > before, 'a push')
  await socket.watch('lobby', 'all')
  const versions = socket.rows
    .slice(before)
    .filter(({ view }) => view === 'seat')
    .map(({ version }) => version)
  expect(new Set(versions).size).toBe(versions.length)
  const answers = []
  for (let n = 0; n < 30; n++) answers.push(await socket.watch('table', randomUUID()))
  expect(answers.at(-1)).toMatchObject({ problem: { code: 'RESOURCE_EXHAUSTED' } })
  socket.close()
})

/** Two who play a hand, on a table of the first one's. */
const playing = async (ann: Player, bob: Player) => {
  const table = await openTable(ann)
  await takeSeats(table, [
    { player: ann, amount: 500 },
    { player: bob, amount: 500 },
  ])
  expectDone(await ann.send({ domain: 'table', root: table, type: 'ResumeTable' }))
  return table
}

test('[SE43] who watches somebody else’s seat, account or edition gets nothing of theirs', async () => {
  const [ann, bob, eve] = [await guest(base), await guest(base), await guest(base)]
  const sockets = { eve: await watcher(eve), nobody: await watcher(stranger(base)), bob: await watcher(bob) }
  const table = await playing(ann, bob)
  for (const socket of Object.values(sockets)) {
    expect(await socket.watch('player', ann.player)).toMatchObject({ problem: { code: 'NOT_FOUND' } })
    expect(await socket.watch('player', ann.player.toUpperCase())).toMatchObject({ problem: { code: 'NOT_FOUND' } })
    for (const edition of ['*', 'somebody-elses'])
      expect(await socket.emit('watch', { view: 'timeline', id: 'all', edition })).toMatchObject({
        problem: { code: 'NOT_FOUND' },
      })
    expect(await socket.watch('seat', table)).toEqual({ ok: true })
    expect(await socket.watch('table', table)).toEqual({ ok: true })
    for (const id of [ann.player, `${table}/${ann.player}`, `player/${ann.player}`]) await socket.watch('seat', id)
  }
  let turn = await nextTurn(bob, table, null)
  const cards = (await seatRow(ann, table))?.cards ?? []
  const player = [ann, bob].find(one => !turn.over && one.player === turn.player)
  if (turn.over || !player) throw new Error('nobody is asked')
  expectDone(await act(player, turn, { action: 'passive' }))
  turn = await nextTurn(bob, table, turn)
  await until(async () => sockets.bob.rows.some(({ view, row }) => view === 'seat' && row !== null), 'the own seat')
  expect(cards).toHaveLength(2)
  for (const { rows } of [sockets.eve, sockets.nobody]) {
    expect(rows.filter(({ view }) => view === 'seat').every(({ row }) => row === null)).toBe(true)
  }
  const bobs = sockets.bob.rows.filter(({ view, row }) => view === 'seat' && row !== null)
  expect(bobs.every(({ row }) => (row as { player: string }).player === bob.player)).toBe(true)
  for (const { rows, close } of Object.values(sockets)) {
    expect(rows.some(({ view }) => view === 'player')).toBe(false)
    expect(rows.some(({ row }) => JSON.stringify(row).includes(JSON.stringify(cards)))).toBe(false)
    close()
  }
})

test('[SE44] the socket of a session that has ended is closed', async () => {
  const ann = await guest(base)
  const socket = await watcher(ann)
  expectDone(await ann.read('/api/session'))
  expect((await ann.ask('/api/session', { method: 'DELETE' })).status).toBe(204)
  await closed(socket)
})
