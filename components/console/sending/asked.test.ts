import { expect, test } from 'vitest'
import { type Asked, bodyOf, trialOf, wrongAround } from './asked.ts'

const asked: Asked = {
  domain: 'account',
  command: 'Deposit',
  root: '0198c0de-0000-7000-8000-000000000001',
  edition: '',
  sequence: null,
  sync: 'ASYNC',
  errors: 'FAIL_FAST',
  atomic: true,
}
const said = { data: { amount: 5 }, correlationId: 'w' }

test('[SD1] what is handled how is sent where it means something, and only there', () => {
  expect(bodyOf(asked, said)).toEqual({ ...said, edition: '', syncMode: 'ASYNC' })
  expect(bodyOf({ ...asked, sync: 'CASCADE', sequence: '7' }, said)).toEqual({
    ...said,
    edition: '',
    syncMode: 'CASCADE',
    cascadeErrorMode: 'FAIL_FAST',
    atomic: true,
    sequence: 7,
  })
  expect(bodyOf({ ...asked, sync: 'CASCADE', errors: 'CONTINUE' }, said)).not.toHaveProperty('atomic')
  expect(trialOf({ ...asked, sync: 'CASCADE' }, said)).toEqual({ ...said, edition: '', cascade: true })
})
test('[SD1] what is missing beside the data is told by name', () => {
  expect(wrongAround(asked, 'STRICT')).toEqual({})
  expect(Object.keys(wrongAround({ ...asked, root: 'x', sequence: 'soon' }, 'STRICT'))).toEqual(['root', 'sequence'])
  expect(Object.keys(wrongAround(asked, 'MANUAL'))).toEqual(['sequence'])
})
