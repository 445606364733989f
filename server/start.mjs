// What `npm start` and `npm run dev` run: packages, database, build, server, in this order, and back down again.
import { join, relative } from 'node:path'
import { startDatabase } from './database.mjs'
import { privateAddresses } from './start/addresses.mjs'
import { buildWhenStale } from './start/build.mjs'
import { claim } from './start/claim.mjs'
import { demoToken, makeDemo } from './start/demo.mjs'
import { freePort, isFree } from './start/free-port.mjs'
import { installMissing } from './start/install.mjs'
import { help, readOptions } from './start/options.mjs'
import { commandOf, endProcess, identify, parentOf, stillRuns } from './start/processes.mjs'
import { checkout, serve } from './start/serve.mjs'

const say = (what, text) => console.log(`  ${what.padEnd(10)}${text}`)
/** What stands, in the order in which it went up: each entry takes one thing down. */
const standing = []
const interrupted = new AbortController()
let ending = false

/** Takes everything down, last up first, and ends this process. */
function end(code) {
  if (ending) return
  ending = true
  interrupted.abort()
  takeDown()
    .catch(error => console.error(error.message))
    .finally(() => process.exit(code))
}

async function takeDown() {
  while (standing.length > 0) await standing.pop()()
}

function fail(error) {
  if (!ending) console.error(`\n${error.message}`)
  end(1)
}

/** Runs a step and says what came of it, with the time it took. Nothing further goes up once the end has begun. */
async function step(what, work) {
  if (ending) return new Promise(() => {})
  const start = performance.now()
  const words = await work()
  say(what, `${words} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}

function takeClone(dataDir) {
  const taken = claim(join(dataDir, 'running.json'))
  if (!taken.holder) return taken
  const { pid, address } = taken.holder
  const where = address ? `at ${address}` : 'and is still getting ready'
  console.error(`Riverbook already runs from this folder ${where} (process ${pid}).`)
  console.error(`Use that one, or stop it first: Ctrl-C in its terminal, or kill ${pid}.`)
  return process.exit(1)
}

async function install(options) {
  const { signal } = interrupted
  return (await installMissing(checkout, { development: options.dev, signal })) ? 'installed' : 'all there'
}

async function openDatabase(use) {
  if (process.env.DATABASE_URL) {
    use.databaseUrl = process.env.DATABASE_URL
    return 'your own, from DATABASE_URL'
  }
  const dataDir = join(use.dataDir, 'postgres')
  const opening = startDatabase({ dataDir })
  // Also when the end comes while it is still on its way up.
  standing.push(() => opening.then(opened => opened.stop()))
  const database = await opening
  keepUp(database, dataDir)
  use.databaseUrl = database.url
  return `PostgreSQL in ${relative(checkout, dataDir)}, on port ${database.port}`
}

// A database that was killed comes back on its port; the server finds it there by itself.
function keepUp(database, dataDir) {
  const look = setInterval(async () => {
    if (ending || database.runs()) return
    clearInterval(look)
    say('database', 'PostgreSQL ended unexpectedly and is started again')
    keepUp(await startDatabase({ dataDir, port: database.port }).catch(fail), dataDir)
  }, 500)
}

/** Ends with this process, like the build. */
async function openDemo({ events, fresh }, use) {
  const report = text => say('demo', text)
  const { dataDir, databaseUrl } = use
  const { signal } = interrupted
  use.databaseUrl = await makeDemo({ root: checkout, databaseUrl, dataDir, events, fresh, report, signal })
  use.env.ADMIN_TOKEN = process.env.ADMIN_TOKEN ?? demoToken(dataDir)
  // What stands still in it is tried again now and then, and says so.
  use.env.LOG_LEVEL = process.env.LOG_LEVEL ?? 'error'
  return 'all there'
}

async function build() {
  const start = performance.now()
  const seconds = () => Math.round((performance.now() - start) / 1000)
  const tick = setInterval(() => say('build', `under way, ${seconds()} s`), 5_000)
  try {
    const report = text => say('build', text)
    return (await buildWhenStale(checkout, { report, signal: interrupted.signal })) ? 'built' : 'up to date'
  } finally {
    clearInterval(tick)
  }
}

// What the server says to this process is not for the reader.
const forward = text => process.stdout.write(text.replace(/^riverbook ready .*\n/m, ''))

/** Serves on the port asked for, or on the first free one from 3000 on; another process may be quicker to take it. */
async function openServer(options, use) {
  if (options.port && !(await isFree(options.port))) throw new Error(`Port ${options.port} is taken.`)
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort(Number(process.env.PORT) || 3000))
    const server = serve({ ...use, port, development: options.dev, write: forward })
    standing.push(server.stop)
    use.note({ server: server.identity })
    const lost = await server.ready.then(
      () => undefined,
      error => error,
    )
    if (!lost) return announce({ ...options, port }, use, server)
    standing.pop()
    if (ending) return new Promise(() => {})
    if (options.port || attempt === 5 || (await isFree(port))) throw lost
  }
}

function announce({ port, lan }, use, server) {
  use.address = `http://localhost:${port}`
  use.lan = lan ? privateAddresses(port) : []
  use.note({ server: server.identity, address: use.address })
  server.ended.then(how => {
    if (ending) return
    console.error(`\nThe server ended unexpectedly (${how}). Everything else is stopped; npm start starts it again.`)
    end(1)
  })
  return 'ready'
}

// `kill -9` on npm reaches neither its shell nor this process: without this, both would go on unseen.
function endWithNpm() {
  const above = [process.ppid, parentOf(process.ppid)].filter(pid => pid > 1 && /\bnpm\b/.test(commandOf(pid)))
  const launchers = above.map(identify)
  if (process.env.npm_lifecycle_event && launchers.length > 0)
    setInterval(() => launchers.every(stillRuns) || end(0), 1_000).unref()
}

async function main(options) {
  const dataDir = join(checkout, '.data', ...(options.demo ? ['demo'] : []))
  const clone = takeClone(dataDir)
  standing.push(clone.release)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))
  endWithNpm()
  const start = performance.now()
  console.log('Riverbook')
  // A server whose starter was killed ends by itself; it may still be about it.
  await endProcess(clone.left?.server, 7_000)
  const use = {
    dataDir,
    note: clone.note,
    host: options.lan ? '0.0.0.0' : 'localhost',
    env: options.lan ? { RIVERBOOK_LAN: '1' } : {},
  }
  await step('packages', () => install(options))
  await step('database', () => openDatabase(use))
  if (!options.dev) await step('build', build)
  if (options.demo) await step('demo', () => openDemo(options, use))
  await step('server', () => openServer(options, use))
  console.log(['', use.address, ...use.lan].join('\n  '))
  if (options.demo) console.log(`  ${use.address}/admin with the administrator's token ${use.env.ADMIN_TOKEN}`)
  if (options.lan && use.lan.length === 0) console.log('  This machine has no address in a private range.')
  if (options.lan) console.log('  The connection is unencrypted: whoever shares this network can read what is sent.')
  console.log(`\n  Up after ${((performance.now() - start) / 1000).toFixed(1)} s. Ctrl-C stops it.`)
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) console.log(help)
  else await main(options).catch(fail)
} catch (error) {
  console.error(`${error.message}\n\n${help}`)
  process.exitCode = 2
}
