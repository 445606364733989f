import { expect, test } from 'vitest'
import { outcomesOf } from './outcomes.ts'

test('[BR14] results are counted, with their mean in big blinds and how sure it is', () => {
  expect(outcomesOf([-100, 300, -100, 100], 10)).toEqual({
    times: 4,
    bigBlind: 10,
    meanHundredths: 500,
    errorHundredths: 957,
    distribution: [
      { chips: -100, times: 2 },
      { chips: 100, times: 1 },
      { chips: 300, times: 1 },
    ],
  })
})

test('[BR14] of nothing, and of one result, nothing is sure', () => {
  expect(outcomesOf([], 10)).toEqual({
    times: 0,
    bigBlind: 10,
    meanHundredths: 0,
    errorHundredths: 0,
    distribution: [],
  })
  expect(outcomesOf([7], 10)).toMatchObject({ times: 1, meanHundredths: 70, errorHundredths: 0 })
})
