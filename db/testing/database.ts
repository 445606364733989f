import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { v7 } from 'uuid'
import type { Clock } from '@/engine/ports'
import type { Harness } from '@/engine/testing/harness'
import { shiftedClock } from '@/engine/testing/shifted-clock'
import { type Client, connect, migrateDatabase } from '../client'
import { postgresPorts } from '../ports'

const server = () => {
  const url = process.env.TEST_DATABASE_URL
  if (!url) throw new Error('TEST_DATABASE_URL names the Postgres that tests may use: run `npm run test:db`')
  return url
}
const withDatabase = (name: string) => Object.assign(new URL(server()), { pathname: `/${name}` }).toString()
const migrations = new URL('../migrations', import.meta.url).pathname

/** A database of its own, migrated; dropped by `drop`. */
export const testDatabase = async () => {
  const { url, drop } = await emptyDatabase()
  return { url, role: await migrateDatabase(url, migrations), drop }
}

/** With nothing in it. */
export const emptyDatabase = async () => {
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = postgres(server(), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  return {
    url: withDatabase(name),
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

export const postgresHarness = async (real: Clock): Promise<Harness> => {
  const database = await testDatabase()
  const clock = shiftedClock(real)
  const key = randomBytes(32)
  const clients: Client[] = []
  const another = async () => {
    const client = connect(database.url, { connections: 6, role: database.role })
    clients.push(client)
    const chance = { bytes: (count: number) => randomBytes(count), id: () => v7() }
    return postgresPorts(client, key, { clock, chance, journal: () => {} })
  }
  return {
    ports: await another(),
    clock,
    another,
    close: async () => {
      await Promise.all(clients.map(client => client.close()))
      await database.drop()
    },
  }
}
