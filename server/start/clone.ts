import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stamp } from './build.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A clone that needs neither installing nor building, and whose server answers with the address of its database. */
export function makeClone() {
  const folder = mkdtempSync(join(tmpdir(), 'riverbook-clone-'))
  chmodSync(folder, 0o755)
  for (const path of ['package.json', 'package-lock.json', 'server/start.mjs', 'server/database.mjs', 'server/start'])
    cpSync(join(root, path), join(folder, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const path of ['dist/server.mjs', '.next/BUILD_ID']) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    cpSync(join(root, 'server/start/stub.mjs'), join(folder, path))
  }
  stamp(folder)
  return folder
}

export type Start = {
  readonly process: ChildProcess
  readonly said: () => string
  /** The address it serves at, once it says that it is up. */
  readonly up: () => Promise<string>
  readonly signal: (name: NodeJS.Signals) => void
  readonly ended: () => Promise<number | null>
}

export function startClone(folder: string, args: readonly string[] = [], env: Record<string, string> = {}): Start {
  const child = spawn(process.execPath, ['server/start.mjs', ...args], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', text => (said += text))
  child.stderr.on('data', text => (said += text))
  const closed = once(child, 'exit')
  return {
    process: child,
    said: () => said,
    up: async () => {
      await until(
        () => /Up after/.test(said) || child.exitCode !== null,
        () => `the start to be up:\n${said}`,
      )
      const address = /http:\/\/localhost:\d+/.exec(said)?.[0]
      if (!address || child.exitCode !== null) throw new Error(`It ended before it was up:\n${said}`)
      return address
    },
    signal: name => child.kill(name),
    ended: async () => (await closed)[0],
  }
}

export type Running = { readonly pid: number; readonly server?: { readonly pid: number } }
export const running = (folder: string): Running =>
  JSON.parse(readFileSync(join(folder, '.data', 'running.json'), 'utf8'))
export const hasClaim = (folder: string) => existsSync(join(folder, '.data', 'running.json'))

export function databasePid(folder: string): number | undefined {
  const file = join(folder, '.data', 'postgres', 'cluster', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

export const databaseUrlOf = async (address: string): Promise<string> => (await fetch(address)).text()

export async function until(met: () => boolean | Promise<boolean>, what: () => string) {
  const end = Date.now() + 30_000
  while (!(await met())) {
    if (Date.now() > end) throw new Error(`Waited 30 s for ${what()}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

export const removeClone = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
