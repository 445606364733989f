import { expect, test } from 'vitest'
import { partsOf, pointerOf, sameValue, valueAt } from './json-value.ts'

const state = { pot: 30, seats: [{ stack: 5 }, { stack: 7 }], 'a/b': { '~': null } }

test.each([
  ['', state],
  ['/pot', 30],
  ['/seats/1/stack', 7],
  ['/a~1b/~0', null],
  ['/seats/2/stack', undefined],
  ['/pot/deeper', undefined],
  ['/toString', undefined],
])('[JV1] %j', (pointer, value) => expect(valueAt(state, pointer)).toEqual(value))

test('[JV1] a pointer says its parts, whatever they hold', () => {
  const parts = ['a/b', '~', '~1', '', '0']
  expect(partsOf(pointerOf(parts))).toEqual(parts)
})

test.each([
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [null, {}, false],
  [{ a: { b: 1 } }, { a: { b: 2 } }, false],
])('[JV2] %j and %j', (one, other, same) => expect(sameValue(one, other)).toBe(same))
