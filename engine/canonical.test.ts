import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inadmissible, mostBytes } from './admissible.ts'
import { canonical } from './canonical.ts'

const json = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 4 }), tie('value'), { maxKeys: 4 }),
  ),
})).value

/** As a store gives it back that keeps no order of keys. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

test('[CN1] one value has one text, however it was stored and read', () =>
  fc.assert(
    fc.property(json, value => {
      expect(canonical(reversed(JSON.parse(JSON.stringify(value))))).toBe(canonical(value))
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  ))

test('[CN2] what JSON does not know is as JSON leaves it: no field, null in a list, zero without a sign', () => {
  expect(canonical({ b: undefined, a: [undefined, -0] })).toBe('{"a":[null,0]}')
  expect(canonical({ é: 1, z: 2, '😀': 3, '\uff5e': 4 })).toBe('{"z":2,"é":1,"😀":3,"\uff5e":4}')
})

test('[CN3] numbers are whole and safe, text can be stored, sizes count in bytes, depth is no error', () => {
  for (const strange of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '\u0000', { '\ud83d': 1 }, 1n])
    expect(inadmissible({ strange })).toBeDefined()
  expect(inadmissible('ž'.repeat(mostBytes / 2 - 1))).toBeUndefined()
  expect(inadmissible('ž'.repeat(mostBytes / 2))).toBeDefined()
  expect(inadmissible(JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`))).toBeDefined()
  expect(inadmissible(JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`))).toBeUndefined()
})
