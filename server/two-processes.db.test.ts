import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '@/db/client'
import { postgresPorts } from '@/db/ports'
import { testDatabase } from '@/db/testing/database'
import type { Page } from '@/engine/message'
import type { Ports } from '@/engine/ports'
import { derivedId } from '@/engine/registry'
import { reminderPatience } from '@/engine/testing/bank'
import { verifyLog } from '@/engine/verify'
import { machineChance, machineClock } from './operating/machine'
import { type BankProcess, bankProcess } from './testing/bank-processes'

const accounts = Array.from({ length: 6 }, (_, n) => derivedId('shared account', n))
const sum = 1000

let database: Awaited<ReturnType<typeof testDatabase>>
let ports: Ports
let client: ReturnType<typeof connect>
let processes: BankProcess[] = []
let orders = 0

beforeAll(async () => {
  database = await testDatabase()
  client = connect(database.url)
  const key = randomBytes(32)
  ports = postgresPorts(client, key, { clock: machineClock, chance: machineChance, journal: () => {} })
  processes = await Promise.all([bankProcess(database.url, key), bankProcess(database.url, key)])
})
afterAll(async () => {
  await Promise.all(processes.map(one => one.kill()))
  await client.close()
  await database.drop()
})

const order = async (
  by: BankProcess | undefined,
  root: string,
  message: { type: string; [field: string]: unknown },
) => {
  orders += 1
  const id = derivedId('shared order', orders)
  return { id, status: await by?.order({ id, root, message }) }
}
/** From one account to the next, so many at once, by one process and the other in turn. */
const transfers = (count: number, by: readonly BankProcess[]) =>
  Promise.all(
    Array.from({ length: count }, (_, n) => {
      const [from = '', to = ''] = [accounts[n % 6], accounts[(n + 1) % 6]]
      return order(by[n % by.length], from, { type: 'Transfer', amount: 1, to })
    }),
  )
const log = async (): Promise<readonly Page[]> => {
  const pages: Page[] = []
  for (;;) {
    const next = await ports.events.readAll(pages.at(-1)?.position ?? 0, 500)
    if (next.length === 0) return pages
    pages.push(...next)
  }
}
const count = (pages: readonly Page[], type: string) => pages.filter(page => page.type === type).length
const bySaga = (pages: readonly Page[]) =>
  pages.filter(({ type, actor }) => type === 'Deposited' && actor === 'engine/transfers')
const balances = async () =>
  [...(await ports.projections.all({ name: 'balances', version: 1 })).values()].map(
    ({ row }) => (row as { balance: number }).balance,
  )
/** Every transfer that was sent has arrived, once. */
const arrived = async () => {
  const pages = await log()
  return count(pages, 'TransferSent') - bySaga(pages).length
}

test('[CO1] two processes take commands for the same accounts, and nothing is lost or done twice', async () => {
  for (const [n, account] of accounts.entries()) await order(processes[n % 2], account, { type: 'Open', amount: sum })
  const sent = await transfers(120, processes)
  expect(sent.map(({ status }) => status)).toEqual(Array(120).fill('accepted'))
  await expect.poll(arrived, { timeout: 20_000 }).toBe(0)
  const pages = await log()
  expect([count(pages, 'TransferSent'), bySaga(pages).length]).toEqual([120, 120])
  await expect.poll(async () => (await balances()).reduce((a, b) => a + b, 0), { timeout: 10_000 }).toBe(6 * sum)
  expect(await verifyLog(ports.events)).toMatchObject({ ok: true })
})

test('[CO2] both processes hear of every row, whichever of them projects it', async () => {
  const [account = ''] = accounts
  const version = (await ports.projections.rows({ name: 'balances', version: 1 }, [account])).get(account)?.version ?? 0
  expect(version).toBeGreaterThan(1)
  for (const one of processes)
    await expect.poll(() => one.heard('balances', account).at(-1), { timeout: 10_000 }).toBe(version)
})

test('[CO3] a timeout fires once, whichever process fires it', async () => {
  for (const one of processes) one.shift(reminderPatience + 1000)
  await expect.poll(async () => count(await log(), 'Nudged'), { timeout: 20_000 }).toBe(6)
  const fired = (await log()).filter(({ type }) => type === 'TimeoutElapsed')
  expect(new Set(fired.map(({ root, data }) => `${root} ${data.dueAt}`)).size).toBe(fired.length)
})

test('[CO4] a process that is killed leaves nothing undone: the other one goes on, and what was answered holds', async () => {
  const [doomed, other] = processes
  if (!doomed || !other) throw new Error('there are no processes')
  const sending = transfers(200, [doomed, other])
  await new Promise(resolve => setTimeout(resolve, 30))
  await doomed.kill()
  const sent = await sending
  const lost = sent.filter(({ status }) => status === undefined)
  expect(lost.length).toBeGreaterThan(0)
  expect(await order(other, accounts[0] ?? '', { type: 'Deposit', amount: 5 })).toMatchObject({ status: 'accepted' })
  await expect.poll(arrived, { timeout: 30_000 }).toBe(0)
  const pages = await log()
  const accepted = new Set(pages.filter(({ type }) => type === 'TransferSent').map(({ commandId }) => commandId))
  for (const { id, status } of sent) if (status === 'accepted') expect(accepted.has(id)).toBe(true)
  expect(bySaga(pages)).toHaveLength(count(pages, 'TransferSent'))
  const total = async () => (await balances()).reduce((a, b) => a + b, 0)
  await expect.poll(total, { timeout: 20_000 }).toBe(6 * sum + 5)
  expect(await verifyLog(ports.events)).toMatchObject({ ok: true })
})

test('[CO9] processes that never look by themselves hear of each other’s events all the same', async () => {
  await Promise.all(processes.map(one => one.kill()))
  const never = { LOOK_EVERY: '600000' }
  const key = randomBytes(32)
  processes = await Promise.all([bankProcess(database.url, key, never), bankProcess(database.url, key, never)])
  for (let n = 0; n < 20; n++) {
    const root = derivedId('heard account', n)
    expect(await order(processes[n % 2], root, { type: 'Open', amount: 1 })).toMatchObject({ status: 'accepted' })
    for (const one of processes)
      await expect.poll(() => one.heard('balances', root), { timeout: 10_000, interval: 5 }).toEqual([1])
  }
})
