// The simulation put to the test: engines with a bug in them, and in how many runs each is found.
import { expect, test } from 'vitest'
import { simulate } from './simulator.ts'
import { plants } from './simulator-bugs.ts'

const seeds = Array.from({ length: 50 }, (_, index) => index + 1)
const slow = { timeout: 120_000 }

for (const [bug, plant] of Object.entries(plants))
  test(`[SM8] the simulation finds ${bug}`, slow, async () => {
    let caught = 0
    for (const seed of seeds) if ((await simulate({ seed, plant })).violations.length > 0) caught += 1
    console.info(`${bug}: found in ${caught} of ${seeds.length} runs`)
    expect(caught).toBeGreaterThan(0)
  })
