// The server as a process of its own: started on a port with a database, known to be ready, stopped.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endProcess, identify } from './processes.mjs'

const leash = new URL('./leash.mjs', import.meta.url).href
const announcement = /^riverbook ready (http:\S+)/m
export const checkout = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Starts the server. `ready` resolves with its address, and is rejected when the process ends before that.
 * It leads a process group of its own, so the terminal's Ctrl-C reaches only who started it.
 * @param {{ port: number, databaseUrl: string, host?: string, development?: boolean, dataDir?: string, env?: Record<string, string | undefined>, write?: (text: string) => void }} options
 */
export function serve({
  port,
  databaseUrl,
  host,
  development,
  dataDir,
  env,
  write = text => process.stdout.write(text),
}) {
  const child = spawn(process.execPath, ['--import', leash, ...(development ? watched() : bundled())], {
    cwd: checkout,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      RIVERBOOK_DATA_DIR: dataDir ?? join(checkout, '.data'),
      ...env,
      NODE_ENV: development ? 'development' : 'production',
      DATABASE_URL: databaseUrl,
      HOST: host ?? 'localhost',
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  })
  const identity = identify(child.pid)
  const ended = new Promise(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  child.stderr.on('data', text => write(String(text)))
  return {
    ...identity,
    identity,
    ended,
    ready: announced(child, ended, write),
    stop: () => endProcess(identity, 7_000),
  }
}

const bundled = () => ['--enable-source-maps', join(checkout, 'dist', 'server.mjs')]

function watched() {
  const from = createRequire(join(checkout, 'package.json'))
  return [
    join(from.resolve('tsx/package.json'), '..', 'dist', 'cli.mjs'),
    'watch',
    '--clear-screen=false',
    'server/main.ts',
  ]
}

function announced(child, ended, write) {
  const ready = new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', text => {
      write(String(text))
      if (said === undefined) return
      said += text
      const address = announcement.exec(said)?.[1]
      if (!address) return
      said = undefined
      resolve(address)
    })
    ended.then(how => reject(new Error(`The server ended before it was ready (${how}).`)))
  })
  ready.catch(() => {})
  return ready
}
