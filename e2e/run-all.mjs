// What `npm test` runs: checks, unit, database and browser tests in turn, and one closing line for all of them.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { removeDatabase } from '../server/database.mjs'
import { readClaim } from '../server/start/claim.mjs'
import { installMissing } from '../server/start/install.mjs'
import { identify, stillRuns } from '../server/start/processes.mjs'
import { endCommands } from './stages/command.mjs'
import { broken, closingLine, exitCode, sum } from './stages/counts.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratches = join(root, '.data', 'test')
const scratch = join(scratches, String(process.pid))
const say = (what, text) => console.log(`  ${what.padEnd(10)}${text}`)
const undone = []
let ending = false

// Read when their turn comes: a fresh clone has no packages before the first line has run.
const stages = {
  checks: async () => (await import('./stages/checks.mjs')).runChecks,
  unit: async () => (await import('./stages/vitest.mjs')).runUnit,
  database: async () => (await import('./stages/vitest.mjs')).runDatabase,
  browser: async () => (await import('./stages/browser.mjs')).runBrowser,
}

/** A stage that breaks off counts as one that failed. */
async function runStage(name) {
  console.log(`\n${name}`)
  const start = performance.now()
  const load = stages[name]
  const counts = await load()
    .then(run => run({ root, scratch, say, undo: step => undone.push(step) }))
    .catch(error => {
      if (!ending) console.error(error)
      return broken
    })
  await cleanUp()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  say(name, `${counts.passed} of ${counts.passed + counts.failed} right, after ${seconds} s`)
  return counts
}

async function cleanUp() {
  await endCommands()
  for (const undo of undone.splice(0).reverse()) await undo()
  await removeDatabases(scratch)
}

async function removeDatabases(folder) {
  const databases = join(folder, 'databases')
  for (const name of existsSync(databases) ? readdirSync(databases) : [])
    await removeDatabase({ dataDir: join(databases, name) }).catch(error => console.error(error.message))
}

// What a run left behind that was killed: its databases may still be running.
async function sweep() {
  for (const name of existsSync(scratches) ? readdirSync(scratches) : []) {
    const folder = join(scratches, name)
    if (stillRuns(readClaim(join(folder, 'run.json')))) continue
    await removeDatabases(folder)
    rmSync(folder, { recursive: true, force: true })
  }
  mkdirSync(scratch, { recursive: true })
  writeFileSync(join(scratch, 'run.json'), JSON.stringify(identify(process.pid)))
}

async function interrupt() {
  if (ending) return
  ending = true
  console.error('\nInterrupted; stopping what was started.')
  await cleanUp()
  rmSync(scratch, { recursive: true, force: true })
  process.exit(130)
}

async function main(names) {
  const unknown = names.filter(name => !Object.hasOwn(stages, name))
  if (unknown.length > 0)
    throw new Error(`There is no stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt)
  await installMissing(root, { development: true })
  await sweep()
  const counts = []
  for (const name of names.length > 0 ? names : Object.keys(stages)) {
    counts.push(await runStage(name))
    if (ending) return
  }
  rmSync(scratch, { recursive: true, force: true })
  console.log(`\n${closingLine(sum(counts))}`)
  process.exitCode = exitCode(sum(counts))
}

await main(process.argv.slice(2)).catch(error => {
  console.error(error.message)
  console.log(`\n${closingLine(broken)}`)
  process.exitCode = 1
})
