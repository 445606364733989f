import { rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import postgres from 'postgres'
import { removeDatabase, startDatabase } from '../database.mjs'
import { buildWhenStale } from '../start/build.mjs'
import { consoleLists } from './console.bench'
import { contention } from './contention.bench'
import type { Section } from './figures'
import { handleCommand } from './handle-command.bench'
import { lag } from './lag.bench'
import { longStream } from './long-stream.bench'
import type { Place } from './place'
import { play } from './play.bench'
import { rebuild } from './rebuild.bench'
import { replay } from './replay.bench'
import { tablesAtOnce } from './tables.bench'
import { timelineRows } from './timeline.bench'
import { whatIf } from './what-if.bench'

const root = new URL('../..', import.meta.url).pathname
const folder = `${root}.data/bench`
const results = `${root}server/bench/RESULTS.md`
const benches = {
  'handle-command': handleCommand,
  lag,
  contention,
  tables: tablesAtOnce,
  'long-stream': longStream,
  rebuild,
  timeline: timelineRows,
  console: consoleLists,
  play,
  'what-if': whatIf,
  replay,
}

/** `--quick` measures less of everything, names only these; the results are written after a full run. */
const given = process.argv.slice(2)
const quick = given.includes('--quick')
const named = given.filter(word => !word.startsWith('--'))
const wanted = Object.entries(benches).filter(([name]) => named.length === 0 || named.includes(name))

const loadBefore = loadavg()[0]?.toFixed(1)
const signal = AbortSignal.timeout(300_000)
const served = ['console', 'play', 'what-if', 'replay']
if (wanted.some(([name]) => served.includes(name)))
  await buildWhenStale(root, { report: (text: string) => console.error(text), signal })
const database = await startDatabase({ dataDir: `${folder}/postgres` })

const postgresVersion = async (): Promise<string> => {
  const sql = postgres(database.url, { max: 1 })
  const [row] = await sql<{ server_version: string }[]>`show server_version`
  await sql.end()
  return row?.server_version ?? 'unknown'
}

const written = ({ title, lines }: Section) => `## ${title}\n\n${lines.join('\n')}\n`

try {
  const place: Place = { serverUrl: database.url, folder, quick }
  const processor = `${cpus().length} cores (${cpus()[0]?.model.trim()})`
  const machine = `Node ${process.version}, ${processor}, embedded Postgres ${await postgresVersion()}, fsync and synchronous_commit on, ${new Date().toISOString().slice(0, 10)}`
  const sections: string[] = []
  for (const [, bench] of wanted) {
    sections.push(written(await bench(place)))
    console.log(sections.at(-1))
  }
  const intro = `# Measured by \`npm run bench\`\n\n${machine}. One run; the load of the machine was ${loadBefore} before it, and other runs differ by theirs.`
  if (!quick && named.length === 0)
    writeFileSync(results, `${[intro, ...sections].join('\n\n').replace(/\n{3,}/g, '\n\n')}`)
} finally {
  await removeDatabase({ dataDir: `${folder}/postgres` })
  rmSync(folder, { recursive: true, force: true })
}
