/** JSON Schema as the catalog tells it: what of it occurs. */
export type Schema = {
  readonly type?: string
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly format?: string
  readonly default?: unknown
}
export type Members = { readonly [name: string]: unknown }

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is sent beside the type, which stands in the address; private parts come from nowhere outside. */
export const dataSchema = ({ properties = {}, required = [], ...rest }: Schema): Schema => {
  const { type: _, private: __, ...fields } = properties
  return { ...rest, properties: fields, required: required.filter(name => Object.hasOwn(fields, name)) }
}

export const alternativesOf = ({ anyOf, oneOf }: Schema): readonly Schema[] | undefined => anyOf ?? oneOf
const isNull = ({ type, const: fixed }: Schema) => type === 'null' || fixed === null

/** The one thing that it is where it is not null. */
export const unlessNull = (schema: Schema): Schema | undefined => {
  const options = alternativesOf(schema) ?? []
  const others = options.filter(option => !isNull(option))
  if (others.length === options.length || others.length === 0) return undefined
  return others.length === 1 ? others[0] : { anyOf: others }
}

/** How a value is asked for. */
export type Kind = 'fixed' | 'choice' | 'text' | 'number' | 'flag' | 'object' | 'list' | 'map' | 'union' | 'json'
const kinds: Readonly<Record<string, Kind>> = { string: 'text', integer: 'number', number: 'number', boolean: 'flag' }

export const kindOf = (schema: Schema): Kind => {
  if ('const' in schema) return 'fixed'
  if (schema.enum) return 'choice'
  if (alternativesOf(schema)) return 'union'
  if (schema.type === 'object' && schema.properties) return 'object'
  if (schema.type === 'object' && isMembers(schema.additionalProperties)) return 'map'
  if (schema.type === 'array' && schema.items) return 'list'
  return kinds[schema.type ?? ''] ?? 'json'
}

/** The fields by which the alternatives of a union are told apart. */
const fixedOf = ({ properties = {} }: Schema) =>
  Object.entries(properties).flatMap(([name, { const: fixed }]) =>
    fixed === undefined ? [] : [[name, fixed] as const],
  )

const isOfThisKind = (schema: Schema, value: Members) => fixedOf(schema).every(([name, fixed]) => value[name] === fixed)

/** Which alternative a value means, as far as its fixed fields say so. */
export const meantBy = (options: readonly Schema[], value: unknown): number =>
  isMembers(value) ? options.findIndex(option => fixedOf(option).length > 0 && isOfThisKind(option, value)) : -1

export const alternativeWords = (schema: Schema, n: number): string =>
  fixedOf(schema)
    .map(([, fixed]) => String(fixed))
    .join(' ') || `${schema.type ?? 'kind'} ${n + 1}`

/** What a form begins with: what can only be so is so, what is a choice is nothing yet. */
export const blankOf = (schema: Schema): unknown => {
  if ('const' in schema) return schema.const
  if ('default' in schema) return schema.default
  if (unlessNull(schema)) return null
  const blanks: Partial<Record<Kind, () => unknown>> = {
    flag: () => false,
    list: () => [],
    map: () => ({}),
    object: () => blankMembers(schema),
    union: () => blankOf(alternativesOf(schema)?.[0] ?? {}),
  }
  return blanks[kindOf(schema)]?.()
}

const blankMembers = ({ properties = {}, required = [] }: Schema) =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name, one]) => required.includes(name) || 'default' in one)
      .map(([name, one]) => [name, blankOf(one)]),
  )
