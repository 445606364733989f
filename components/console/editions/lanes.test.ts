import { expect, test } from 'vitest'
import { lanesOf, mostLanes, pathOf } from './lanes.ts'

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T00:00:00Z`
const open = (created: number) => ({
  status: 'open' as const,
  createdAt: day(created),
  mergedAt: null,
  discarded: null,
})
const merged = (created: number, at: number) => ({ ...open(created), status: 'merged' as const, mergedAt: day(at) })
const discarded = (created: number, at: number) => ({
  ...open(created),
  status: 'discarded' as const,
  discarded: { at: day(at), reason: 'no' },
})

test('[DK4] who goes on at the same time has lanes of their own, and one that ended leaves its lane to the next', () => {
  const lanes = lanesOf([open(9), open(5), merged(2, 4), discarded(1, 3)])
  expect(lanes.map(({ mark, lane, until, ends }) => [mark.letter, lane, until, ends])).toEqual([
    ['D', 2, 0, 'open'],
    ['C', 1, 0, 'open'],
    ['B', 2, 2, 'merged'],
    ['A', 1, 2, 'discarded'],
  ])
})

test('[DK4] there are eight lines at most with main, however many editions there are; letters stay their own', () => {
  const lanes = lanesOf(Array.from({ length: 30 }, (_, n) => open(30 - n)))
  expect(Math.max(...lanes.map(({ lane }) => lane))).toBe(mostLanes)
  expect(new Set(lanes.map(({ mark }) => mark.letter)).size).toBe(30)
})

test('[DK4] a lane leaves main at its row, and comes back to it only where it was merged', () => {
  const [goesOn, wasMerged] = lanesOf([open(5), merged(1, 3)])
  const size = { step: 16, height: 48 }
  expect(goesOn && pathOf(goesOn, size)).toMatch(/^M8 40C.* 24 24V0$/)
  expect(wasMerged && pathOf(wasMerged, size)).toMatch(/^M8 88C.* 8 48$/)
})
