// Thousands of runs of a bank in bad weather, each from its seed. `npm run simulate`: ten times as many, by SEEDS; `SEED=17`: that one.
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type Run, simulate } from './simulator.ts'

const { SEED, SEEDS } = process.env
const many = Number(SEEDS ?? 2000)
const seeds = SEED === undefined ? Array.from({ length: many }, (_, index) => index + 1) : [Number(SEED)]
/** However busy the machine is: nothing here depends on it. */
const slow = { timeout: 60_000 + many * 250 }

const commit = () => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

const told = async ({ seed, weather, violations }: Run): Promise<string> => {
  const { trace } = await simulate({ seed, kept: true })
  return [
    `seed ${seed} at commit ${commit()}, ${JSON.stringify(weather)}`,
    ...violations.slice(0, 5).map(violation => `  ${violation}`),
    `  SEED=${seed} npx vitest run --project unit engine/testing/simulation.test.ts`,
    ...(SEED === undefined ? [] : trace.map(line => `  ${line}`)),
  ].join('\n')
}

const mostTold = 5
const sums = new Map<string, number>()

test(
  '[SM5] whatever goes wrong: promises are kept, the books balance at every position, all comes to an end',
  slow,
  async () => {
    const failures: string[] = []
    const begun = performance.now()
    for (const seed of seeds) {
      const run = await simulate({ seed })
      for (const [what, count] of Object.entries(run.counts)) sums.set(what, (sums.get(what) ?? 0) + count)
      if (run.violations.length > 0 && failures.length < mostTold) failures.push(await told(run))
    }
    const perSecond = Math.round((seeds.length * 1000) / (performance.now() - begun))
    console.info(`${seeds.length} seeds, ${perSecond} a second: ${JSON.stringify(Object.fromEntries(sums))}`)
    expect(failures.join('\n')).toBe('')
  },
)

test.skipIf(SEED !== undefined)('[SM6] in the runs there is everything that may go wrong', () => {
  for (const [what, count] of sums) expect(count, what).toBeGreaterThan(seeds.length / 50)
})

test('[SM7] the same seed twice is the same run', slow, async () => {
  for (const seed of seeds.slice(0, 20)) expect((await simulate({ seed })).hash).toBe((await simulate({ seed })).hash)
  const hashes = await Promise.all([1, 2, 3].map(async seed => (await simulate({ seed })).hash))
  expect(new Set(hashes).size).toBe(3)
})
