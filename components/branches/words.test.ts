import { expect, test } from 'vitest'
import { ageWords, answerWords, bigBlinds, comparedWords } from './words.ts'

test.each([
  [{ action: 'call', amount: null }, 'call'],
  [{ action: 'bet', amount: 1200 }, 'bet 1,200'],
  [{ action: 'raise', amount: 240 }, 'raise to 240'],
] as const)('[BR53] %j', (given, words) => expect(answerWords(given)).toBe(words))
test('[BR53] what a branch came to is told against what happened', () => {
  expect(comparedWords({ result: 300, onMain: -100 }, 10)).toBe('+40 bb compared with what happened')
  expect(comparedWords({ result: -105, onMain: -100 }, 10)).toBe('−0.5 bb compared with what happened')
  expect(comparedWords({ result: -100, onMain: -100 }, 10)).toBe('the same as what happened')
  expect(comparedWords({ result: null, onMain: 0 }, 10)).toBeNull()
  expect(bigBlinds(0, 10)).toBe('±0 bb')
})
test('[BR53] ages are told in the largest unit that they fill', () => {
  const now = Date.parse('2026-11-25T12:00:00Z')
  const of = (since: string) => ageWords(since, now)
  expect(of('2026-11-25T11:59:50Z')).toBe('just now')
  expect(of('2026-11-25T11:58:00Z')).toBe('2 minutes ago')
  expect(of('2026-11-25T09:30:00Z')).toBe('2 hours ago')
  expect(of('2026-11-23T09:00:00Z')).toBe('2 days ago')
})
