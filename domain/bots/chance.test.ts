import { expect, test } from 'vitest'
import { chanceOf, thoughtMilliseconds } from './chance.ts'

const numbers = (seed: string, count: number) => {
  const chance = chanceOf(seed)
  return Array.from({ length: count }, () => chance())
}

test('[BT14] one seed gives the same numbers again, another seed others', () => {
  expect(numbers('hand/7', 20)).toEqual(numbers('hand/7', 20))
  expect(numbers('hand/7', 20)).not.toEqual(numbers('hand/8', 20))
  expect(new Set([...Array(5000).keys()].map(seed => numbers(`hand/${seed}`, 1)[0])).size).toBe(5000)
})

test('[BT14] numbers lie in [0, 1) and fall evenly into 52 boxes, within a seed and across seeds', () => {
  const across = [...Array(52_000).keys()].map(seed => numbers(`decision-${seed}`, 1)[0] ?? 0)
  for (const drawn of [numbers('even', 52_000), across]) {
    const boxes = new Array<number>(52).fill(0)
    for (const number of drawn) boxes[Math.floor(number * 52)] = (boxes[Math.floor(number * 52)] ?? 0) + 1
    const chiSquared = boxes.reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0)
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
    expect(boxes).toHaveLength(52)
    // 51 degrees of freedom: above 100 once in 20,000 tries; below 20 it would be too even.
    expect(chiSquared).toBeLessThan(100)
    expect(chiSquared).toBeGreaterThan(20)
  }
})

test('[BT12] a thought takes 600 to 1500 ms, both ends included', () => {
  const thoughts = [...Array(5000).keys()].map(seed => thoughtMilliseconds(chanceOf(`thought/${seed}`)))
  expect(Math.min(...thoughts)).toBeGreaterThanOrEqual(600)
  expect(Math.max(...thoughts)).toBeLessThanOrEqual(1500)
  expect(thoughtMilliseconds(() => 0)).toBe(600)
  expect(thoughtMilliseconds(() => 1 - Number.EPSILON)).toBe(1500)
  expect(thoughts.every(Number.isInteger)).toBe(true)
})
