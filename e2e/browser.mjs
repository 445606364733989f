// Finds a Chromium that Playwright can drive, and installs one where there is none.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const ofTheSystem = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const ways = [fromEnvironment, fromPlaywright, fromSystem, installByPlaywright, installByApt, installByNpm]

/** @returns {Promise<string>} the program's path, or `playwright` for the one that Playwright finds by itself */
export async function findBrowser() {
  for (const way of ways) {
    const found = await way()
    if (found) return found
  }
  throw new Error('There is no Chromium: set CHROMIUM_PATH, or run npx playwright install --with-deps chromium')
}

// A stub of a snap, or a program that lacks its libraries, exists and does not run.
const runs = path =>
  existsSync(path) &&
  (process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0)

function fromEnvironment() {
  return process.env.CHROMIUM_PATH
}

async function fromPlaywright() {
  const { chromium } = await import('@playwright/test')
  return runs(chromium.executablePath()) ? 'playwright' : undefined
}

function fromSystem() {
  return ofTheSystem.find(runs)
}

function installByPlaywright() {
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const libraries = isRoot() ? ['--with-deps'] : []
  return attempt(process.execPath, [cli, 'install', ...libraries, 'chromium']) ? fromPlaywright() : undefined
}

function installByApt() {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return undefined
  const install = ['install', '-y', '-qq', '--no-install-recommends']
  attempt('apt-get', ['update', '-qq'])
  return attempt('apt-get', [...install, 'chromium-headless-shell']) || attempt('apt-get', [...install, 'chromium'])
    ? fromSystem()
    : undefined
}

// The program lies inside the package, together with the libraries it needs where it believes itself in the cloud.
async function installByNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = join(root, '.data', 'chromium')
  mkdirSync(folder, { recursive: true })
  if (
    !attempt('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, '@sparticuz/chromium@147'])
  )
    return undefined
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
  const path = createRequire(join(folder, 'package.json')).resolve('@sparticuz/chromium')
  const { default: chromium } = await import(pathToFileURL(path).href)
  return chromium.executablePath()
}

const isRoot = () => process.getuid?.() === 0

function attempt(command, parameters) {
  console.log(`  browser   ${[command, ...parameters].join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000, env }).status === 0
}
