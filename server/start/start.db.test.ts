import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, expect, test } from 'vitest'
import { removeDatabase, startDatabase } from '../database.mjs'
import { isFresh } from './build.mjs'
import {
  databasePid,
  databaseUrlOf,
  hasClaim,
  makeClone,
  removeClone,
  running,
  type Start,
  startClone,
  until,
} from './clone.ts'
import { birthOf } from './processes.mjs'

const folders: string[] = []
const starts: Start[] = []

const clone = () => {
  const folder = makeClone()
  folders.push(folder)
  return folder
}
const start = (folder: string, args: readonly string[] = [], env: Record<string, string> = {}) => {
  const started = startClone(folder, args, env)
  starts.push(started)
  return started
}
const databaseIn = (folder: string) => startDatabase({ dataDir: join(folder, '.data', 'postgres') })
const runs = (pid: number | undefined) => pid !== undefined && birthOf(pid) !== undefined

async function answers(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 5 })
  const [row] = await sql`select 1 as one`.finally(() => sql.end())
  return row?.one === 1
}

afterEach(async () => {
  for (const { signal, ended } of starts.splice(0)) {
    signal('SIGTERM')
    await ended()
  }
  for (const folder of folders.splice(0)) {
    await removeDatabase({ dataDir: join(folder, '.data', 'postgres') })
    removeClone(folder)
  }
})

test('[SU1] a second start of a folder says where the first one serves', async () => {
  const folder = clone()
  const first = start(folder)
  const address = await first.up()
  const second = start(folder)
  expect(await second.ended()).toBe(1)
  expect(second.said()).toContain(`already runs from this folder at ${address} (process ${first.process.pid})`)
})

test('[SU2] two clones that start at once have a port and a database each', async () => {
  const [one, two] = [start(clone()), start(clone())]
  const addresses = [await one.up(), await two.up()]
  expect(new Set(addresses).size).toBe(2)
  const urls = await Promise.all(addresses.map(databaseUrlOf))
  expect(new Set(urls).size).toBe(2)
  expect(await Promise.all(urls.map(answers))).toEqual([true, true])
})

test('[SU3] after kill -9 of the start the next one serves, on the same data', async () => {
  const folder = clone()
  const first = start(folder)
  await first.up()
  const left = { server: running(folder).server?.pid, database: databasePid(folder) }
  first.signal('SIGKILL')
  await first.ended()
  const second = start(folder)
  await second.up()
  expect(runs(left.server)).toBe(false)
  expect(databasePid(folder)).toBe(left.database)
})

test('[SU3] after kill -9 of everything the next start serves', async () => {
  const folder = clone()
  const first = start(folder)
  await first.up()
  for (const pid of [running(folder).server?.pid, databasePid(folder), first.process.pid])
    process.kill(pid ?? 0, 'SIGKILL')
  await first.ended()
  const address = await start(folder).up()
  expect(await answers(await databaseUrlOf(address))).toBe(true)
})

test('[SU4] kill -9 of the server ends the start in plain words, and the next one serves', async () => {
  const folder = clone()
  const first = start(folder)
  await first.up()
  process.kill(running(folder).server?.pid ?? 0, 'SIGKILL')
  expect(await first.ended()).toBe(1)
  expect(first.said()).toContain('The server ended unexpectedly (SIGKILL)')
  expect(databasePid(folder)).toBeUndefined()
  await start(folder).up()
})

test('[SU5] a killed database is back on its port', async () => {
  const folder = clone()
  const address = await start(folder).up()
  const [url, killed] = [await databaseUrlOf(address), databasePid(folder)]
  process.kill(killed ?? 0, 'SIGKILL')
  await until(
    () => runs(databasePid(folder)) && databasePid(folder) !== killed,
    () => 'a new database process',
  )
  await until(
    () => answers(url).catch(() => false),
    () => 'the database to answer on its old port',
  )
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('[SU6] %s stops the server, then the database', async name => {
  const folder = clone()
  const only = start(folder)
  await only.up()
  const pids = [running(folder).server?.pid, databasePid(folder)]
  only.signal(name)
  expect(await only.ended()).toBe(0)
  expect(pids.map(runs)).toEqual([false, false])
  expect(hasClaim(folder)).toBe(false)
})

test('[SU6] an end that comes while the database goes up leaves none behind', async () => {
  const folder = clone()
  const only = start(folder)
  await until(
    () => only.said().includes('packages'),
    () => 'the first step',
  )
  only.signal('SIGINT')
  await only.ended()
  expect(databasePid(folder)).toBeUndefined()
  expect(hasClaim(folder)).toBe(false)
})

test('[SU7] a taken port that was asked for is an error; otherwise the next free one is taken', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, () => resolve()))
  const taken = Number((other.address() as { port: number }).port)
  const folder = clone()
  const refused = start(folder, ['--port', String(taken)])
  expect(await refused.ended()).toBe(1)
  expect(refused.said()).toContain(`Port ${taken} is taken.`)
  const moved = await start(folder, [], { PORT: String(taken) }).up()
  expect(Number(new URL(moved).port)).toBeGreaterThan(taken)
  other.close()
})

test('[SU8] a postmaster.pid that names a stranger does not block the database', async () => {
  const folder = clone()
  const first = await databaseIn(folder)
  const file = join(folder, '.data', 'postgres', 'cluster', 'postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n')
  await first.stop()
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'))
  const second = await databaseIn(folder)
  expect(await answers(second.url)).toBe(true)
})

test('[SU9] a build is stale as soon as a source differs, and a test is no source', () => {
  const folder = clone()
  expect(isFresh(folder)).toBe(true)
  writeFileSync(join(folder, 'server', 'more.test.ts'), '')
  expect(isFresh(folder)).toBe(true)
  writeFileSync(join(folder, 'server', 'more.ts'), '')
  expect(isFresh(folder)).toBe(false)
})

test('[SU10] --lan says that the connection is unencrypted', async () => {
  const open = start(clone(), ['--lan'])
  await open.up()
  expect(open.said()).toContain('The connection is unencrypted')
})

test('[SU11] a database that runs already is taken over and stopped by who took it over', async () => {
  const folder = clone()
  const [first, second] = [await databaseIn(folder), await databaseIn(folder)]
  expect(second.pid).toBe(first.pid)
  await second.stop()
  expect(first.runs()).toBe(false)
})

test('[SU12] DATABASE_URL is handed on as it is', async () => {
  const folder = clone()
  const address = await start(folder, [], { DATABASE_URL: 'postgres://elsewhere/poker' }).up()
  expect(await databaseUrlOf(address)).toBe('postgres://elsewhere/poker')
  expect(databasePid(folder)).toBeUndefined()
})
