// Builds the pages and the server when their sources have changed since the last build.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { claim } from './claim.mjs'

const sources = ['app', 'components', 'db', 'domain', 'engine', 'public', 'server']
const settings = ['next.config.ts', 'package-lock.json', 'postcss.config.mjs', 'tsconfig.json']
const notBuilt = /\.(test|spec|contract|bench)\.tsx?$|\.(md|mjs)$/
const stampOf = root => join(root, 'dist', 'sources.sha256')
const bundleOf = root => join(root, 'dist', 'server.mjs')

/**
 * @param {{ report: (text: string) => void, signal?: AbortSignal }} options
 * @returns {Promise<boolean>} whether there was something to build
 */
export async function buildWhenStale(root, { report, signal }) {
  if (isFresh(root)) return false
  const turn = await takeTurn(root, report)
  try {
    if (isFresh(root)) return false
    await build(root, signal)
  } finally {
    turn.release()
  }
  return true
}

export function isFresh(root) {
  const built = [stampOf(root), bundleOf(root), join(root, '.next', 'BUILD_ID')].every(path => existsSync(path))
  return built && readFileSync(stampOf(root), 'utf8') === fingerprint(root)
}

/** Says that what lies in dist and .next was made from the sources as they are. */
export function stamp(root, made = fingerprint(root)) {
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampOf(root), made)
}

async function build(root, signal) {
  rmSync(stampOf(root), { force: true })
  const made = fingerprint(root)
  const from = createRequire(join(root, 'package.json'))
  await Promise.all([buildPages(root, from, signal), bundleServer(root, from)])
  stamp(root, made)
}

const buildPages = (root, from, signal) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [from.resolve('next/dist/bin/next'), 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    })
    let said = ''
    child.stdout.on('data', text => (said += text))
    child.stderr.on('data', text => (said += text))
    child.once('error', reject)
    child.once('close', code => (code === 0 ? resolve() : reject(new Error(`next build did not succeed:\n${said}`))))
  })

async function bundleServer(root, from) {
  const { default: esbuild } = await import(pathToFileURL(from.resolve('esbuild')).href)
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['server/main.ts'],
    outfile: bundleOf(root),
    ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', target: 'node20' },
    ...{ sourcemap: true, logLevel: 'warning' },
  })
  await esbuild.stop()
}

// Two starts of one checkout at once (npm start beside npm test): the second waits for the first one's build.
async function takeTurn(root, report) {
  const file = join(root, '.data', 'build.json')
  for (let waited = 0; ; waited++) {
    const turn = claim(file)
    if (!turn.holder) return turn
    if (waited === 0) report(`another process (${turn.holder.pid}) is building; waiting for it`)
    await new Promise(resolve => setTimeout(resolve, 250))
  }
}

function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\n`)
  for (const path of [...settings, ...sources.flatMap(folder => filesOf(root, folder))].sort()) {
    const file = join(root, path)
    if (existsSync(file)) hash.update(`${path}\n`).update(readFileSync(file)).update('\n')
  }
  return hash.digest('hex')
}

function filesOf(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true })
    .map(name => join(folder, name))
    .filter(path => !notBuilt.test(path) && statSync(join(root, path)).isFile())
}
