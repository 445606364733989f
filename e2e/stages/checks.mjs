// Types, format and lint, the arrows between the rooms, dead code: each counts as one.
import { command } from './command.mjs'

const rooms = ['app', 'components', 'db', 'domain', 'engine', 'server', 'e2e']
const tool = (name, ...parameters) => [`node_modules/${name}`, ...parameters]

const checks = {
  types: [tool('next/dist/bin/next', 'typegen'), tool('typescript/bin/tsc', '--noEmit', '-p', '.')],
  lint: [tool('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--max-diagnostics=40', '.')],
  arrows: [tool('dependency-cruiser/bin/dependency-cruise.mjs', '--output-type', 'err', ...rooms)],
  'dead code': [tool('knip/bin/knip.js')],
}

export async function runChecks({ root, say }) {
  const results = await Promise.all(Object.entries(checks).map(([name, steps]) => check(root, name, steps)))
  for (const { name, ok, output } of results) {
    say(name, ok ? 'right' : 'wrong')
    if (!ok) console.log(output)
  }
  const passed = results.filter(({ ok }) => ok).length
  return { passed, failed: results.length - passed, skipped: 0 }
}

async function check(root, name, steps) {
  for (const step of steps) {
    const { ok, output } = await command(step, { cwd: root, minutes: 5, quiet: true })
    if (!ok) return { name, ok, output }
  }
  return { name, ok: true, output: '' }
}
