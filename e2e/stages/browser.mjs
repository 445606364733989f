// Plays in a real browser against the built server, on a port and a database of this run's own.
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startDatabase } from '../../server/database.mjs'
import { buildWhenStale } from '../../server/start/build.mjs'
import { freePort } from '../../server/start/free-port.mjs'
import { serve } from '../../server/start/serve.mjs'
import { findBrowser } from '../browser.mjs'
import { command } from './command.mjs'
import { countPlaywright } from './counts.mjs'

// Tests send more at once, and sign more guests in, than anybody may who plays.
const generous = { COMMANDS_PER_SECOND: '1000', SIGN_UPS_PER_HOUR: '100000' }

export async function runBrowser(stage) {
  const { root, scratch, say, undo } = stage
  const browser = await findBrowser()
  say('browser', browser)
  await buildWhenStale(root, { report: text => say('build', text) })
  const database = await startDatabase({ dataDir: join(scratch, 'databases', 'browser') })
  const secrets = { ADMIN_TOKEN: randomBytes(24).toString('hex') }
  const server = serve({
    port: await freePort(),
    databaseUrl: database.url,
    dataDir: scratch,
    env: { ...secrets, ...generous },
    write: logTo(join(root, 'test-results')),
  })
  undo(server.stop)
  const base = await server.ready
  say('server', base)
  return play(stage, { ...secrets, E2E_BASE: base, E2E_SCRATCH: scratch, ...pathOf(browser) })
}

async function play({ root, scratch }, env) {
  const report = join(scratch, 'browser.json')
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts']
  const { ok } = await command([...playwright, '--reporter=list,json'], {
    cwd: root,
    minutes: 28,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  return countPlaywright(JSON.parse(readFileSync(report, 'utf8')), ok)
}

const pathOf = browser => (browser === 'playwright' ? {} : { CHROMIUM_PATH: browser })

// Beside the folder that playwright empties when it begins.
function logTo(folder) {
  mkdirSync(folder, { recursive: true })
  return text => appendFileSync(`${folder}/server.log`, text)
}
