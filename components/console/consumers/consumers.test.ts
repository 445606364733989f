import { expect, test } from 'vitest'
import type { ConsumerRow } from '@/server/instance'
import { expectedWords, lagWords, millisecondsLeft, span, whyWords, worstFirst } from './words.ts'

const row = (given: Partial<ConsumerRow> = {}): ConsumerRow => ({
  name: 'lobby',
  version: 1,
  kind: 'projector',
  isHere: true,
  consistency: 'async',
  paused: false,
  standing: 'live',
  position: 10,
  head: 10,
  lag: 0,
  lagMs: 0,
  rebuilding: null,
  parked: 0,
  letters: 0,
  breakdown: null,
  trend: [],
  ...given,
})

test('[RU1] lengths of time are said in two words at most', () => {
  const said = [0, 300, 4000, 60_000, 98_000, 7_500_000, 273_600_000]
  expect(said.map(span)).toEqual(['0 s', 'under 1 s', '4 s', '1 m', '1 m 38 s', '2 h 5 m', '3 d 4 h'])
})

test('[RU1] a lag is told in events and in time, with what is left at the speed of the last minute', () => {
  expect(lagWords(row())).toBe('at the head')
  expect(lagWords(row({ lag: 1200, lagMs: 4000 }))).toBe('1,200 events, 4 s')
  const trend = [
    [0, 9000, 0],
    [50_000, 600, 0],
    [100_000, 100, 0],
  ] as const
  const behind = row({ lag: 100, trend, standing: 'catching-up' })
  expect(millisecondsLeft(behind)).toBe(10_000)
  expect(whyWords(behind)).toBe('About 10 s left.')
  expect(whyWords({ ...behind, trend: [[0, 5, 0], ...trend.slice(2)] })).toBe('It does not come nearer.')
  expect(whyWords(row())).toBeUndefined()
})

test('[RU1] how long a rebuild takes is said from the last one, or that it is not known', () => {
  expect(expectedWords({ events: 100_000, perSecond: 10_000 })).toBe(
    'about 10 s, at the 10,000 events a second of the last rebuild',
  )
  expect(expectedWords({ events: 100_000, perSecond: null })).toBe('not known: nothing was rebuilt here yet')
})

test('[RU1] who needs somebody comes first', () => {
  const rows = [
    row({ name: 'b' }),
    row({ name: 'a' }),
    row({ name: 'waits', parked: 1 }),
    row({ name: 'late', standing: 'catching-up' }),
    row({ name: 'broken', standing: 'failed' }),
  ]
  expect(worstFirst(rows).map(({ name }) => name)).toEqual(['broken', 'late', 'waits', 'a', 'b'])
})
