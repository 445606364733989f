import { expect, test } from 'vitest'
import { differencesOf, linesOf } from './lines.ts'

const before = { name: 'Ann', bankroll: 1000, seats: [{ seat: 1 }], gone: { at: 1 } }
const after = { name: 'Ann', bankroll: 500, seats: [{ seat: 1 }, { seat: 2 }], reserved: {} }

test('[DK1] a value is shown line by line, what is different marked where it differs', () => {
  const marked = (value: unknown, against: Parameters<typeof linesOf>[1]) =>
    linesOf(value, against).flatMap(({ path, mark }) => (mark ? [[path, mark]] : []))
  expect(marked(after, { value: before, is: 'before' })).toEqual([
    ['bankroll', 'changed'],
    ['seats.1', 'added'],
    ['reserved', 'added'],
  ])
  expect(marked(before, { value: after, is: 'after' })).toEqual([
    ['bankroll', 'changed'],
    ['gone', 'removed'],
  ])
  expect(linesOf(before).every(({ mark }) => mark === null)).toBe(true)
  expect(linesOf(before).map(({ path, depth, text }) => [path, depth, text])).toEqual([
    ['name', 0, '"Ann"'],
    ['bankroll', 0, '1000'],
    ['seats', 0, '[1]'],
    ['seats.0', 1, ''],
    ['seats.0.seat', 2, '1'],
    ['gone', 0, ''],
    ['gone.at', 1, '1'],
  ])
})

test('[DK1] the paths at which two values differ are listed with both values', () => {
  expect(differencesOf(before, after)).toEqual([
    { path: 'bankroll', before: 1000, after: 500, mark: 'changed' },
    { path: 'seats.1', before: undefined, after: { seat: 2 }, mark: 'added' },
    { path: 'gone', before: { at: 1 }, after: undefined, mark: 'removed' },
    { path: 'reserved', before: undefined, after: {}, mark: 'added' },
  ])
  expect(differencesOf(before, structuredClone(before))).toEqual([])
  expect(differencesOf({ a: [1] }, { a: { 0: 1 } })).toEqual([
    { path: 'a', before: [1], after: { 0: 1 }, mark: 'changed' },
  ])
  expect(differencesOf(null, { a: 1 })).toHaveLength(1)
})
