import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '@/db/client'
import { postgresPorts } from '@/db/ports'
import type { LedgerRow } from '@/domain/projections/ledger'
import { type Engine, startEngine } from '@/engine/engine'
import type { Ports } from '@/engine/ports'
import { verifyLog } from '@/engine/verify'
import { installationKey } from '../installation-key'
import { machineChance, machineClock } from '../operating/machine'
import { longStream } from './history'
import { seededPoker } from './play'
import { seedDemo } from './seed'

const events = 2000
let [dataDir, url, seconds] = ['', '', 0]
let admin: postgres.Sql
let client: ReturnType<typeof connect>
let ports: Ports
let engine: Engine
const told: string[] = []

const seed = (fresh = false) =>
  seedDemo(process.env.TEST_DATABASE_URL ?? '', {
    name: 'demo_test',
    events,
    fresh,
    dataDir,
    tell: text => void told.push(text),
  })

/** As after a start that was killed: half of a demo lies there. */
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'demo-'))
  admin = postgres(process.env.TEST_DATABASE_URL ?? '', { max: 1, onnotice: () => {} })
  await admin`DROP DATABASE IF EXISTS demo_test WITH (FORCE)`
  await admin`DROP DATABASE IF EXISTS demo_test_draft WITH (FORCE)`
  await admin`CREATE DATABASE demo_test_draft`
  const start = performance.now()
  url = await seed()
  seconds = (performance.now() - start) / 1000
  client = connect(url)
  const outside = { clock: machineClock, chance: machineChance, journal: () => {} }
  ports = postgresPorts(client, installationKey(dataDir), outside)
  engine = await startEngine(ports, seededPoker())
}, 170_000)
afterAll(async () => {
  await engine.stop()
  await client.close()
  await admin`DROP DATABASE IF EXISTS demo_test WITH (FORCE)`
  await admin.end()
  rmSync(dataDir, { recursive: true, force: true })
})

test('[DM1] what was killed half way is made anew, and what is there is left as it is', async () => {
  console.info(`a demo of ${events} events of history: ${Math.round(seconds)} s`)
  const last = await ports.events.lastPosition()
  told.length = 0
  expect(await seed()).toBe(url)
  expect(told).toEqual([])
  expect(await ports.events.lastPosition()).toBe(last)
})

test('[DM2] the log is whole: positions, sequences and hashes, of history and of what was played', async () => {
  const last = await ports.events.lastPosition()
  expect(last).toBeGreaterThan(events + 15_000)
  expect(await verifyLog(ports.events)).toMatchObject({ ok: true })
  expect((await ports.events.head(longStream)).nextSequence).toBe(events)
  expect(readFileSync('README.md', 'utf8')).toContain(longStream.root)
})

test('[DM3] two hundred hands, and not a chip too many', async () => {
  expect((await engine.rows('hands')).size).toBe(200)
  expect((await engine.row<LedgerRow>('ledger', 'all'))?.row).toMatchObject({ balance: 0, lowest: 0, alarm: null })
})

test('[DM4] twelve dead letters of four kinds wait', async () => {
  const { rows } = await engine.deadLetters.list({}, { limit: 100 })
  const count = (reason: string) => rows.filter(row => row.reason === reason).length
  const kinds = [...new Set(rows.map(({ reason }) => reason))].sort()
  expect(rows).toHaveLength(12)
  expect(rows.every(({ status }) => status === 'open')).toBe(true)
  expect(Object.fromEntries(kinds.map(kind => [kind, count(kind)]))).toEqual({
    COMMAND_REJECTED: 1,
    PAYLOAD_REFUSED: 3,
    PROCESSING_FAILED: 3,
    SEQUENCE_MISMATCH: 5,
  })
})

test('[DM5] of three editions one can be merged, main has gone on beside one, and one is discarded', async () => {
  expect(await engine.editions.planMerge('loyalty-bonus')).toMatchObject({ events: 3, moved: [] })
  expect(await engine.editions.planMerge('night-audit')).toMatchObject({ moved: [{ domain: 'player' }] })
  expect((await engine.editions.find('rake-trial'))?.status).toBe('discarded')
})

test('[DM6] one rebuild is held at a third, and one process has a timeout that cannot run out', async () => {
  const [hands] = (await engine.projections.status()).filter(({ rebuilding }) => rebuilding !== null)
  expect(hands?.name).toBe('hands')
  const operation = (
    await engine.row<{ status: string; done: number; total: number }>('operations', hands?.rebuilding ?? '')
  )?.row
  expect(operation?.status).toBe('paused')
  expect((operation?.done ?? 0) / (operation?.total ?? 1)).toBeLessThan(1)
  const overdue = (await engine.processes.timeouts({ limit: 100 })).filter(({ dueAt }) => dueAt < Date.now())
  expect(overdue.map(({ process }) => process)).toEqual(['hand-flow'])
})
