import { alternativesOf, isMembers, type Schema } from './schema.ts'

const isName = /^[A-Za-z_$][\w$]*$/
const literal = (value: unknown) => (typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value))
const simple: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** A schema as one would write it in TypeScript. */
export const typeText = (name: string, schema: Schema): string => `type ${name} = ${textOf(schema, '')}\n`

export const textOf = (schema: Schema, indent: string): string => {
  if ('const' in schema) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  const options = alternativesOf(schema)
  if (options) return [...new Set(options.map(option => textOf(option, indent)))].join(' | ')
  if (schema.type === 'array') return `readonly ${inBrackets(textOf(schema.items ?? {}, indent))}[]`
  if (schema.type === 'object') return objectText(schema, indent)
  return simple[schema.type ?? ''] ?? 'unknown'
}

const inBrackets = (text: string) => (/ \| /.test(text) && !text.startsWith('{') ? `(${text})` : text)

const objectText = ({ properties, required = [], additionalProperties: others }: Schema, indent: string): string => {
  if (!properties) return `{ readonly [key: string]: ${isMembers(others) ? textOf(others, indent) : 'unknown'} }`
  const deeper = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) => {
    const key = isName.test(name) ? name : literal(name)
    return `${deeper}readonly ${key}${required.includes(name) ? '' : '?'}: ${textOf(schema, deeper)}\n`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`
}
