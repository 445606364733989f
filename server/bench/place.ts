import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { connect, migrateDatabase } from '@/db/client'
import { postgresPorts } from '@/db/ports'
import type { Domain } from '@/engine/define'
import { startEngine } from '@/engine/engine'
import type { Ports } from '@/engine/ports'
import { machineChance, machineClock } from '../operating/machine'

export const migrations = new URL('../../db/migrations', import.meta.url).pathname

/** Where a bench runs: a Postgres of its own, a folder for what a server keeps, and whether it has to be quick. */
export type Place = { readonly serverUrl: string; readonly folder: string; readonly quick: boolean }

/** A new database on the bench's server. */
export const newDatabase = async ({ serverUrl }: Pick<Place, 'serverUrl'>): Promise<string> => {
  const name = `bench_${randomBytes(6).toString('hex')}`
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).toString()
}

/** An engine as the server runs it, on a database that may hold a log already. */
export const engineOn = async (url: string, domain: Domain, key = randomBytes(32)) => {
  const role = await migrateDatabase(url, migrations)
  const client = connect(url, { role })
  const ports: Ports = postgresPorts(client, key, {
    clock: machineClock,
    chance: machineChance,
    journal: line => console.error(JSON.stringify(line)),
  })
  const engine = await startEngine(ports, domain)
  return {
    engine,
    ports,
    stop: async () => {
      await engine.stop()
      await client.close()
    },
  }
}
