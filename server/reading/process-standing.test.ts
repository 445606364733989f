import { expect, test } from 'vitest'
import { type Considered, standOf } from './process-standing.ts'

const now = 1_000_000
const owed = { label: 'add', domain: 'table', root: 'a', type: 'AddChips', decided: false }
const timeout = { process: 'top-up', key: 'k', name: 'give-up', dueAt: now + 1000, data: null }
const considered = (given: Partial<Considered['instance']> = {}, more: Partial<Considered> = {}): Considered => ({
  instance: { owes: [], timeouts: [], ...given },
  lastType: 'EventLinked',
  letters: [],
  now,
  ...more,
})

test('[RU4] an instance is done, runs, waits, or compensates, by what it owes', () => {
  expect(standOf(considered())).toEqual({ status: 'done', stuck: [] })
  expect(standOf(considered({ owes: [owed] })).status).toBe('running')
  expect(standOf(considered({ owes: [{ ...owed, decided: true }] })).status).toBe('done')
  expect(standOf(considered({ owes: [owed], timeouts: [timeout] })).status).toBe('waiting')
  expect(standOf(considered({ owes: [owed] }, { lastType: 'CommandRejected' })).status).toBe('compensating')
})

test('[RU4] it is stuck where a dead letter of it waits or a timeout is long overdue, and says which', () => {
  const overdue = { ...timeout, dueAt: now - 60_000 }
  expect(standOf(considered({ timeouts: [{ ...timeout, dueAt: now - 500 }] })).status).toBe('waiting')
  expect(standOf(considered({ timeouts: [overdue] }))).toEqual({
    status: 'stuck',
    stuck: [{ kind: 'overdue', timeout: 'give-up', dueAt: overdue.dueAt }],
  })
  const letter = { letter: 'l', reason: 'COMPENSATION_MISSING', subject: 'table/AddChips' }
  expect(standOf(considered({}, { letters: [letter] }))).toEqual({
    status: 'stuck',
    stuck: [{ kind: 'letter', ...letter }],
  })
})
