import { expect, test } from 'vitest'
import { poker } from '@/domain/poker'
import { catalog as catalogOf } from '@/engine/catalog'
import { registry } from '@/engine/registry'
import { bank } from '@/engine/testing/bank'
import type { Catalog } from '../catalog/declared.ts'
import { commandIn, eventIn } from '../catalog/declared.ts'
import { fromServer, wrongIn } from './check.ts'
import { blankOf, dataSchema, kindOf, type Schema, unlessNull } from './schema.ts'
import { typeText } from './type-text.ts'

const catalog = catalogOf(
  registry({ ...poker, aggregates: [...poker.aggregates, ...bank.aggregates] }),
) as unknown as Catalog
const dataOf = (domain: string, type: string): Schema =>
  dataSchema((commandIn(catalog, domain, type) ?? eventIn(catalog, domain, type))?.schema ?? {})
const wrongWith = (domain: string, type: string, data: unknown) =>
  Object.fromEntries(wrongIn(dataOf(domain, type), data))
const id = '0198c0de-0000-7000-8000-000000000001'
const table = {
  name: 'Rivière',
  variant: 'omaha',
  smallBlind: 5,
  bigBlind: 10,
  ante: { kind: 'each', amount: 1 },
  minBuyIn: 100,
  maxBuyIn: 200,
  seats: 6,
  actionSeconds: 30,
  timeBankSeconds: 0,
  reveal: 'full',
  visibility: 'public',
  rake: null,
}

test('[CT1] what the server takes is not refused here', () => {
  expect(wrongWith('table', 'CreateTable', table)).toEqual({})
  expect(wrongWith('table', 'CreateTable', { ...table, rake: { percent: 5, cap: 3 } })).toEqual({})
  expect(wrongWith('table', 'RulingRecorded', { text: 'Play on.' })).toEqual({})
  expect(wrongWith('account', 'Transfer', { amount: 5, to: id })).toEqual({})
  expect(wrongWith('account', 'Open', {})).toEqual({})
})
test('[CT1] what it refuses is told by pointer, however deep', () => {
  expect(wrongWith('account', 'Transfer', { amount: 0, to: 'her' })).toEqual({
    '/amount': 'At least 1.',
    '/to': 'Not a uuid.',
  })
  expect(wrongWith('account', 'Transfer', { amount: 1.5, colour: 'red' })).toEqual({
    '/amount': 'A whole number.',
    '/to': 'This is missing.',
    '/colour': 'There is no such field.',
  })
  const { name: _, ...unnamed } = { ...table, ante: { kind: 'often', amount: '5' }, rake: { percent: 50, cap: 1 } }
  expect(wrongWith('table', 'CreateTable', unnamed)).toEqual({
    '/name': 'This is missing.',
    '/ante/kind': 'One of none, each, big-blind.',
    '/ante/amount': 'A whole number.',
    '/rake/percent': 'At most 10.',
  })
  expect(wrongWith('account', 'Open', 'text')).toEqual({ '': 'An object: { "field": value }.' })
})
test('[CT1] lists and maps are looked through, and a union by the kind that is meant', () => {
  const union: Schema = {
    anyOf: [
      { type: 'object', properties: { kind: { const: 'at' }, at: { type: 'integer' } }, required: ['kind', 'at'] },
      { type: 'object', properties: { kind: { const: 'none' } }, required: ['kind'], additionalProperties: false },
    ],
  }
  expect([...wrongIn(union, { kind: 'at' })]).toEqual([['/at', 'This is missing.']])
  expect([...wrongIn(union, { kind: 'none' })]).toEqual([])
  expect([...wrongIn({ type: 'array', items: { type: 'integer' }, maxItems: 3 }, [1, 'two'])]).toEqual([
    ['/1', 'A whole number.'],
  ])
  const map: Schema = { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } }
  expect([...wrongIn(map, { 'a/b': -1 })]).toEqual([['/a~1b', 'At least 0.']])
  expect([...fromServer({ 'data.seats.0.player': 'Not a uuid.' })]).toEqual([['/seats/0/player', 'Not a uuid.']])
})
test('[CT2] a schema is a type', () => {
  const { schema = {} } = commandIn(catalog, 'account', 'Transfer') ?? {}
  expect(typeText('Transfer', schema)).toBe(
    "type Transfer = {\n  readonly type: 'Transfer'\n  readonly amount: number\n  readonly to: string\n}\n",
  )
  const rake = dataOf('table', 'CreateTable').properties?.rake ?? {}
  expect(typeText('Rake', rake)).toBe('type Rake = {\n  readonly percent: number\n  readonly cap: number\n} | null\n')
  expect(typeText('Stacks', dataOf('table', 'HandEnded').properties?.stacks ?? {})).toBe(
    'type Stacks = { readonly [key: string]: number }\n',
  )
  const action = dataOf('hand', 'PlayerAction').properties?.action ?? {}
  expect(typeText('Actions', { type: 'array', items: action })).toContain("readonly ('fold' | 'check' | ")
})
test('[CT3] a form begins with what can only be so', () => {
  expect(blankOf(dataOf('table', 'CreateTable'))).toMatchObject({ ante: { kind: 'none', amount: 0 }, rake: null })
  expect(blankOf(dataOf('account', 'Open'))).toEqual({})
  const rake = dataOf('table', 'CreateTable').properties?.rake ?? {}
  expect(kindOf(unlessNull(rake) ?? {})).toBe('object')
})
