import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionRow } from '@/db/sessions'
import { hashOfToken, makeSessions } from '../callers/sessions.ts'
import { administrator, type Desk, failureIn, nobody, openDesk, terms, valueIn } from '../testing/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.engine.stop())

const openTable = async (host: Awaited<ReturnType<Desk['register']>>) => {
  const table = randomUUID()
  valueIn(await desk.send(host, `table/${table}/CreateTable`, { data: { ...terms, visibility: 'private' } }))
  const data = { amount: 200, table, purpose: 'buy-in', seat: 0 }
  valueIn(await desk.send(host, `player/${host.player}/ReserveFunds`, { data, syncMode: 'CASCADE' }))
  await desk.engine.settled()
  return table
}

test('[QS17] what is said at a table is read by whoever may watch it, with names', async () => {
  const ann = await desk.register('Ann')
  const table = await openTable(ann)
  const say = { data: { player: ann.player, text: 'Well played' }, syncMode: 'SIMPLE' }
  valueIn(await desk.send(ann, `chat/${table}/PostMessage`, say))
  for (const who of [ann, nobody, administrator]) {
    const served = valueIn(await desk.ask('row', who, { address: { projection: 'chat', id: table } }))
    expect(served).toMatchObject({
      row: { messages: [{ player: ann.player, text: 'Well played' }], names: { [ann.player]: 'Ann' } },
    })
  }
  const silent = await desk.ask('row', ann, { address: { projection: 'chat', id: randomUUID() } })
  expect(failureIn(silent).code).toBe('NOT_FOUND')
  const bob = await desk.register('Bob')
  const forged = await desk.send(bob, `chat/${table}/PostMessage`, say)
  expect(failureIn(forged).code).toBe('PERMISSION_DENIED')
})

test('[QS18] who is forgotten has no name and no words left, in no read model and no stream, and no session', async () => {
  const ann = await desk.register('Annabel')
  const table = await openTable(ann)
  const say = { data: { player: ann.player, text: 'My secret words' }, syncMode: 'SIMPLE' }
  valueIn(await desk.send(ann, `chat/${table}/PostMessage`, say))
  await desk.names([ann.player])
  const leave = { data: { player: ann.player }, syncMode: 'CASCADE' }
  valueIn(await desk.send(ann, `table/${table}/LeaveTable`, leave))
  await desk.engine.settled()
  valueIn(await desk.send(ann, `player/${ann.player}/ForgetPlayer`))
  expect(desk.forgotten).toContain(ann.player)
  expect(await desk.names([ann.player])).toEqual({ [ann.player]: 'forgotten' })
  await desk.engine.settled()
  const address = { domain: 'player', root: ann.player }
  const told = await Promise.all([
    desk.ask('book', administrator, { address }),
    desk.ask('state', administrator, { address }),
    desk.ask('book', administrator, { address: { domain: 'chat', root: table } }),
    desk.ask('row', administrator, { address: { projection: 'player', id: ann.player } }),
    desk.ask('row', nobody, { address: { projection: 'player', id: ann.player } }),
    desk.ask('row', nobody, { address: { projection: 'chat', id: table } }),
    desk.ask('row', nobody, { address: { projection: 'table', id: table } }),
    desk.ask('timeline', administrator, { query: `q=${ann.player}&limit=500` }),
  ])
  for (const one of told) {
    expect(JSON.stringify(valueIn(one as { value: unknown }))).not.toMatch(/Annabel|secret words/)
  }
})

const storeOf = () => {
  const rows = new Map<string, SessionRow>()
  return {
    rows,
    create: async ({ tokenHash, role, player }: SessionRow & { tokenHash: string }) =>
      void rows.set(tokenHash, { role, player, operator: null }),
    find: async (hash: string) => rows.get(hash),
    slide: async () => {},
    end: async (hash: string) => void rows.delete(hash),
    endAll: async (player: string) => {
      for (const [hash, row] of rows) if (row.player === player) rows.delete(hash)
    },
  }
}

test('[QS18] the sessions of who is forgotten end at once, remembered ones too; those of others go on', async () => {
  const store = storeOf()
  const sessions = makeSessions({
    engine: desk.engine,
    store: store as never,
    administratorHash: hashOfToken('x'),
    secure: false,
    now: () => 0,
    audit: () => {},
    limits: { signUps: () => 0, administrators: () => 0, recoveries: () => 0 },
  })
  let told = 0
  sessions.onSignOut(() => told++)
  const signIn = async (name: string) => {
    const { token, session } = valueIn(await sessions.signIn(name, 'here'))
    const cookie = `riverbook-session=${token}`
    return { cookie, player: session.player, who: await sessions.callerOf(cookie) }
  }
  const [ann, bob] = [await signIn('Ann'), await signIn('Bob')]
  expect(ann.who).toMatchObject({ kind: 'player', player: ann.player })
  await sessions.forget(ann.player)
  expect(await sessions.callerOf(ann.cookie)).toEqual({ kind: 'anonymous' })
  expect(await sessions.callerOf(bob.cookie)).toMatchObject({ player: bob.player })
  expect(told).toBe(1)
  expect(JSON.stringify([...store.rows])).not.toMatch(/Ann|Bob/)
})
