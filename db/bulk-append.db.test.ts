import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, streamOf } from '@/engine/testing/drafts'
import { verifyLog } from '@/engine/verify'
import { machineChance, machineClock } from '@/server/operating/machine'
import { bulkAppend } from './bulk-append'
import { connect } from './client'
import { postgresEventStore } from './event-store'
import { postgresPorts } from './ports'
import { testDatabase } from './testing/database'

let database: Awaited<ReturnType<typeof testDatabase>>
let sql: postgres.Sql
let client: ReturnType<typeof connect>
let bulk: ReturnType<typeof bulkAppend>

beforeAll(async () => {
  database = await testDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => {} })
  client = connect(database.url, { role: database.role })
  bulk = bulkAppend(database.url, database.role)
})
afterAll(async () => {
  await Promise.all([sql.end(), client.close(), bulk.close()])
  await database.drop()
})

const history = (name: string, { from = 0, appends = 3 } = {}) =>
  Array.from({ length: appends }, (_, n) =>
    draft(streamOf(name), { command: `${name} ${from + n}`, expected: 2 * (from + n), count: 2 }),
  )

test('[BA1] many appends are stored in one order, dense, chained, remembered, and isolated', async () => {
  const store = postgresEventStore(client)
  expect(await bulk.append([...history('one'), ...history('other')])).toBe(12)
  expect(await bulk.append(history('one', { from: 3 }))).toBe(18)
  const strange = 'a\tb\nc\\d\r"e" \\N é'
  const odd = { command: 'odd', sealed: 'sealed', data: { strange }, actor: strange, ext: null }
  expect(await bulk.append([draft(streamOf('odd'), odd)])).toBe(19)
  expect(await store.read(streamOf('odd'))).toMatchObject([{ data: { data: { strange } }, actor: strange, ext: null }])
  expect(await verifyLog(store)).toEqual({ ok: true, checked: 19 })
  const pages = await store.read(streamOf('one'))
  expect(pages.map(({ sequence }) => sequence)).toEqual([...Array(12).keys()])
  expect(pages.every(({ isolated }) => isolated)).toBe(true)
  const [first] = history('one')
  if (!first) throw new Error('no history')
  expect(await store.append(first)).toEqual({ status: 'duplicate', firstSequence: 0, count: 2 })
  const stale = draft(streamOf('one'), { command: 'stale', expected: 11 })
  expect(await store.append(stale)).toEqual({ status: 'conflict', nextSequence: 12 })
})

test('[BA2] a stream that goes on elsewhere, or a command that was stored, refuses the whole batch', async () => {
  const store = postgresEventStore(client)
  const last = await store.lastPosition()
  await expect(bulk.append([...history('new'), ...history('one')])).rejects.toThrow('goes on at 12')
  const [again] = history('other')
  if (!again) throw new Error('no history')
  await expect(bulk.append([...history('new'), { ...again, expected: 6 }])).rejects.toThrow('commands')
  expect(await store.lastPosition()).toBe(last)
  expect(await store.read(streamOf('new'))).toEqual([])
})

test('[BA3] beside a writer both have their turns, and no position is given twice or left out', async () => {
  const store = postgresEventStore(client)
  const writing = Array.from({ length: 40 }, (_, n) =>
    store.append(draft(streamOf(`live ${n}`), { command: `live ${n}` })),
  )
  const imported = ['a', 'b', 'c', 'd'].map(name => bulk.append(history(name, { appends: 50 })))
  const answers = await Promise.all(writing)
  expect(answers.every(({ status }) => status === 'ok')).toBe(true)
  await Promise.all(imported)
  expect(await verifyLog(store)).toMatchObject({ ok: true })
})

test('[BA4] who had handled everything and is at rest moves along; who is at work, or behind, does not', async () => {
  const outside = { clock: machineClock, chance: machineChance, journal: () => {} }
  const ports = postgresPorts(client, randomBytes(32), outside)
  const last = await ports.events.lastPosition()
  const standing = async () =>
    Object.fromEntries((await sql`select name, position from consumers`).map(row => [row.name, Number(row.position)]))
  await ports.checkpoints.save({ name: 'resting', version: 1 }, { from: 0, to: last })
  await ports.checkpoints.save({ name: 'behind', version: 1 }, { from: 0, to: last - 1 })
  await ports.checkpoints.acquire({ name: 'at-work', version: 1 }, { owner: 'me', milliseconds: 60_000 })
  await ports.checkpoints.save({ name: 'at-work', version: 1 }, { from: 0, to: last, fence: 1 })
  expect(await bulk.append(history('later'))).toBe(last + 6)
  expect(await standing()).toEqual({ resting: last + 6, behind: last - 1, 'at-work': last })
})
