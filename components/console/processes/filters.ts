import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { statuses } from './words.ts'

/** All of it stands in the address. */
export const processFilters = {
  process: parseAsString.withDefault(''),
  status: parseAsStringLiteral(statuses),
  search: parseAsString.withDefault(''),
}
export type ProcessFilters = {
  readonly process: string
  readonly status: (typeof statuses)[number] | null
  readonly search: string
}

const shown = '30'

/** As the API takes it. */
export const askedFor = ({ process, status, search }: ProcessFilters): string =>
  new URLSearchParams({
    limit: shown,
    ...(process ? { process } : {}),
    ...(status ? { status } : {}),
    ...(search ? { search } : {}),
  }).toString()
