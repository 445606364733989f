// The embedded PostgreSQL: one cluster per data directory, made when missing, taken over when already running.
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { freePort } from './start/free-port.mjs'
import { homeFor, run } from './start/postgres-home.mjs'
import { birthOf, commandOf, goneWithin, identify, stillRuns } from './start/processes.mjs'

const largestLog = 5_000_000
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))

/**
 * Starts the cluster of a data directory, or takes over the one that runs there: whoever asks owns it and stops it.
 * One caller per data directory at a time; server/start/claim.mjs sees to that.
 * @param {{ dataDir: string, port?: number }} options
 */
export async function startDatabase({ dataDir, port }) {
  const home = await homeFor(dataDir)
  await create(home)
  const running = (await found(home)) ?? (await launch(home, port))
  const password = readFileSync(home.password, 'utf8').trim()
  const server = identify(running.pid)
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres`,
    port: running.port,
    pid: running.pid,
    folder: home.folder,
    log: home.log,
    runs: () => stillRuns(server),
    stop: () => stop(home, 'fast'),
  }
}

/** Stops the cluster of a data directory, if it runs, and deletes everything it held. */
export async function removeDatabase({ dataDir }) {
  if (!existsSync(dataDir)) return
  const home = await homeFor(dataDir)
  await stop(home, 'immediate')
  for (const folder of [home.folder, dataDir]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

// Made beside its place and moved there whole: a creation that was killed half way leaves nothing that looks finished.
async function create(home) {
  if (existsSync(join(home.cluster, 'PG_VERSION'))) return
  for (const name of readdirSync(home.folder))
    if (name.startsWith('draft-')) rmSync(join(home.folder, name), { recursive: true, force: true })
  const draft = join(home.folder, `draft-${process.pid}`)
  writeFileSync(home.password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (home.user.uid !== undefined) chownSync(home.password, home.user.uid, home.user.gid)
  const { ok, output } = await run(home, 'initdb', [
    ...['-D', draft, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--data-checksums'],
    ...['--auth=scram-sha-256', `--pwfile=${home.password}`],
  ])
  if (!ok) throw new Error(`PostgreSQL could not make ${home.cluster}:\n${output}`)
  renameSync(draft, home.cluster)
}

// A server of this cluster that still runs, once it is ready; one that is just ending is waited for.
async function found(home) {
  for (let waited = 0; waited < 300; waited++) {
    const server = readPidFile(home)
    if (!server || !isOurs(home, server)) return undefined
    if (server.status === 'ready') return server
    await pause(100)
  }
  throw new Error(`PostgreSQL in ${home.folder} runs but is not ready. Its log: ${home.log}`)
}

function readPidFile(home) {
  try {
    const lines = readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n')
    const shared = Number(lines[6]?.trim().split(/\s+/)[1])
    return { pid: Number(lines[0]), port: Number(lines[3]), shared, status: lines[7]?.trim() }
  } catch {
    return undefined
  }
}

function isOurs(home, { pid }) {
  if (birthOf(pid) === undefined) return false
  return process.platform === 'win32' || commandOf(pid).includes(home.cluster)
}

async function launch(home, fixedPort) {
  if (existsSync(home.log) && statSync(home.log).size > largestLog) truncateSync(home.log)
  // The processes of a server that was killed need a moment to notice and end; until then PostgreSQL refuses.
  for (let attempt = 0; attempt < 20; attempt++) {
    clearStale(home)
    const logged = existsSync(home.log) ? statSync(home.log).size : 0
    const { ok, output } = await run(home, 'pg_ctl', startParameters(home, fixedPort ?? (await freePort())))
    if (ok) return readPidFile(home)
    const said = output + readFileSync(home.log, 'utf8').slice(logged)
    if (!/lock file|shared memory|in use|could not bind/i.test(said))
      throw new Error(`PostgreSQL in ${home.folder} did not start:\n${said.slice(-3_000)}`)
    await pause(500)
  }
  throw new Error(`PostgreSQL in ${home.folder} did not start: something holds its lock. Its log: ${home.log}`)
}

function startParameters(home, port) {
  const none = process.platform === 'win32' ? '""' : "''"
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${none}`
  return ['start', '-D', home.cluster, '-w', '-t', '60', '-l', home.log, '-o', settings]
}

/*
 * PostgreSQL refuses to start over a postmaster.pid whose number is taken: by a zombie that nobody reaps, or by a
 * stranger after a restart of the machine. It is safe to remove once no process holds the cluster's shared memory.
 */
function clearStale(home) {
  const server = readPidFile(home)
  if (!server || isOurs(home, server) || holders(server.shared) > 0) return
  rmSync(join(home.cluster, 'postmaster.pid'), { force: true })
}

function holders(shared) {
  if (process.platform !== 'linux' || !existsSync('/proc/sysvipc/shm')) return 0
  const rows = readFileSync('/proc/sysvipc/shm', 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
  return Number(rows.find(row => Number(row[1]) === shared)?.[6] ?? 0)
}

async function stop(home, mode) {
  const server = readPidFile(home)
  if (!server || !isOurs(home, server)) return
  const postmaster = identify(server.pid)
  const stopped = await run(home, 'pg_ctl', ['stop', '-D', home.cluster, '-m', mode, '-w', '-t', '20'])
  if (!stopped.ok) await run(home, 'pg_ctl', ['stop', '-D', home.cluster, '-m', 'immediate', '-w', '-t', '10'])
  await goneWithin(postmaster, 5_000)
}
