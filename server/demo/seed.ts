import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { bulkAppend } from '@/db/bulk-append'
import { type Client, connect, migrateDatabase } from '@/db/client'
import { postgresPorts } from '@/db/ports'
import { Player } from '@/domain/player/player'
import type { Domain } from '@/engine/define'
import { type Engine, startEngine } from '@/engine/engine'
import { advance, type Loaded, nothing, readable } from '@/engine/load'
import type { Ports } from '@/engine/ports'
import { registry } from '@/engine/registry'
import { keepSnapshot } from '@/engine/snapshot'
import { installationKey } from '../installation-key'
import { makeLog } from '../operating/log'
import { machineChance, machineClock } from '../operating/machine'
import { history, longStream, longStreamOf } from './history'
import { named } from './order'
import { play, playersOf, register, seededPoker } from './play'
import { tomorrows, withBug } from './releases'
import { editions, fullTable, greetings, heldRebuild, nightTable, staleScreens, unreadable } from './situations'
import { playTemplate } from './template'

const tables = 10
const hands = 199
const seats = 6
const people = 40
const snapshotEvery = 160
const log = makeLog('error')

type Tell = (text: string) => void
type Place = { readonly url: string; readonly role: string | undefined; readonly client: Client; readonly ports: Ports }

type Wanted = {
  readonly events: number
  readonly fresh: boolean
  readonly dataDir: string
  readonly tell: Tell
  readonly name?: string
}

