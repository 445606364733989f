// Which pages of the log a filter means, for stores that look at each.
import type { Json, Page } from './message.ts'
import { isOperator } from './operator.ts'
import type { LogFilter } from './ports.ts'

/** The root of the stream that `ext` names, which is the parent's as a rule; else the page's own. */
export const familyOf = ({ root, ext }: Pick<Page, 'root' | 'ext'>): string => {
  const parent = fieldOf(ext, 'root')
  return typeof parent === 'string' ? parent : root
}

const fieldOf = (value: Json, field: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, field)
    ? (value as { readonly [field: string]: Json })[field]
    : undefined

export const isMeant = (page: Page, filter: LogFilter): boolean => {
  const {
    after = 0,
    before = Number.POSITIVE_INFINITY,
    limit: _,
    family,
    byOperators = false,
    data = {},
    ...fields
  } = filter
  return (
    page.position > after &&
    page.position < before &&
    (!byOperators || isOperator(page.actor)) &&
    (family === undefined || familyOf(page) === family) &&
    Object.entries(data).every(([field, value]) => fieldOf(page.data, field) === value) &&
    Object.entries(fields).every(([field, value]) => value === undefined || page[field as keyof Page] === value)
  )
}
