import { expect, test } from 'vitest'
import type { Problem } from './http.ts'
import { releaseWords, wordsOf } from './problem-words.ts'
import { newest } from './use-view.ts'

const held = { row: 'now', version: 5 }
test('[UI70] an older row is dropped', () => expect(newest(held, { row: 'then', version: 4 })).toBe(held))
test('[UI70] a newer row is taken', () => expect(newest(held, { row: 'next', version: 6 }).row).toBe('next'))
test('[UI70] the first row is taken', () => expect(newest(undefined, held)).toBe(held))

const problem = (change: Partial<Problem>): Problem => ({
  status: 422,
  code: 'FAILED_PRECONDITION',
  reason: 'x',
  detail: 'The server’s own words.',
  params: {},
  fields: {},
  retryable: false,
  ...change,
})
test.each(['stale-decision', 'not-your-turn', 'hand-over'])('[UI46] %s', reason =>
  expect(wordsOf(problem({ reason }))).toBe('Too late – hand moved on'),
)
test('[UI46] an unknown reason is told as the server tells it', () =>
  expect(wordsOf(problem({}))).toBe('The server’s own words.'))
test('[UI46] chips that come back without a reason that we know are not a refusal', () =>
  expect(releaseWords('left')).toBeNull())
