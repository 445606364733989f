import { expect, test } from 'vitest'
import { sizeWords, verdictWords } from './words.ts'

test('[RU5] a snapshot that was held against a replay is equal, or differs in so many places', () => {
  const verdict = { nextSequence: 1600, current: true, equal: true, differing: [] }
  expect(verdictWords(verdict)).toBe('Equal to a replay of 1,600 events from the beginning.')
  expect(verdictWords({ ...verdict, equal: false, differing: ['/bankroll'] })).toBe(
    'It differs from a replay of 1,600 events in one place.',
  )
  expect(verdictWords({ ...verdict, current: false })).toContain('not used any more')
})

test('[RU5] its size is said in units of its own', () =>
  expect([812, 4210, 1_300_000].map(sizeWords)).toEqual(['812 B', '4.2 kB', '1.3 MB']))
