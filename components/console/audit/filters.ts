import { parseAsString } from 'nuqs/server'

/** What stands in the address, by the names that the API has; days are those of UTC. */
export const filterParsers = {
  actor: parseAsString,
  action: parseAsString,
  domain: parseAsString,
  root: parseAsString,
  from: parseAsString,
  to: parseAsString,
}
export type Filters = { readonly [name in keyof typeof filterParsers]: string | null }
export const noFilter = { actor: null, action: null, domain: null, root: null, from: null, to: null } as const

const day = /^\d{4}-\d\d-\d\d$/
const momentOf = (name: string, value: string) => {
  if (!day.test(value)) return value
  return name === 'from' ? `${value}T00:00:00Z` : `${value}T23:59:59.999Z`
}

/** As the server takes it: what is not asked for is not there. */
export const askedFor = (filters: Filters, more: Readonly<Record<string, string>> = {}): string => {
  const given = Object.entries(filters).flatMap(([name, value]): [string, string][] =>
    value ? [[name, name === 'from' || name === 'to' ? momentOf(name, value) : value]] : [],
  )
  return new URLSearchParams([...given, ...Object.entries(more)]).toString()
}
export const isFiltered = (filters: Filters): boolean => Object.values(filters).some(Boolean)
