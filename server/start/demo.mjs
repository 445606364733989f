// The demo: a database of its own beside the normal one, made at the first start, and a token that is told at every start.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const leash = new URL('./leash.mjs', import.meta.url).href
const madeAt = /^demo (postgres\S+)$/

/**
 * Resolves with the address of the demo's database, once it is there and whole.
 * @param {{ root: string, databaseUrl: string, dataDir: string, events?: number, fresh: boolean, report: (text: string) => void, signal?: AbortSignal }} options
 */
export function makeDemo({ root, databaseUrl, dataDir, events, fresh, report, signal }) {
  const asked = [...(events ? ['--events', String(events)] : []), ...(fresh ? ['--fresh'] : [])]
  const child = spawn(
    process.execPath,
    ['--import', leash, '--import', 'tsx', join('server', 'demo', 'seed.ts'), ...asked],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: databaseUrl, RIVERBOOK_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      signal,
    },
  )
  let [rest, url, errors] = ['', undefined, '']
  child.stderr.on('data', text => (errors += text))
  child.stdout.on('data', text => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      const made = madeAt.exec(line)
      if (made) url = made[1]
      else report(line)
    }
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => (url ? resolve(url) : reject(new Error(`The demo could not be made:\n${errors}`))))
  })
}

/** Kept beside the demo's database, readable by its owner only. */
export function demoToken(dataDir) {
  const file = join(dataDir, 'administrator.token')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
