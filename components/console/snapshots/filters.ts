import { parseAsString } from 'nuqs/server'

/** Of one stream, named `domain/root`, or of all. */
export const snapshotFilters = { stream: parseAsString.withDefault('') }

const shown = '50'
const named = /^([a-z][a-z0-9-]{0,63})\/([\da-f-]{36})$/i

/** As the API takes it; undefined where what is typed names no stream yet. */
export const askedFor = ({ stream }: { readonly stream: string }): string | undefined => {
  if (stream === '') return new URLSearchParams({ limit: shown }).toString()
  const [, domain, root] = named.exec(stream) ?? []
  return domain && root ? new URLSearchParams({ limit: shown, domain, root }).toString() : undefined
}
