import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, startEngine } from '@/engine/engine'
import type { Message } from '@/engine/message'
import { derivedId } from '@/engine/registry'
import { Account, type BalanceRow, bank } from '@/engine/testing/bank'
import { removeDatabase, startDatabase } from '@/server/database.mjs'
import { machineChance, machineClock } from '@/server/operating/machine'
import { connect, migrateDatabase } from './client'
import { postgresPorts } from './ports'

const migrations = new URL('./migrations', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'recovery-'))
const dataDir = join(folder, 'postgres')
const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

let server: Awaited<ReturnType<typeof startDatabase>>
let client: ReturnType<typeof connect>
let engine: Engine
let orders = 0

beforeAll(async () => {
  server = await startDatabase({ dataDir })
  const role = await migrateDatabase(server.url, migrations)
  client = connect(server.url, { role })
  const outside = { clock: machineClock, chance: machineChance, journal: () => {} }
  engine = await startEngine(postgresPorts(client, randomBytes(32), outside), bank)
}, 60_000)
afterAll(async () => {
  await engine.stop()
  await client.close()
  await removeDatabase({ dataDir })
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

const order = (account: string, message: Message & Record<string, unknown>) => {
  orders += 1
  return engine.execute({
    cover: { domain: 'account', root: derivedId(account), edition: '', correlationId: '', ext: null },
    message,
    commandId: derivedId('order', orders),
    actor: 'ann',
  })
}
const failed = async (work: Promise<unknown>) => {
  const began = performance.now()
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { error, milliseconds: performance.now() - began }
}
/** Everything works: an append, a projector, a saga, and what waits for all of them. */
const expectWorking = async (from: string, to: string) => {
  await order(from, { type: 'Open', amount: 10 })
  await order(to, { type: 'Open' })
  await order(from, { type: 'Transfer', amount: 4, to: derivedId(to) })
  const row = async () => (await engine.row<BalanceRow>('balances', derivedId(to)))?.row.balance
  await expect.poll(row, { timeout: 5000 }).toBe(4)
  expect((await engine.state(Account, derivedId(from))).state.balance).toBe(6)
}

test('[RC1] a Postgres that is killed and comes back is found again within seconds, and nothing is lost', async () => {
  await expectWorking('ann', 'bob')
  await order('ann', { type: 'Transfer', amount: 1, to: derivedId('bob') })
  process.kill(server.pid, 'SIGKILL')
  await pause(100)
  const { error, milliseconds } = await failed(order('ann', { type: 'Deposit', amount: 1 }))
  expect(error).toBeDefined()
  expect(milliseconds).toBeLessThan(4000)
  await pause(4000)
  server = await startDatabase({ dataDir, port: server.port })
  await expect
    .poll(() => failed(order('ann', { type: 'Deposit', amount: 1 })), { timeout: 5000 })
    .toMatchObject({
      error: undefined,
    })
  await expectWorking('cid', 'dan')
  await engine.settled()
  const row = await engine.row<BalanceRow>('balances', derivedId('bob'))
  expect(row?.row.balance).toBe(5)
  expect(await engine.verify()).toMatchObject({ ok: true })
}, 60_000)

test.skipIf(process.platform === 'win32')(
  '[RC2] a Postgres that says nothing makes commands unavailable in three seconds, and all go on when it speaks',
  async () => {
    // The server's own role is not told what other sessions are.
    const owner = postgres(server.url, { max: 1, onnotice: () => {} })
    const backends = await owner<{ pid: number }[]>`
      select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
    await owner.end()
    expect(backends.length).toBeGreaterThan(0)
    const stopped = [server.pid, ...backends.map(({ pid }) => pid)]
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    const late = await Promise.all(
      ['eve', 'fay', 'gus'].map(account => failed(order(account, { type: 'Open', amount: 1 }))),
    )
    await pause(6000)
    const later = await failed(order('hal', { type: 'Open', amount: 1 }))
    for (const pid of stopped) process.kill(pid, 'SIGCONT')
    for (const { error, milliseconds } of [...late, later]) {
      expect(error).toMatchObject({ name: 'Unavailable' })
      expect(milliseconds).toBeLessThan(4000)
    }
    await expect
      .poll(() => failed(order('ida', { type: 'Open' })), { timeout: 10_000 })
      .toMatchObject({ error: undefined })
    await expectWorking('jan', 'kim')
    await engine.settled()
    expect(await engine.verify()).toMatchObject({ ok: true })
  },
  60_000,
)
