import { expect, test } from 'vitest'
import { inTheBar, places } from './places.ts'

test('[CS3] each place has a letter of its own, and the four of a phone come first', () => {
  const letters = places.map(({ letter }) => letter)
  expect(new Set(letters).size).toBe(letters.length)
  expect(letters.every(letter => /^[a-z]$/.test(letter) && letter !== 'g')).toBe(true)
  expect(places.slice(0, inTheBar).map(({ label }) => label)).toEqual([
    'Overview',
    'Timeline',
    'Streams',
    'Dead letters',
  ])
})
