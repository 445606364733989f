import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

export const statuses = ['open', 'claimed', 'blocked', 'resubmitted', 'accepted', 'discarded'] as const
export const reasons = [
  'SEQUENCE_MISMATCH',
  'PROCESSING_FAILED',
  'COMPENSATION_MISSING',
  'COMMAND_REJECTED',
  'PAYLOAD_REFUSED',
] as const

/** What stands in the address, by the names that the API has; days are those of UTC, as its times are. */
export const filterParsers = {
  status: parseAsStringLiteral(statuses),
  reason: parseAsStringLiteral(reasons),
  domain: parseAsString,
  component: parseAsString,
  fingerprint: parseAsString,
  correlationId: parseAsString,
  from: parseAsString,
  to: parseAsString,
}
export const viewParser = parseAsStringLiteral(['groups', 'items'] as const).withDefault('groups')
export type View = 'groups' | 'items'
export type Filters = { readonly [name in keyof typeof filterParsers]: string | null }
export const noFilter = {
  status: null,
  reason: null,
  domain: null,
  component: null,
  fingerprint: null,
  correlationId: null,
  from: null,
  to: null,
} as const

const day = /^\d{4}-\d\d-\d\d$/
const momentOf = (name: string, value: string): string => {
  if (!day.test(value)) return value
  return name === 'from' ? `${value}T00:00:00Z` : `${value}T23:59:59.999Z`
}

/** The filter as the server takes it: what is not asked for is not there. */
export const filterOf = (filters: Filters): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) =>
      value ? [[name, name === 'from' || name === 'to' ? momentOf(name, value) : value]] : [],
    ),
  )

export const isFiltered = (filters: Filters): boolean => Object.values(filters).some(Boolean)

/** The same filter behind another address. */
export const searchOf = (filters: Filters, more: Readonly<Record<string, string>> = {}): string => {
  const given = Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []))
  const query = new URLSearchParams([...given, ...Object.entries(more)]).toString()
  return query ? `?${query}` : ''
}

/** The question as the list asks it. */
export const askedFor = (filters: Filters): string =>
  new URLSearchParams({ ...filterOf(filters), limit: '50' }).toString()
