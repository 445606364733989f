import { parseAsStringLiteral } from 'nuqs/server'

export const statuses = ['open', 'merged', 'discarded', 'purged'] as const
/** What stands in the address. */
export const editionFilters = { status: parseAsStringLiteral(statuses) }

/** As the API takes it. */
export const askedFor = ({ status }: { readonly status: (typeof statuses)[number] | null }): string =>
  new URLSearchParams({ limit: '50', ...(status ? { status } : {}) }).toString()
