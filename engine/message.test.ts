import { expect, test } from 'vitest'
import { millisecondsOf } from './message.ts'

// Counted by GNU date: `date -u -d 2024-02-29T10:00:00Z +%s`.
test.each([
  ['1970-01-01T00:00:00Z', 0],
  ['1999-12-31T23:59:59.999999Z', 946_684_799_999],
  ['2000-02-29T00:00:00.000000Z', 951_782_400_000],
  ['2024-02-29T10:00:00.123456Z', 1_709_200_800_123],
  ['2024-03-01T00:00:00.5Z', 1_709_251_200_500],
  ['2100-03-01T00:00:00Z', 4_107_542_400_000],
])('[MS1] %s is so many milliseconds after the epoch', (recordedAt, milliseconds) => {
  expect(millisecondsOf(recordedAt)).toBe(milliseconds)
})

test.each(['2024-02-29', '2024-02-29T10:00:00+01:00', 'yesterday'])('[MS1] %s is no time in UTC', recordedAt => {
  expect(() => millisecondsOf(recordedAt)).toThrow('not a time in UTC')
})
