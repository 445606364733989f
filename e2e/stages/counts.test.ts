import { expect, test } from 'vitest'
import { broken, closingLine, countPlaywright, countVitest, exitCode, nothing, sum } from './counts.mjs'

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map(each => ({ status: each })),
})
const vitest = (
  numPassedTests: number,
  numFailedTests: number,
  ...testResults: readonly ReturnType<typeof file>[]
) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
})

test('[HS8] stages add up to one line', () => {
  const all = sum([
    { passed: 4, failed: 0, skipped: 0 },
    { passed: 100, failed: 2, skipped: 0 },
  ])
  expect(closingLine(all)).toBe('104 passed, 2 failed')
  expect(exitCode(all)).toBe(1)
})
test('[HS8] what was skipped is named, and only then', () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 1 })).toBe('3 passed, 0 failed, 1 skipped')
})
test('[HS8] a file that cannot be read counts as a failure', () => {
  const report = vitest(1, 1, file('failed', 'passed', 'failed'), file('failed'))
  expect(countVitest(report, false)).toEqual({ passed: 1, failed: 2, skipped: 0 })
})
test('[HS8] an error outside of tests counts as a failure', () => {
  expect(countVitest(vitest(1, 0, file('passed', 'passed')), false)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})
test('[HS8] a browser test that passed at the second try passed', () => {
  const stats = { expected: 5, unexpected: 0, flaky: 1, skipped: 0 }
  expect(countPlaywright({ stats }, true)).toEqual({ passed: 6, failed: 0, skipped: 0 })
  expect(countPlaywright({ stats }, false).failed).toBe(1)
})
test('[HS8] a run is good when something passed and nothing failed', () => {
  expect(exitCode({ passed: 1, failed: 0 })).toBe(0)
  expect(exitCode(nothing)).toBe(1)
  expect(exitCode(broken)).toBe(1)
})
