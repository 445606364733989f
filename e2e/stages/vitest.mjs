// One vitest project, counted from its report and not from what it prints.
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startDatabase } from '../../server/database.mjs'
import { command } from './command.mjs'
import { countVitest } from './counts.mjs'

export const runUnit = stage => runProject(stage, 'unit', {})

export async function runDatabase(stage) {
  // Nothing here may find its way to the database that somebody plays on.
  const alone = { DATABASE_URL: '' }
  if (process.env.TEST_DATABASE_URL) return runProject(stage, 'database', alone)
  const database = await startDatabase({ dataDir: join(stage.scratch, 'databases', 'contracts') })
  return runProject(stage, 'database', { ...alone, TEST_DATABASE_URL: database.url })
}

async function runProject({ root, scratch }, project, env) {
  const report = join(scratch, `${project}.json`)
  mkdirSync(dirname(report), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters]
  const { ok } = await command(vitest, { cwd: root, minutes: 12, env })
  return countVitest(JSON.parse(readFileSync(report, 'utf8')), ok)
}
