import { randomBytes } from 'node:crypto'
import { longStream } from '../demo/history'
import { seedDemo } from '../demo/seed'
import { freePort } from '../start/free-port.mjs'
import { serve } from '../start/serve.mjs'
import { figuresOf, latencyHead, latencyRow, type Section, whole } from './figures'
import type { Place } from './place'

const wanted = { rows: { p95: 300 }, state: { p95: 100 } }
const rounds = 30
/** Of each, what comes first: the page as the server makes it, with its first rows, or an answer of the API. */
const lists = [
  '/admin',
  '/admin/timeline',
  '/admin/streams',
  '/admin/streams?domain=player',
  '/admin/dead-letters',
  '/admin/dead-letters?view=items',
  '/admin/editions',
  '/admin/operations',
  '/admin/projections',
  '/admin/processes',
  '/admin/snapshots',
  '/admin/catalog',
  '/admin/audit',
  '/admin/health',
]

type Ask = (path: string) => Promise<number>

const asking =
  (base: string, token: string): Ask =>
  async path => {
    const start = performance.now()
    const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } })
    await response.text()
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`)
    return performance.now() - start
  }

const timed = async (ask: () => Promise<number>, count = rounds) => {
  const sample: number[] = []
  for (let n = 0; n < count; n++) sample.push(await ask())
  return figuresOf(sample.slice(1))
}

/** The demo: how long it takes to be made, the first rows of each list of the console, any moment of its long stream. */
export const consoleLists = async (place: Place): Promise<Section> => {
  const events = place.quick ? 100_000 : 1_000_000
  const begun = performance.now()
  const databaseUrl = await seedDemo(place.serverUrl, { events, fresh: true, dataDir: place.folder, tell: () => {} })
  const seconds = (performance.now() - begun) / 1000
  const ADMIN_TOKEN = randomBytes(24).toString('hex')
  const server = serve({
    port: await freePort(),
    databaseUrl,
    dataDir: place.folder,
    env: { ADMIN_TOKEN },
    write: () => {},
  })
  try {
    const ask = asking(await server.ready, ADMIN_TOKEN)
    const lines = await rowsOf(ask)
    const title = `The console on the demo, ${whole(events)} events of history`
    return { title, lines: [`Made in ${whole(seconds)} s.`, '', ...latencyHead, ...lines] }
  } finally {
    await server.stop()
  }
}

const rowsOf = async (ask: Ask): Promise<readonly string[]> => {
  const lines: string[] = []
  for (const path of lists) lines.push(latencyRow(path, await timed(() => ask(path)), wanted.rows))
  const state = `/api/streams/player/${longStream.root}/state`
  const moment = () => Math.floor(Math.random() * 100_000)
  const anywhere = await timed(() => ask(`${state}?asOf=${moment()}`), 4 * rounds)
  const atHead = await timed(() => ask(state), 4 * rounds)
  return [
    ...lines,
    latencyRow('state of a stream of 100,000 events with personal parts, at any sequence', anywhere, wanted.state),
    latencyRow('the same, at its head', atHead, wanted.state),
  ]
}
