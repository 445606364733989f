import { expect, test } from 'vitest'
import { numberIn, rangeWords, renamed, withField } from './values.ts'

test('[CT4] a number is what was typed, exactly, or it is no number', () => {
  expect(['12', ' 12 ', '-3', '1.5', '', '12a', '9007199254740993', '1e3'].map(numberIn)).toEqual([
    12,
    12,
    -3,
    1.5,
    undefined,
    '12a',
    '9007199254740993',
    '1e3',
  ])
  expect(rangeWords({ minimum: 1, maximum: 1000 })).toBe('1 to 1,000')
  expect(rangeWords({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })).toBe('from 1')
})
test('[CT3] a field that is emptied is no longer there, and a key keeps its place', () => {
  expect(withField({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 })
  expect(Object.keys(withField({ a: 1, b: 2 }, 'a', 3))).toEqual(['a', 'b'])
  expect(Object.keys(renamed({ a: 1, b: 2 }, 'a', 'c'))).toEqual(['c', 'b'])
  expect(renamed({ a: 1, b: 2 }, 'a', 'b')).toEqual({ a: 1, b: 2 })
})
