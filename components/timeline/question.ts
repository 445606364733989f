import { perPage } from './stretch.ts'

/** What is asked of the log, by the names that stand in the address: of the page, and of the API. */
export type Filter = Readonly<Record<string, string>>
/** Some of them become something else; null takes one away. */
export type Changes = Readonly<Record<string, string | null>>
/** Where one comes in: at the newest events, at the oldest, at a position, at a time. */
export type Entry = { readonly kind: 'newest' } | { readonly kind: 'after'; readonly after: string }

/** `oldest`, `pos:17`, `time:2026-11-25T10:00:00Z`; whatever else it says is the newest. */
export const entryOf = (from: string | undefined, selected?: number | undefined): Entry => {
  if (from === 'oldest') return { kind: 'after', after: '0' }
  const [, position] = /^pos:(\d{1,15})$/.exec(from ?? '') ?? []
  if (position) return { kind: 'after', after: String(Math.max(0, Number(position) - 1)) }
  const [, time] = /^time:(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))$/.exec(from ?? '') ?? []
  if (time) return { kind: 'after', after: time }
  return selected === undefined ? { kind: 'newest' } : { kind: 'after', after: String(Math.max(0, selected - 1)) }
}

/** The question as the API takes it. */
export const questionOf = (filter: Filter, place: { readonly after?: string; readonly before?: string } = {}): string =>
  new URLSearchParams({ ...filter, ...place, limit: String(perPage) }).toString()

type Params = Readonly<Record<string, string | string[] | undefined>>
/** What an address asks, by the names of its filters: the question that its page begins with. */
export const askedOf = (names: readonly string[], given: Params): string => {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  const filter = Object.fromEntries(names.map(name => [name, text(name)] as const).filter(([, value]) => value !== ''))
  const place = entryOf(text('from') || undefined, Number(text('sel')) || undefined)
  return questionOf(filter, place.kind === 'after' ? { after: place.after } : {})
}
