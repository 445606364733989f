import { pointerOf } from '@/engine/json-value'
import { alternativesOf, isMembers, meantBy, type Schema } from './schema.ts'

/** What is wrong with a value, by JSON pointer. The server has the last word. */
export type Wrong = ReadonlyMap<string, string>
type Found = readonly (readonly [pointer: string, what: string])[]
type At = readonly string[]
type Check = (schema: Schema, value: unknown, at: At) => Found

const none: Found = []
const here = (at: At, what: string): Found => [[pointerOf(at), what]]

export const wrongIn = (schema: Schema, value: unknown): Wrong => {
  const wrong = new Map<string, string>()
  for (const [pointer, what] of check(schema, value, [])) if (!wrong.has(pointer)) wrong.set(pointer, what)
  return wrong
}

const check: Check = (schema, value, at) => {
  if (value === undefined) return here(at, 'This is missing.')
  if ('const' in schema)
    return value === schema.const ? none : here(at, `This is always ${JSON.stringify(schema.const)}.`)
  if (schema.enum) return schema.enum.includes(value) ? none : here(at, `One of ${schema.enum.join(', ')}.`)
  const options = alternativesOf(schema)
  if (options) return checkAlternatives(options, value, at)
  const of = schema.type === undefined ? undefined : byType[schema.type]
  return [...(of?.(schema, value, at) ?? none), ...(schema.allOf ?? []).flatMap(one => check(one, value, at))]
}

/** Where none fits, what is wrong with the one that is meant, or with the one that comes closest. */
const checkAlternatives = (options: readonly Schema[], value: unknown, at: At): Found => {
  const tried = options.map(option => check(option, value, at))
  if (tried.some(found => found.length === 0)) return none
  const meant = tried[meantBy(options, value)]
  return meant ?? [...tried].sort((one, other) => other[0]?.[0].length ?? 0 - (one[0]?.[0].length ?? 0))[0] ?? none
}

const number =
  (isNumber: (value: unknown) => boolean, words: string): Check =>
  ({ minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below }, value, at) => {
    if (!isNumber(value)) return here(at, words)
    if (above !== undefined && Number(value) <= above) return here(at, `More than ${above}.`)
    if (below !== undefined && Number(value) >= below) return here(at, `Less than ${below}.`)
    if (minimum !== undefined && Number(value) < minimum) return here(at, `At least ${minimum}.`)
    return maximum !== undefined && Number(value) > maximum ? here(at, `At most ${maximum}.`) : none
  }

const text: Check = ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format }, value, at) => {
  if (typeof value !== 'string') return here(at, 'A text.')
  if (value.length < minLength)
    return here(at, minLength === 1 ? 'This is empty.' : `At least ${minLength} characters.`)
  if (value.length > maxLength) return here(at, `At most ${maxLength} characters.`)
  if (pattern === undefined || patternOf(pattern).test(value)) return none
  return here(at, format ? `Not a ${format}.` : 'This has characters, or a form, that it may not have.')
}

const pattern = new Map<string, RegExp>()
const patternOf = (source: string): RegExp => {
  const known = pattern.get(source) ?? new RegExp(source, 'u')
  pattern.set(source, known)
  return known
}

const list: Check = ({ items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY }, value, at) => {
  if (!Array.isArray(value)) return here(at, 'A list.')
  if (value.length < minItems) return here(at, `At least ${minItems}.`)
  if (value.length > maxItems) return here(at, `At most ${maxItems}.`)
  return value.flatMap((item, n) => check(items, item, [...at, String(n)]))
}

const object: Check = (schema, value, at) => {
  if (!isMembers(value)) return here(at, 'An object: { "field": value }.')
  const { properties = {}, required = [], additionalProperties: others = true, propertyNames } = schema
  const declared = Object.entries(properties)
    .filter(([name]) => required.includes(name) || value[name] !== undefined)
    .flatMap(([name, of]) => check(of, value[name], [...at, name]))
  const strange = Object.keys(value).filter(name => !Object.hasOwn(properties, name) && value[name] !== undefined)
  const rest = strange.flatMap(name => {
    if (others === false) return here([...at, name], 'There is no such field.')
    const named = propertyNames ? check(propertyNames, name, [...at, name]) : none
    return isMembers(others) ? [...named, ...check(others, value[name], [...at, name])] : named
  })
  return [...declared, ...rest]
}

const byType: Readonly<Record<string, Check>> = {
  integer: number(Number.isSafeInteger, 'A whole number.'),
  number: number(Number.isFinite, 'A number.'),
  string: text,
  boolean: (_, value, at) => (typeof value === 'boolean' ? none : here(at, 'Yes or no: true or false.')),
  null: (_, value, at) => (value === null ? none : here(at, 'Nothing: null.')),
  array: list,
  object,
}

/** What the server says of fields, `data.seats.0.player`, by JSON pointer; the rest is about the message as a whole. */
export const fromServer = (fields: Readonly<Record<string, string>>): Wrong =>
  new Map(Object.entries(fields).map(([path, what]) => [pointerOf(path.split('.').slice(1)), what]))
