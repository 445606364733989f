import { parseAsString } from 'nuqs/server'

/** What the list of streams is narrowed by: names in its address, and of the API. */
export const streamFilters = {
  search: parseAsString.withDefault(''),
  domain: parseAsString.withDefault(''),
  edition: parseAsString.withDefault(''),
}
type Filters = { readonly search: string; readonly domain: string; readonly edition: string }

const perPage = '100'

/** The question as the API takes it; a pasted id may have blanks around it. */
export const askedFor = ({ search, domain, edition }: Filters): string =>
  new URLSearchParams(
    Object.entries({ search: search.trim(), domain, edition, limit: perPage }).filter(([, value]) => value !== ''),
  ).toString()
