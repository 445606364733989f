import { randomUUID } from 'node:crypto'
import type { Socket } from 'socket.io'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../callers/callers.ts'
import { makeLog } from '../operating/log.ts'
import { makeNames } from '../reading/names.ts'
import { makeTimeline, type Timeline } from '../reading/timeline.ts'
import { type Desk, dealt, nobody, openDesk, terms, valueIn } from '../testing/desk.ts'
import { timelinePush } from './timeline-push.ts'

let desk: Desk
let push: ReturnType<typeof timelinePush>
beforeAll(async () => {
  desk = await openDesk()
  const timeline = makeTimeline(desk.engine, makeNames(desk.engine))
  const { lastPosition, onGrowth } = desk.engine
  push = timelinePush({ timeline, lastPosition, onGrowth, log: makeLog('silent') })
})
afterAll(async () => {
  push.stop()
  await desk.engine.stop()
})

type Pushed = Pick<Timeline, 'pages' | 'head'> & { readonly position: number }
/** As much of a socket as the tail uses; `writable` until what was pushed has not left yet. */
const fakeSocket = () => {
  const pushed: Pushed[] = []
  const transport = { writable: true }
  const socket = { emit: (_: string, events: Pushed) => pushed.push(events), conn: { transport }, disconnect: () => {} }
  const tables = () => new Set(pushed.flatMap(({ pages }) => pages.map(({ family }) => family)))
  return { socket: socket as unknown as Socket, transport, pushed, tables }
}
const follow = async (caller: Caller, given: { after?: number; filter?: object } = {}) => {
  const fake = fakeSocket()
  await push.follow(fake.socket, caller, { filter: {}, edition: '', ...given })
  return fake
}
const opened = async (host: Caller, visibility: 'public' | 'private') => {
  const table = randomUUID()
  valueIn(await desk.send(host, `table/${table}/CreateTable`, { data: { ...terms, visibility } }))
  return table
}

test('[TP9] each watcher is told what they may list, from where they are, once and in order', async () => {
  const [ann, bob] = [await desk.register(), await desk.register('Bob')]
  const start = await desk.engine.lastPosition()
  const watchers = [await follow(ann), await follow(nobody), await follow(nobody, { filter: { type: 'ChatOpened' } })]
  const [host, stranger, filtered] = watchers as [(typeof watchers)[0], (typeof watchers)[0], (typeof watchers)[0]]
  const hidden = await opened(ann, 'private')
  const { table } = await dealt(desk, [ann, bob])
  await desk.engine.settled()
  await expect.poll(() => stranger.tables().has(table)).toBe(true)
  await expect.poll(() => [...host.tables()].sort()).toEqual(expect.arrayContaining([hidden, table].sort()))
  expect(stranger.tables()).toEqual(new Set([table]))
  await expect.poll(() => filtered.pushed.flatMap(({ pages }) => pages.map(({ type }) => type))).toEqual(['ChatOpened'])
  const late = await follow(nobody, { after: start })
  const positionsOf = ({ pushed }: typeof late) => pushed.flatMap(({ pages }) => pages.map(({ position }) => position))
  await expect.poll(() => String(positionsOf(late)) === String(positionsOf(stranger))).toBe(true)
  expect(positionsOf(late)).toEqual([...positionsOf(late)].sort((one, other) => one - other))
  for (const { socket } of [...watchers, late]) push.leave(socket)
})

test('[TP10] who stands at the same place is told from one reading; who is slow is waited for, who left is not', async () => {
  const ann = await desk.register()
  const [one, other, slow, gone] = [
    await follow(nobody),
    await follow(nobody),
    await follow(nobody),
    await follow(nobody),
  ]
  slow.transport.writable = false
  push.leave(gone.socket)
  const table = await opened(ann, 'public')
  await expect.poll(() => [one, other].every(({ tables }) => tables().has(table))).toBe(true)
  const told = ({ pushed }: typeof one) => pushed.flatMap(({ pages }) => (pages.length > 0 ? [pages] : []))
  expect(told(one).every((pages, index) => told(other)[index] === pages)).toBe(true)
  expect(slow.tables().size).toBe(0)
  slow.transport.writable = true
  await expect.poll(() => slow.tables().has(table)).toBe(true)
  expect(gone.tables().size).toBe(0)
  for (const { socket } of [one, other, slow]) push.leave(socket)
})

test('[TP11] nothing is told before it is known who may list it, and nothing of it is missed', async () => {
  const ann = await desk.register()
  const before = await desk.engine.lastPosition()
  const table = await opened(ann, 'public')
  await desk.engine.settled()
  let known = before
  const status = () => [
    { name: 'lobby', version: 1, kind: 'projector', isHere: true, position: known, lag: 0, lagMs: 0 } as const,
  ]
  const read = makeTimeline({ ...desk.engine, status } as Desk['engine'], makeNames(desk.engine))
  const asked = { edition: '', table, limit: 10 }
  expect(await read(nobody, asked)).toEqual({ pages: [], next: null, head: before })
  expect(await read(nobody, { ...asked, after: { position: before } })).toMatchObject({ pages: [], head: before })
  known = await desk.engine.lastPosition()
  const { pages, head } = await read(nobody, { ...asked, after: { position: before } })
  expect([pages[0]?.type, head]).toEqual(['TableCreated', known])
})
