import { expect, test } from 'vitest'
import { amongTurns, stepsOf } from './course.ts'
import { diffOf, marksOf } from './diff.ts'
import { type Ignored, isIgnored } from './ignored.ts'
import { linesOf } from './tree.ts'

const told = (before: unknown, after: unknown) => diffOf(before, after).map(({ pointer, kind }) => `${kind} ${pointer}`)

test.each([
  [{ balance: 1 }, { balance: 1 }, []],
  [{ balance: 1 }, { balance: 2 }, ['changed /balance']],
  [{}, { open: true }, ['added /open']],
  [{ open: true }, {}, ['removed /open']],
  [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['changed /a/c']],
  [{ a: 1 }, { a: [1] }, ['changed /a']],
  [null, { a: 1 }, ['changed ']],
  [[1, 2, 3], [1, 2, 3, 4], ['added /3']],
  [[1, 2, 3], [2, 3], ['removed /0']],
  [[1, 2, 3], [1, 9, 2, 3], ['added /1']],
  [[{ n: 1 }, { n: 2 }], [{ n: 1 }, { n: 3 }], ['changed /1/n']],
  [[1, 1], [1], ['removed /1']],
  [[], [], []],
])('[CS11] from %j to %j', (before, after, changes) => expect(told(before, after)).toEqual(changes))

test('[CS11] what changed is marked, and what it lies in', () => {
  const marks = marksOf(diffOf({ a: { b: 1 }, c: [1] }, { a: { b: 2 }, c: [1, 2] }))
  expect([...marks]).toEqual([
    ['/a', 'changed'],
    ['', 'changed'],
    ['/a/b', 'changed'],
    ['/c', 'changed'],
    ['/c/1', 'added'],
  ])
})

const state = { open: true, owner: { name: 'Ann', home: { town: 'Brno' } }, moves: [{ by: 5 }], none: {} }
const lines = (toggled: readonly string[] = []) =>
  linesOf(state, new Set(toggled)).map(({ depth, name, text }) => `${'  '.repeat(depth)}${name} ${text}`)

test('[CS12] a tree is open two deep, each line by its pointer; a branch says how much it holds', () => {
  expect(lines()).toEqual([
    'open true',
    'owner {2}',
    '  name "Ann"',
    '  home {1}',
    '    town "Brno"',
    'moves [1]',
    '  0 {1}',
    '    by 5',
    'none {}',
  ])
  expect(linesOf(state).map(({ pointer }) => pointer)).toContain('/owner/home/town')
})
test('[CS12] a branch is closed and opened', () => {
  expect(lines(['/owner', '/moves/0'])).toEqual(['open true', 'owner {2}', 'moves [1]', '  0 {1}', 'none {}'])
  expect(linesOf({ a: { b: { c: { d: 1 } } } }, new Set(['/a/b/c'])).map(({ name }) => name)).toEqual([
    'a',
    'b',
    'c',
    'd',
  ])
  expect(linesOf(7)).toMatchObject([{ pointer: '', text: '7' }])
})

const turns = [
  { sequence: 9, value: 0 },
  { sequence: 12, value: 10 },
  { sequence: 17, value: 5 },
]
test('[CS13] of a value it is known which event set it, and which one changes it before and after', () => {
  expect(amongTurns(turns, 10)).toMatchObject({ setBy: turns[0], previous: undefined, next: turns[1], number: 0 })
  expect(amongTurns(turns, 12)).toMatchObject({ setBy: turns[1], previous: undefined, next: turns[2], number: 1 })
  expect(amongTurns(turns, 15)).toMatchObject({ setBy: turns[1], previous: turns[1], next: turns[2], number: 1 })
  expect(amongTurns(turns, 20)).toMatchObject({ setBy: turns[2], previous: turns[2], next: undefined, count: 2 })
})
test('[CS13] a number is drawn in steps between its least and its most; anything else is not', () => {
  const box = { from: 10, to: 20, width: 100, height: 10 }
  expect(stepsOf(turns, box)).toBe('M0 10H20V0H70V5H100')
  expect(stepsOf([{ sequence: 9, value: 4 }], box)).toBe('M0 5H100')
  expect(stepsOf([...turns, { sequence: 18, value: 'x' }], box)).toBeUndefined()
  expect(stepsOf([{ sequence: 9 }, ...turns.slice(1)], box)).toBe('M20 0H70V10H100')
  expect(stepsOf([{ sequence: 9 }], box)).toBeUndefined()
  expect(stepsOf([], box)).toBeUndefined()
})

test('[CS16] of two states times and ids may be ignored: that one became another, not that one came or went', () => {
  const [one, other] = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002']
  const before = { id: one, at: '2026-11-25T10:00:00Z', dueAt: 1_764_000_000_000, chips: 5, gone: one }
  const after = { id: other, at: '2026-11-25T11:00:00Z', dueAt: 1_764_000_000_001, chips: 6 }
  const left = (ignored: readonly Ignored[]) =>
    diffOf(before, after)
      .filter(change => !isIgnored(change, ignored))
      .map(({ pointer }) => pointer)
  expect(left([])).toEqual(['/id', '/at', '/dueAt', '/chips', '/gone'])
  expect(left(['times'])).toEqual(['/id', '/chips', '/gone'])
  expect(left(['ids'])).toEqual(['/at', '/dueAt', '/chips', '/gone'])
  expect(left(['times', 'ids'])).toEqual(['/chips', '/gone'])
})
