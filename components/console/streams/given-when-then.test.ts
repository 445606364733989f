import { expect, test } from 'vitest'
import type { Page } from '@/engine/message'
import { Account, bank } from '@/engine/testing/bank'
import { scenario } from '@/engine/testing/scenario'
import { literalOf } from '../json/literal.ts'
import { momentOf, testText } from './given-when-then.ts'

const page = (sequence: number, type: string, data: object, causationId = `c${sequence}`) =>
  ({ sequence, type, data, causationId }) as unknown as Page

const account = [
  page(0, 'Opened', {}, 'open'),
  page(1, 'Deposited', { amount: 50 }, 'open'),
  page(2, 'Withdrawn', { amount: 20 }),
]

test('[CS10] the events of one decision are told together, with what had happened before', () => {
  const numbers = (at: number) => {
    const moment = momentOf(account, at)
    return [moment?.given, moment?.result].map(events => events?.map(({ sequence }) => sequence))
  }
  expect(numbers(0)).toEqual([[], [0, 1]])
  expect(numbers(1)).toEqual([[], [0, 1]])
  expect(numbers(2)).toEqual([[0, 1], [2]])
  expect(momentOf(account, 3)).toBeUndefined()
})

const run = (text: string) => new Function('given', `return ${text}`)(scenario(Account))

test('[CS10] a moment of the bank is a test that runs, and fails where it should', () => {
  const moment = momentOf(account, 2)
  if (!moment) throw new Error('no moment')
  const text = testText(moment, { type: 'Withdraw', data: { amount: 20 } })
  expect(text).toBe(
    "given(\n  { type: 'Opened' },\n  { type: 'Deposited', amount: 50 },\n)\n" +
      "  .when({ type: 'Withdraw', amount: 20 })\n  .then(\n    { type: 'Withdrawn', amount: 20 },\n  )\n",
  )
  expect(() => run(text)).not.toThrow()
  expect(() => run(testText(moment, { type: 'Withdraw', data: { amount: 21 } }))).toThrow()
  expect(bank.aggregates.map(({ domain }) => domain)).toContain('account')
})

test.each([{ "it's": 'a "b"\n\\', 'two words': [1, null, true, { deep: '\u2028' }], none: {} }, ['\\"', "\\'"]])(
  '[CS10] whatever a message holds stands in the text: %j',
  value => expect(new Function(`return (${literalOf(value)})`)()).toEqual(value),
)
