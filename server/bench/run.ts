import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { connect, migrateDatabase } from '@/db/client'
import { postgresPorts } from '@/db/ports'
import { Hand } from '@/domain/hand/hand'
import { poker } from '@/domain/poker'
import { startEngine } from '@/engine/engine'
import { fold } from '@/engine/fold'
import type { Message, Page } from '@/engine/message'
import { removeDatabase, startDatabase } from '../database.mjs'
import { machineChance, machineClock } from '../machine'
import { buildWhenStale } from '../start/build.mjs'
import { freePort } from '../start/free-port.mjs'
import { serve } from '../start/serve.mjs'
import { figuresOf, rowOf } from './figures'
import { playHeadsUp } from './heads-up'

const root = new URL('../..', import.meta.url).pathname
const folder = `${root}.data/bench`
const deposits = 400
const actions = 600

const measureServer = async (databaseUrl: string) => {
  const server = serve({
    port: await freePort(),
    databaseUrl,
    dataDir: folder,
    env: { RIVERBOOK_HURRY: '1', COMMANDS_PER_SECOND: '100000', SIGN_UPS_PER_HOUR: '100000' },
    write: () => {},
  })
  try {
    const base = await server.ready
    await playHeadsUp(base, 50)
    return await playHeadsUp(base, actions)
  } finally {
    await server.stop()
  }
}

/** In one process: from the answer (durable) to the saved row of a projector. */
const measureProjection = async (databaseUrl: string) => {
  await migrateDatabase(databaseUrl, `${root}db/migrations`)
  const client = connect(databaseUrl)
  const ports = postgresPorts(client, randomBytes(32), {
    clock: machineClock,
    chance: machineChance,
    journal: () => {},
  })
  const engine = await startEngine(ports, poker)
  const rows = new Map<string, () => void>()
  engine.onRows(({ projection, changes }) => {
    if (projection === 'player') for (const { key } of changes) rows.get(key)?.()
  })
  const lags: number[] = []
  const player = machineChance.id()
  const order = (message: object) =>
    engine.execute({
      cover: { domain: 'player', root: player, edition: '', correlationId: '', ext: null },
      message: message as Message,
      commandId: machineChance.id(),
      actor: 'administrator',
    })
  await order({ type: 'RegisterPlayer', displayName: 'Bench', kind: 'bot' })
  await engine.settled()
  for (let n = 0; n < deposits; n++) {
    const saved = new Promise<number>(resolve => rows.set(player, () => resolve(performance.now())))
    await order({ type: 'DepositFunds', amount: 1 })
    const durable = performance.now()
    lags.push(Math.max(0, (await saved) - durable))
  }
  const pages = (await allPages(ports.events.readAll)).filter(page => page.domain === 'hand')
  await engine.stop()
  await client.close()
  return { lags, folds: foldTimes(pages) }
}

const allPages = async (read: (after: number, limit: number) => Promise<readonly Page[]>) => {
  const pages: Page[] = []
  for (;;) {
    const next = await read(pages.length, 1000)
    if (next.length === 0) return pages
    pages.push(...next)
  }
}

/** Times to fold 10,000 events of real hands, stream by stream. */
const foldTimes = (pages: readonly Page[]): number[] => {
  const streams = new Map<string, Page[]>()
  for (const page of pages) streams.set(page.root, [...(streams.get(page.root) ?? []), page])
  return Array.from({ length: 30 }, () => {
    const start = performance.now()
    for (let folded = 0; folded < 10_000; ) {
      for (const stream of streams.values()) {
        fold(Hand, stream)
        folded += stream.length
        if (folded >= 10_000) break
      }
    }
    return performance.now() - start
  }).slice(5)
}

await buildWhenStale(root, { report: (text: string) => console.error(text), signal: AbortSignal.timeout(300_000) })
const database = await startDatabase({ dataDir: `${folder}/postgres` })
try {
  const { action, push } = await measureServer(database.url)
  const { lags, folds } = await measureProjection(database.url)
  const table = [
    '| what | p50 ms | p95 ms | p99 ms | most ms | n | wanted |',
    '|---|---|---|---|---|---|---|',
    rowOf('player action: HTTP in, durable, answer out', figuresOf(action), 'p50 ≤ 10'),
    rowOf('push: event recorded to row at the other player', figuresOf(push), '≤ 50'),
    rowOf('projection lag: durable to row saved', figuresOf(lags), 'p50 ≤ 10'),
    rowOf('fold of 10,000 hand events', figuresOf(folds), '≤ 50'),
  ].join('\n')
  const machine = `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), embedded Postgres, ${new Date().toISOString().slice(0, 10)}`
  writeFileSync(
    `${root}server/bench/RESULTS.md`,
    `# Measured by \`npm run bench\`\n\n${machine}. One run; other runs differ by the load of the machine.\n\n${table}\n`,
  )
  console.log(table)
} finally {
  await removeDatabase({ dataDir: `${folder}/postgres` })
  rmSync(folder, { recursive: true, force: true })
}
