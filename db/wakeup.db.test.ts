import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { machineChance, machineClock } from '@/server/operating/machine'
import { connect } from './client'
import { postgresPorts } from './ports'
import { testDatabase } from './testing/database'

let database: Awaited<ReturnType<typeof testDatabase>>
const clients: ReturnType<typeof connect>[] = []

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await Promise.all(clients.map(client => client.close()))
  await database.drop()
})

const wakeup = () => {
  const client = connect(database.url, { role: database.role })
  clients.push(client)
  const outside = { clock: machineClock, chance: machineChance, journal: () => {} }
  const { wakeup } = postgresPorts(client, randomBytes(32), outside)
  if (!wakeup) throw new Error('there is no wake-up')
  return wakeup
}

test('[WU1] who lost the connection that it listens on looks once, and hears again', async () => {
  const [here, there] = [wakeup(), wakeup()]
  let heard = 0
  here.listen(() => {
    heard += 1
  })
  const hears = async (timeout: number) => {
    const before = heard
    const isHeard = () => {
      there.tell()
      return heard > before
    }
    await expect.poll(isHeard, { timeout }).toBe(true)
  }
  await hears(5000)
  const before = heard
  const owner = postgres(database.url, { max: 1, onnotice: () => {} })
  const ended = await owner`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen %'`
  await owner.end()
  expect(ended).toHaveLength(1)
  await expect.poll(() => heard, { timeout: 5000 }).toBeGreaterThan(before)
  await hears(5000)
})

test('[WU2] words are few, however much is told, and the last of it is told too', async () => {
  const [here, there] = [wakeup(), wakeup()]
  const heard: number[] = []
  let told = 0
  here.listen(() => heard.push(told))
  await expect.poll(() => heard.length > 0 || there.tell(), { timeout: 5000 }).toBe(true)
  const began = performance.now()
  while (performance.now() - began < 200) {
    for (let n = 0; n < 100; n++) there.tell()
    told += 100
    await new Promise(resolve => setImmediate(resolve))
  }
  await expect.poll(() => heard.at(-1)).toBe(told)
  expect(heard.length).toBeLessThan(told / 100)
})
