import { expect, test } from 'vitest'
import type { OperationRow } from '@/engine/operation'
import { percentOf, progressWords, titleOf } from './words.ts'

const row: OperationRow = {
  id: 'a',
  kind: 'rebuild',
  params: { projection: 'lobby' },
  status: 'running',
  done: 412_000,
  total: 1_204_331,
  perSecond: 8100,
  millisecondsLeft: 97_300,
  startedBy: 'administrator',
  startedAt: '2026-11-25T10:00:00Z',
  updatedAt: '2026-11-25T10:00:50Z',
  result: null,
  error: null,
  listed: { at: '2026-11-25T10:00:00Z', under: [] },
}

test('[DK2] an operation says how far it is, in numbers', () => {
  expect(progressWords(row)).toBe('412,000 of 1,204,331 · 34 % · 8,100 a second · about 1 m 38 s left')
  expect(progressWords({ ...row, status: 'cancelled' })).toBe('412,000 of 1,204,331 · 34 %')
  expect(percentOf({ done: 0, total: 0, status: 'completed' })).toBe(100)
  expect(percentOf({ done: 0, total: 0, status: 'running' })).toBe(0)
  expect(titleOf(row)).toBe('Rebuild a projection: lobby')
  expect(titleOf({ kind: 'something-new', params: null })).toBe('something-new')
})
