import { expect, test } from 'vitest'
import { bodyOf, draft, missingIn } from './new-edition.ts'

const named = { ...draft('player'), name: 'what-if', purpose: 'to see' }

test('[DK3] an edition leaves main where it is first written, at points, at a position or at a time', () => {
  expect(bodyOf(named)).toEqual({ name: 'what-if', purpose: 'to see', divergence: { kind: 'implicit' } })
  expect(bodyOf({ ...named, kind: 'position', position: '901' }).divergence).toEqual({
    kind: 'position',
    position: 901,
  })
  expect(bodyOf({ ...named, kind: 'time', at: '2026-11-25T10:00:00Z' }).divergence).toEqual({
    kind: 'time',
    at: '2026-11-25T10:00:00.000Z',
  })
  const points = [
    { domain: 'player', root: '', sequence: '0' },
    { domain: 'table', root: ' abc ', sequence: '18' },
  ]
  expect(bodyOf({ ...named, kind: 'explicit', points }).divergence).toEqual({
    kind: 'explicit',
    points: [
      { domain: 'player', sequence: 0 },
      { domain: 'table', root: 'abc', sequence: 18 },
    ],
  })
})

test('[DK3] what is missing of it is said in words', () => {
  expect(missingIn(named)).toBeNull()
  expect(missingIn({ ...named, name: 'What if' })).toMatch(/lower-case/)
  expect(missingIn({ ...named, kind: 'position', position: '-1' })).toMatch(/whole number/)
  expect(missingIn({ ...named, kind: 'time' })).toMatch(/time/)
  expect(missingIn({ ...named, kind: 'explicit' })).toMatch(/first own event/)
})