/** The demo's database, made when it is not there, or anew when that is asked for. Told is its address. */
export const seedDemo = async (
  serverUrl: string,
  { fresh, name = 'riverbook_demo', ...wanted }: Wanted,
): Promise<string> => {
  const urlOf = (database: string) => Object.assign(new URL(serverUrl), { pathname: `/${database}` }).toString()
  const draft = `${name}_draft`
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
  try {
    const [there] = await admin`SELECT 1 FROM pg_database WHERE datname = ${name}`
    if (there && !fresh) return urlOf(name)
    await admin.unsafe(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
    await admin.unsafe(`CREATE DATABASE ${draft}`)
    await fill(urlOf(draft), wanted)
    await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    // Made beside its place and moved there whole: what was killed half way is nothing that looks finished.
    await admin.unsafe(`ALTER DATABASE ${draft} RENAME TO ${name}`)
    return urlOf(name)
  } finally {
    await admin.end()
  }
}

const fill = async (url: string, { events, dataDir, tell }: Omit<Wanted, 'fresh' | 'name'>) => {
  const role = await migrateDatabase(url, join(process.cwd(), 'db', 'migrations'))
  const client = connect(url, { role })
  const outside = { clock: machineClock, chance: machineChance, journal: () => {} }
  const place = { url, role, client, ports: postgresPorts(client, installationKey(dataDir), outside) }
  try {
    const poker = seededPoker()
    // Consumers are known from now on, and stand at the end of an empty log.
    await running(place, poker, engine => engine.settled())
    await importHistory(place, events, tell)
    await Promise.all([
      keepSnapshots(place, longStreamOf(events).length),
      running(place, withBug(poker), engine => yesterday(engine, tell)),
    ])
    await running(place, poker, engine => today(place, engine, tell))
  } finally {
    await client.close()
  }
  tell('the statistics of the tables')
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin.unsafe('VACUUM (ANALYZE)')
  await admin.end()
}

const running = async (place: Place, domain: Domain, work: (engine: Engine) => Promise<void>) => {
  const engine = await startEngine(place.ports, domain)
  try {
    await work(engine)
  } finally {
    await engine.stop()
  }
}

const whole = (count: number) => count.toLocaleString('en')

/** While one batch is stored the next one is made. */
const importHistory = async ({ url, role, ports }: Place, events: number, tell: Tell) => {
  tell('tables are played that history is made of')
  const template = await playTemplate(log)
  const bulk = bulkAppend(url, role)
  const begun = performance.now()
  let said = begun
  let under = Promise.resolve(0)
  try {
    for await (const batch of history(ports.vault, template, { events, until: machineClock.now() })) {
      const last = await under
      under = bulk.append(batch)
      under.catch(() => {})
      if (performance.now() - said < 5000) continue
      said = performance.now()
      tell(
        `${whole(last)} events of history, of about ${whole(events)}, ${whole(Math.round((last * 1000) / (said - begun)))} a second`,
      )
    }
    tell(`${whole(await under)} events of history`)
  } finally {
    await bulk.close()
  }
}

/** Those that a stream gets as it grows; fewer of them. The store takes its time for one stream: hands are played beside it. */
const keepSnapshots = async ({ ports }: Place, length: number) => {
  const loading = { ports, registry: registry(seededPoker()) }
  let folded: Loaded = nothing(loading.registry.aggregate(Player.domain))
  for (let from = 0; from < length; from += snapshotEvery) {
    const pages = await ports.events.read(longStream, { from, to: Math.min(from + snapshotEvery, length) - 1 })
    folded = advance(Player, folded, await readable(loading, pages))
    await keepSnapshot(loading, longStream, { folded, retention: 'DEFAULT' })
  }
}

/** What happened before the mistake in the list of messages was mended. */
const yesterday = async (engine: Engine, tell: Tell) => {
  const players = playersOf(people, 'guest')
  for (const [n, player] of players.entries())
    await register(engine, player, { name: names[n] ?? `Guest ${n}`, funds: 20_000 })
  const sittings = Array.from({ length: tables }, (_, n) => ({
    table: named('table', n),
    name: `Landing ${n + 1}`,
    players: Array.from({ length: seats }, (_, seat) => players[(n * seats + seat) % people] ?? ''),
    hands: Math.floor(((n + 1) * hands) / tables) - Math.floor((n * hands) / tables),
  }))
  let over = 0
  await play(engine, sittings, {
    log,
    told: () => {
      over += 1
      if (over % 40 === 0) tell(`${over} hands played by bots`)
    },
  })
  tell('the floor manager’s desk')
  await staleScreens(engine)
  await fullTable(engine)
  await greetings(engine)
}

const today = async (place: Place, engine: Engine, tell: Tell) => {
  tell('editions, a rebuild, and a hand that stands still')
  await editions(engine)
  const client = connect(place.url, { role: place.role })
  const ports = { ...place.ports, ...postgresPorts(client, new Uint8Array(), { ...place.ports }) }
  const tomorrow = await startEngine({ ...ports, vault: place.ports.vault }, tomorrows(seededPoker()))
  try {
    await unreadable(engine, tomorrow, await nightTable(engine))
  } finally {
    await tomorrow.stop()
    await client.close()
  }
  await heldRebuild(engine)
}

const names = [
  'Abbie',
  'Amos',
  'Anton',
  'Asta',
  'Bea',
  'Bram',
  'Cleo',
  'Cyril',
  'Dora',
  'Edda',
  'Emil',
  'Enzo',
  'Flora',
  'Fritz',
  'Gita',
  'Hugo',
  'Ilse',
  'Iris',
  'Ivo',
  'Jana',
  'Jules',
  'Kaja',
  'Kurt',
  'Lena',
  'Lou',
  'Mara',
  'Max',
  'Nell',
  'Nico',
  'Ole',
  'Otto',
  'Paula',
  'Rex',
  'Rosa',
  'Sam',
  'Tess',
  'Theo',
  'Uma',
  'Vera',
  'Wim',
]

if (process.argv[1]?.endsWith('seed.ts')) {
  const { values } = parseArgs({
    options: { events: { type: 'string', default: '1000000' }, fresh: { type: 'boolean', default: false } },
  })
  const start = performance.now()
  const tell = (text: string) => process.stdout.write(`${text} (${Math.round((performance.now() - start) / 1000)} s)\n`)
  const dataDir = process.env.RIVERBOOK_DATA_DIR ?? '.data/demo'
  const url = await seedDemo(process.env.DATABASE_URL ?? '', {
    events: Number(values.events),
    fresh: values.fresh,
    dataDir,
    tell,
  })
  process.stdout.write(`demo ${url}\n`)
}
