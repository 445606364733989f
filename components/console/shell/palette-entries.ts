import type { StreamSummary } from '@/engine/ports'
import { activeKeys } from '../../keys/active-keys.ts'
import { keyLabel } from '../../keys/shortcuts.ts'
import { places } from './places.ts'
import { visitWords } from './visits.ts'

/** One thing to go to, or to do. */
export type Entry = {
  readonly id: string
  readonly words: string
  readonly note: string
  readonly does: { readonly href: string } | { readonly run: () => void }
}
export type Group = { readonly title: string; readonly items: readonly Entry[] }

/** Names that the server knows: read when the palette opens. */
export type Known = {
  readonly editions: readonly string[]
  readonly projections: readonly string[]
  readonly processes: readonly string[]
  /** Commands and events, `domain/type`. */
  readonly messages: readonly string[]
}

const to = (href: string, words: string, note = ''): Entry => ({ id: `${href} ${words}`, words, note, does: { href } })

/** There are a hundred messages and more. */
const firstOf = ({ title, items }: Group): Group => ({ title, items: items.slice(0, 8) })

const actions = [to('/admin/commands/new', 'Send a command'), to('/admin/facts/new', 'Record a fact')]

const position = /^#?(\d[\d,]{0,15})$/
/** What was typed, taken for the name of something. */
const taken = (text: string): readonly Entry[] => {
  if (text === '') return []
  const [, number] = position.exec(text) ?? []
  if (number) {
    const plain = number.replaceAll(',', '')
    return [to(`/admin/find?id=${plain}`, `Event at position ${plain}`)]
  }
  return [to(`/admin/find?id=${encodeURIComponent(text)}`, `Find ${text}`, 'stream, event, workflow, dead letter')]
}

/** Everything that the palette offers for what is typed; groups without anything are left out. */
export const entriesFor = (
  text: string,
  given: { readonly known: Known; readonly streams: readonly StreamSummary[]; readonly visits: readonly string[] },
): readonly Group[] => {
  const { known, streams, visits } = given
  const typed = text.trim().toLowerCase()
  const matching = (items: readonly Entry[]) =>
    items.filter(({ words, note }) => typed.split(/\s+/).every(part => `${words} ${note}`.toLowerCase().includes(part)))
  const named = (title: string, names: readonly string[], href: (name: string) => string): Group => ({
    title,
    items: typed === '' ? [] : matching(names.map(name => to(href(name), name))),
  })
  const doable = activeKeys().map(({ shortcut, run }) => ({
    id: `do ${shortcut.id}`,
    words: shortcut.does,
    note: keyLabel(shortcut),
    does: { run },
  }))
  return [
    { title: 'Recent', items: typed === '' ? visits.slice(1, 5).map(href => to(href, visitWords(href))) : [] },
    { title: 'Places', items: matching(places.map(({ href, label, letter }) => to(href, label, `g ${letter}`))) },
    { title: 'On this page', items: matching(doable) },
    { title: 'Actions', items: matching(actions) },
    {
      title: 'Streams',
      items: streams.map(({ domain, root }) => to(`/admin/streams/${domain}/${root}`, `${domain} ${root}`)),
    },
    named('Editions', known.editions, name => `/admin/editions/${encodeURIComponent(name)}`),
    named('Projections', known.projections, name => `/admin/projections/${encodeURIComponent(name)}`),
    named('Processes', known.processes, name => `/admin/processes?process=${encodeURIComponent(name)}`),
    firstOf(named('Catalog', known.messages, name => `/admin/catalog/${name}`)),
    { title: 'By name', items: taken(typed) },
  ].filter(({ items }) => items.length > 0)
}
