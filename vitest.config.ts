import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = new URL('.', import.meta.url).pathname

/** What takes longest, the longest first: begun last, one of them would be waited for alone. */
const long = [
  'engine/testing/crash.test.ts',
  'engine/testing/simulation.test.ts',
  'engine/testing/simulation-bugs.test.ts',
  'server/non-interference.test.ts',
  'server/contracts.test.ts',
  'domain/games.property.test.ts',
  'domain/crash.test.ts',
  'domain/replay/replay.property.test.ts',
]
const placeOf = ({ moduleId }: TestSpecification) => {
  const place = long.indexOf(moduleId.replace(root, ''))
  return place < 0 ? long.length : place
}
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other))
  }
}

export default defineConfig({
  resolve: { alias: { '@/': root } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{engine,domain,server,app,components,db,e2e}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
          // A process per worker and not per file: loading the same modules again took longer than most files take.
          isolate: false,
          maxWorkers: availableParallelism(),
          unstubGlobals: true,
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          // One file after the other: they measure waits, and share the disk.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          include: ['{engine,domain,server,app,components,db,e2e}/**/*.db.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
