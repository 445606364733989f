import { expect, test } from 'vitest'
import { inexactIn, parseExactly } from '../json/exact.ts'
import type { Schema } from '../schema/schema.ts'
import { findingsIn } from './findings.ts'
import { placeAt } from './place.ts'
import { suggestionsAt } from './suggestions.ts'

const seat = {
  type: 'object',
  properties: { player: { type: 'string' }, kind: { enum: ['human', 'bot'] }, isHost: { type: 'boolean' } },
  required: ['kind'],
  additionalProperties: false,
} satisfies Schema
const schema = {
  type: 'object',
  properties: {
    amount: { type: 'integer', minimum: 1 },
    seats: { type: 'array', items: seat },
    by: { anyOf: [{ type: 'null' }, { type: 'object', properties: { 'first name': { type: 'string' } } }] },
  },
  required: ['amount'],
  additionalProperties: false,
} satisfies Schema

/** Of what stands at the bar. */
const offeredAt = (marked: string) => {
  const position = marked.indexOf('|')
  const place = placeAt(marked.replace('|', ''), position)
  return place && suggestionsAt(schema, place).map(({ text }) => text)
}

test('[CT5] in JSON that is being written, the names and values that the schema has for the place are offered', () => {
  expect(offeredAt('{|')).toEqual(['"amount"', '"seats"', '"by"'])
  expect(offeredAt('{ "am|')).toEqual(['"amount"', '"seats"', '"by"'])
  expect(offeredAt('{ "amount": 5, "|"')).toEqual(['"seats"', '"by"'])
  expect(offeredAt('{ "|", "amount": 5, "by": { "amount": 1 } }')).toEqual(['"seats"'])
  expect(offeredAt('{ "seats": [{ "kind": "bot" }, { "k| }] }')).toEqual(['"player"', '"kind"', '"isHost"'])
  expect(offeredAt('{ "seats": [{ "kind": |')).toEqual(['"human"', '"bot"'])
  expect(offeredAt('{ "seats": [{ "kind": "hu|m" }]')).toEqual(['"human"', '"bot"'])
  expect(offeredAt('{ "seats": [{ "isHost": t|')).toEqual(['true', 'false'])
  expect(offeredAt('{ "by": |')).toEqual(['null'])
  expect(offeredAt('{ "by": { |')).toEqual(['"first name"'])
  expect(offeredAt('{ "amount": 5 }|')).toEqual([])
  expect(offeredAt('{ "a\\"b": |')).toEqual([])
  for (const nothing of ['{ "amount"|', '{ "amount" |', '{ "seats": [{ "kind": "bot"|'])
    expect(offeredAt(nothing)).toBeUndefined()
})

test('[CT6] what is wrong is marked where it stands: no JSON, a number that cannot be kept, what the schema forbids', () => {
  const marked = (text: string) =>
    findingsIn(text, schema).map(({ from, to, message }) => [text.slice(from, to), message])
  expect(marked('{ "amount": 5 }')).toEqual([])
  expect(marked(' ')).toEqual([])
  expect(marked('{ "amount": 5, }')).toEqual([['}', 'From here on it is not JSON.']])
  expect(marked('{ "amount": ')).toHaveLength(1)
  expect(marked('{ "amount": 0 }')).toEqual([['0', 'At least 1.']])
  expect(marked('{ "amount": 1, "more": [2] }')).toEqual([['[2]', 'There is no such field.']])
  expect(marked('{ "seats": [{ "kind": "bot" }, { "kind": "cat" }] }')).toEqual([
    ['{', 'This is missing.'],
    ['"cat"', 'One of human, bot.'],
  ])
  expect(marked('{ "amount": 9007199254740993 }')).toEqual([
    ['9007199254740993', '9007199254740993 cannot be kept exactly.'],
  ])
  expect(findingsIn('{ "any": 1 }', undefined)).toEqual([])
})

test('[CT6] a number that cannot be kept is found outside of texts only, and never becomes another one', () => {
  const text =
    '{ "id": "9007199254740993", "a": -9007199254740993, "b": 9007199254740991, "c": 12345678901234567890e0 }'
  expect(inexactIn(text)).toEqual([{ number: '-9007199254740993', from: text.indexOf('-9') }])
  expect(parseExactly(text)).toMatchObject({ id: '9007199254740993', a: '-9007199254740993', b: 9007199254740991 })
})
