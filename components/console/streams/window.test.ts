import { expect, test } from 'vitest'
import { againstOf, mostRows, pagesAround, stretchAround, windowAround, windowFor } from './window.ts'

const million = 1_000_000

test('[CS14] a short stream is looked through whole, a long one around where one is', () => {
  expect(windowAround(3, 10)).toEqual({ base: 0, count: 10 })
  expect(windowAround(-1, 0)).toEqual({ base: 0, count: 0 })
  expect(windowAround(500_000, million)).toEqual({ base: 450_000, count: mostRows })
  expect(windowAround(-1, million).base).toBe(0)
  expect(windowAround(million - 1, million).base).toBe(900_000)
})

test('[CS14] the window is moved where its end comes near, and every event can be reached', () => {
  const held = windowAround(500_000, million)
  expect(windowFor(held, 500_900, million)).toBe(held)
  expect(windowFor(held, 549_500, million)).toEqual({ base: 499_500, count: mostRows })
  expect(windowFor(held, 450_200, million)).toEqual({ base: 400_200, count: mostRows })
  const last = windowAround(million - 1, million)
  expect(windowFor(last, million - 1, million)).toBe(last)
  for (const at of [0, 1, 99_999, 100_000, 899_999, 999_999]) {
    const { base, count } = windowFor(held, at, million)
    expect(base <= at && at < base + count).toBe(true)
  }
})

test('[CS14] what has grown is looked through too', () => {
  expect(windowFor({ base: 0, count: 10 }, 9, 11)).toEqual({ base: 0, count: 11 })
})

test('[CS14] rows are read page by page, one ahead at each side', () => {
  expect(pagesAround(0, 30, 1000)).toEqual([0, 1])
  expect(pagesAround(390, 420, 1000)).toEqual([0, 1, 2, 3])
  expect(pagesAround(990, 999, 1000)).toEqual([3, 4])
  expect(pagesAround(0, 0, 0)).toEqual([])
})

test('[CS14] a course is drawn over a stretch', () => {
  expect(stretchAround(5, 43)).toEqual({ from: 0, to: 42 })
  expect(stretchAround(5000, 100_000)).toEqual({ from: 4500, to: 5499 })
  expect(stretchAround(99_999, 100_000)).toEqual({ from: 99_000, to: 99_999 })
})

test.each([
  ['17', { edition: null, at: 17 }],
  ['start', { edition: null, at: -1 }],
  ['main@17', { edition: '', at: 17 }],
  ['what-if@3', { edition: 'what-if', at: 3 }],
  ['-1', 'previous'],
  ['x@y', 'previous'],
  [null, 'previous'],
] as const)('[CS15] held against %s', (text, against) => expect(againstOf(text)).toEqual(against))
