import { expect, test } from 'vitest'
import type { ProcessRow } from '@/server/instance'
import { stepsOf } from './steps.ts'
import { stuckWords, waitingWords } from './words.ts'

const now = Date.parse('2026-11-25T12:00:00Z')
const row = (given: Partial<ProcessRow> = {}): ProcessRow => ({
  process: 'top-up',
  key: 'a',
  status: 'waiting',
  stuck: [],
  step: 'adding',
  nextSequence: 2,
  owes: [{ label: 'add', domain: 'table', root: 'b', type: 'AddChips', decided: false }],
  timeouts: [{ name: 'give-up', dueAt: now + 56_000 }],
  last: { type: 'EventLinked', at: '2026-11-25T11:56:00Z', position: 1 },
  ...given,
})

test('[RU3] an instance says what it waits for, since when, and when it stops waiting', () => {
  expect(waitingWords(row(), now)).toBe('waiting for what comes of table/AddChips since 4 m, give-up runs out in 56 s')
  const overdue = [
    { name: 'turn', dueAt: now - 60_000 },
    { name: 'idle', dueAt: now + 60_000 },
  ]
  expect(waitingWords(row({ owes: [], timeouts: overdue }), now)).toBe(
    'waiting since 4 m, turn should have run out 1 m ago (and 1 more)',
  )
  expect(waitingWords(row({ status: 'done', owes: [], timeouts: [] }), now)).toBe('owes nothing since 4 m')
})

test('[RU3] why it is stuck is said in words', () => {
  const letter = { kind: 'letter', letter: 'x', reason: 'COMPENSATION_MISSING', subject: 'table/AddChips' } as const
  expect(stuckWords(letter, now)).toContain('table/AddChips was refused, and nothing says how')
  expect(stuckWords({ kind: 'overdue', timeout: 'turn', dueAt: now - 90_000 }, now)).toBe(
    'turn should have run out 1 m 30 s ago',
  )
})

test('[RU7] an instance is told step by step, then what it owes, then what it waits for, the next first', () => {
  const page = (sequence: number, type: string, data: object) =>
    ({ sequence, type, data: { type, ...data }, recordedAt: '2026-11-25T11:56:00Z', actor: 'engine/top-up' }) as never
  const source = { domain: 'player', root: 'p', sequence: 7 }
  const steps = stepsOf(
    [
      page(0, 'EventLinked', { ...source, eventType: 'FundsReserved' }),
      page(1, 'CommandRejected', { command: 'table/AddChips', label: 'add', reason: 'over-maximum' }),
      page(2, 'TimeoutCancelled', { timeout: 'give-up', dueAt: 1 }),
      page(3, 'SomethingNew', {}),
    ],
    {
      owes: [{ label: 'refund', domain: 'player', root: 'p', type: 'ReleaseFunds', decided: false }],
      due: [2, 1].map(dueAt => ({ process: 'top-up', key: 'a', name: `at-${dueAt}`, dueAt, data: null })),
    },
  )
  expect(steps).toMatchObject([
    { kind: 'took', sequence: 0, what: 'FundsReserved', from: { domain: 'player', root: 'p', at: 7 }, reason: null },
    { kind: 'refused', what: 'table/AddChips', label: 'add', reason: 'over-maximum' },
    { kind: 'cancelled', what: 'give-up' },
    { kind: 'owes', what: 'ReleaseFunds', label: 'refund', to: { domain: 'player', root: 'p' } },
    { kind: 'waits', what: 'at-1', dueAt: 1 },
    { kind: 'waits', what: 'at-2', dueAt: 2 },
  ])
})
