import { inexactIn } from '../json/exact.ts'
import { wrongIn } from '../schema/check.ts'
import type { Schema } from '../schema/schema.ts'

/** A product as `GET /api/catalog` tells it, as far as is needed here. */
export type Catalog = {
  readonly aggregates: readonly {
    readonly domain: string
    readonly commands: readonly { readonly type: string; readonly schema: Schema }[]
  }[]
}
export type Edited = { readonly data: object } | { readonly wrong: readonly string[] }

export const schemaIn = (catalog: Catalog | undefined, subject: string): Schema | undefined => {
  const [domain, type] = subject.split('/')
  return catalog?.aggregates.find(one => one.domain === domain)?.commands.find(one => one.type === type)?.schema
}

/** What was typed, by the command's own schema; the server has the last word. */
export const editedOf = (text: string, type: string, schema: Schema | undefined): Edited => {
  const data = parsed(text)
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { wrong: ['This is not a JSON object: { "field": value }.'] }
  const inexact = inexactIn(text)
  if (inexact.length > 0) return { wrong: inexact.map(({ number }) => `${number} cannot be kept exactly.`) }
  if (!schema) return { data }
  const wrong = [...wrongIn(schema, { ...data, type })]
  return wrong.length === 0 ? { data } : { wrong: wrong.map(([pointer, what]) => `${pointer.slice(1)}: ${what}`) }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
