import { shortened, whole } from '../../timeline/words.ts'

type Data = { readonly [field: string]: unknown }

const longest = 48
const valueWords = (value: unknown): string => {
  if (typeof value === 'string') return shortened(value)
  const text = JSON.stringify(value) ?? ''
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** What an event says, field by field, on one line. */
export const dataWords = (data: Data): string =>
  Object.entries(data)
    .map(([field, value]) => `${field} ${valueWords(value)}`)
    .join(' · ')

/** Of the data as it leaves the server, in bytes. */
export const sizeWords = (data: Data): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(data)).length
  return bytes < 1024 ? `${bytes} B` : `${whole(Math.round(bytes / 1024))} kB`
}
