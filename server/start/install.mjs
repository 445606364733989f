// Installs the packages when what lies in node_modules is not what package-lock.json says.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {{ development: boolean, signal?: AbortSignal }} options `development` asks for the tools of the tests too.
 * @returns {Promise<boolean>} whether something had to be installed
 */
export async function installMissing(root, { development, signal }) {
  if (isInstalled(root, development)) return false
  const npm = process.env.npm_execpath
  const [command, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const child = spawn(command, [...before, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
    signal,
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error('npm ci did not succeed; what it said stands above.')
  return true
}

function isInstalled(root, development) {
  const wanted = packagesOf(join(root, 'package-lock.json')) ?? {}
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (!present) return false
  const needed = ([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && (development || !entry.dev)
  return Object.entries(wanted)
    .filter(needed)
    .every(([path, { version }]) => present[path]?.version === version)
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}
