// What the tools' reports come to: numbers of tests, and the one line that closes a run.

export const nothing = { passed: 0, failed: 0, skipped: 0 }

/** Something ended badly and no test says so: that counts too. */
export const broken = { passed: 0, failed: 1, skipped: 0 }

/** @param {readonly { passed: number, failed: number, skipped: number }[]} counts */
export const sum = counts =>
  counts.reduce(
    (all, { passed, failed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    nothing,
  )

// A file that cannot be read has no test that failed, and an error outside of tests belongs to none.
export function countVitest(report, ok) {
  const unread = report.testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const failed = report.numFailedTests + unread.length
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0)
  return { passed: report.numPassedTests, failed: ok ? failed : Math.max(failed, 1), skipped }
}

export function countPlaywright({ stats }, ok) {
  const failed = ok ? stats.unexpected : Math.max(stats.unexpected, 1)
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped }
}

export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A run in which nothing failed because nothing ran is not a good one. */
export const exitCode = ({ passed, failed }) => (failed > 0 || passed === 0 ? 1 : 0)
