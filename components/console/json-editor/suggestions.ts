import type { Schema } from '../schema/schema.ts'
import { textOf } from '../schema/type-text.ts'
import { type Place, schemasAt } from './place.ts'

export type Suggestion = { readonly text: string; readonly about: string; readonly isRequired: boolean }

/** What the schema has for a place: names that are not there yet, the required ones first, or values. */
export const suggestionsAt = (schema: Schema, { path, expects, names }: Place): readonly Suggestion[] => {
  const found = schemasAt(schema, path)
  return distinct(expects === 'name' ? found.flatMap(one => namesOf(one, names)) : found.flatMap(valuesOf))
}

const namesOf = ({ properties = {}, required = [] }: Schema, taken: readonly string[]): readonly Suggestion[] =>
  Object.entries(properties)
    .filter(([name]) => !taken.includes(name))
    .map(([name, of]) => ({ text: JSON.stringify(name), about: shortOf(of), isRequired: required.includes(name) }))

const most = 40
const shortOf = (schema: Schema): string => {
  const text = textOf(schema, '').replaceAll(/\s+/g, ' ')
  return text.length > most ? `${text.slice(0, most)}…` : text
}

const valuesOf = (schema: Schema): readonly Suggestion[] => {
  const fixed = 'const' in schema ? [schema.const] : (schema.enum ?? [])
  const flags = schema.type === 'boolean' ? [true, false] : schema.type === 'null' ? [null] : []
  return [...fixed, ...flags].map(value => ({ text: JSON.stringify(value), about: '', isRequired: false }))
}

const distinct = (all: readonly Suggestion[]): readonly Suggestion[] => [
  ...new Map(all.map(one => [one.text, one])).values(),
]
