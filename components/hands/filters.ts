import { parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server'

/** What stands in the address of the list. Days are those of whoever looks. */
export const filterParsers = {
  scope: parseAsStringLiteral(['mine', 'public']),
  q: parseAsString,
  table: parseAsString,
  player: parseAsString,
  from: parseAsString,
  to: parseAsString,
  pot: parseAsInteger,
}
export type Scope = 'mine' | 'public'
export type Filters = {
  scope: Scope | null
  q: string | null
  table: string | null
  player: string | null
  from: string | null
  to: string | null
  pot: number | null
}

/** Everything that narrows the list; the scope is a list of its own. */
export const noFilter = { q: null, table: null, player: null, from: null, to: null, pot: null } as const

const day = /^\d{4}-\d\d-\d\d$/
const momentOf = (date: string | null, time: string): string | undefined => {
  const moment = new Date(`${date}T${time}`)
  return date && day.test(date) && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined
}

/** The filters as the server is asked. */
export const askedWith = (filters: Filters, scope: Scope): string => {
  const { q, table, player, from, to, pot } = filters
  const asked = {
    scope,
    q: q?.trim(),
    table,
    player,
    from: momentOf(from, '00:00:00'),
    to: momentOf(to, '23:59:59.999'),
    minPot: pot && pot > 0 ? String(pot) : undefined,
  }
  return new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : [])),
  ).toString()
}

export const isFiltered = ({ scope: _, ...filters }: Filters): boolean =>
  Object.values(filters).some(value => value !== null && value !== '')
