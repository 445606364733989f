import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

export const statuses = ['running', 'paused', 'completed', 'failed', 'cancelled'] as const
/** All of it stands in the address. */
export const operationFilters = { status: parseAsStringLiteral(statuses), kind: parseAsString }
type Filters = { readonly status: (typeof statuses)[number] | null; readonly kind: string | null }

/** As the API takes it. */
export const askedFor = ({ status, kind }: Filters): string =>
  new URLSearchParams({ limit: '50', ...(status ? { status } : {}), ...(kind ? { kind } : {}) }).toString()
