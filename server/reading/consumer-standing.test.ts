import { expect, test } from 'vitest'
import { type Considered, standingOf } from './consumer-standing.ts'
import type { Sample } from './vitals.ts'

const now = 100_000
const looked = (secondsAgo: number, position: number): Sample => ({
  at: now - secondsAgo * 1000,
  head: 100,
  eventsPerSecond: 0,
  commandsPerSecond: 0,
  appendMs: null,
  commandMs: null,
  retriesPerSecond: 0,
  busy: 0,
  memory: 0,
  consumers: { lobby: { position, lag: 100 - position, lagMs: 30_000 } },
})
const behind: Considered = {
  status: { name: 'lobby', position: 60, lag: 40, lagMs: 30_000 },
  paused: false,
  rebuilding: null,
  breakdown: undefined,
  samples: [looked(15, 10), looked(10, 20), looked(5, 60)],
  now,
}
const stood = { ...behind, samples: [looked(15, 60), looked(10, 60), looked(5, 60)] }
const live = { ...behind, status: { name: 'lobby', position: 100, lag: 0, lagMs: 0 } }

test('[RU2] a consumer is live, or catching up, or stalled where it has not moved for ten seconds with something to do', () => {
  expect(standingOf(live)).toBe('live')
  expect(standingOf({ ...stood, status: { ...behind.status, lag: 3, lagMs: 900 } })).toBe('live')
  expect(standingOf(behind)).toBe('catching-up')
  expect(standingOf(stood)).toBe('stalled')
  expect(standingOf({ ...stood, samples: [looked(5, 60)] })).toBe('catching-up')
  expect(standingOf({ ...live, samples: stood.samples })).toBe('live')
})

test('[RU2] paused is more than that, failed for a while after it broke, and a rebuild is told of', () => {
  const breakdown = { at: now - 1000, error: 'Error: no' }
  expect(standingOf({ ...stood, breakdown })).toBe('failed')
  expect(standingOf({ ...stood, breakdown: { ...breakdown, at: now - 60_000 } })).toBe('stalled')
  expect(standingOf({ ...live, breakdown })).toBe('live')
  expect(standingOf({ ...stood, breakdown, paused: true })).toBe('paused')
  expect(standingOf({ ...live, rebuilding: 'an operation' })).toBe('rebuilding')
})
