import { expect, test } from 'vitest'
import { type Catalog, editedOf, schemaIn } from './edited.ts'

const schema = {
  type: 'object',
  properties: { type: { type: 'string', const: 'Withdraw' }, amount: { type: 'integer', exclusiveMinimum: 0 } },
  required: ['type', 'amount'],
  additionalProperties: false,
}
const catalog: Catalog = { aggregates: [{ domain: 'account', commands: [{ type: 'Withdraw', schema }] }] }

test('[DK1] what is sent instead is checked by the schema of its command', () => {
  const found = schemaIn(catalog, 'account/Withdraw')
  const edited = (text: string) => editedOf(text, 'Withdraw', found)
  expect(edited('{"amount": 5}')).toEqual({ data: { amount: 5 } })
  for (const [text, named] of [
    ['{"amount": -5}', 'amount'],
    ['{}', 'amount'],
    ['{"amount": 5, "more": 1}', 'more'],
    ['{"amount": ', 'JSON'],
    ['[1]', 'JSON'],
  ] as const) {
    const { wrong } = edited(text) as { wrong: string[] }
    expect(wrong.join(' ')).toContain(named)
  }
  expect(schemaIn(catalog, 'account/Close')).toBeUndefined()
  expect(editedOf('{"any": 1}', 'Close', undefined)).toEqual({ data: { any: 1 } })
})

test('[DK5] a number that cannot be kept exactly is refused as it is typed, not sent changed', () => {
  const wrong = (text: string) => editedOf(text, 'Close', undefined)
  expect(wrong('{"any": 9007199254740993}')).toEqual({ wrong: ['9007199254740993 cannot be kept exactly.'] })
  expect(wrong('{"any": [-12345678901234567890]}')).toEqual({
    wrong: ['-12345678901234567890 cannot be kept exactly.'],
  })
  expect(wrong('{"any": 9007199254740991}')).toEqual({ data: { any: 9007199254740991 } })
  expect(wrong('{"any": "9007199254740993 \\" 9007199254740993"}')).toHaveProperty('data')
})
