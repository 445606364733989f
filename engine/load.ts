// A stream's state from its newest snapshot and the events behind it, at the head or further back, seen through an edition.
import type { AnyAggregate } from './define.ts'
import { cutIn, Edition, type EditionState, editionRoot } from './edition.ts'
import { UnknownMessage } from './errors.ts'
import { evolve } from './fold.ts'
import { eventOf, type Json, type Page, type StreamName } from './message.ts'
import { hasPersonal, openPersonal } from './personal.ts'
import type { Cut, Ports } from './ports.ts'
import type { RecentMap } from './recent-map.ts'
import type { Registry } from './registry.ts'
import { newestSnapshot } from './snapshot.ts'
import { upcast } from './upcast.ts'

/** What a decision stands on. `ext` is that of the stream's first event; later events carry it on. */
export type Loaded<S = unknown> = {
  readonly state: S
  readonly nextSequence: number
  /** Of the last event, 0 before the first; when it was recorded, `''` before the first. */
  readonly position: number
  readonly at: string
  readonly hash: string
  readonly ext: Json
  /** Some of it comes from private or personal parts. */
  readonly secret: boolean
  /** Some of it comes from private parts: it is not what everybody may see. */
  readonly hidden: boolean
  /** Whose personal parts it may hold. */
  readonly subjects: readonly string[]
}

/** By stream key. */
export type StateCache = RecentMap<Loaded>
export type Loading = { readonly ports: Ports; readonly registry: Registry }

const pagesAtOnce = 5000

/** Pages with the private parts of those that have some. */
export const withPrivateParts = async (ports: Pick<Ports, 'events' | 'vault'>, pages: readonly Page[]) => {
  const closed = pages.filter(page => page.privateHash !== null)
  if (closed.length === 0) return pages
  const sealed = await ports.events.sealed(closed.map(page => page.eventId))
  return Promise.all(
    pages.map(async page => {
      const parts = sealed.get(page.eventId)
      return parts ? { ...page, private: await ports.vault.open(page, page.eventId, parts) } : page
    }),
  )
}

/** As handlers of the own aggregate take them: in today's version, private and personal parts open. */
export const readable = async ({ ports, registry }: Loading, pages: readonly Page[]): Promise<readonly Page[]> => {
  const whole = await withPrivateParts(
    ports,
    pages.map(page => upcast(registry, page)),
  )
  const aggregate = pages[0] && registry.find(pages[0].domain)
  if (!aggregate || !hasPersonal(aggregate)) return whole
  return Promise.all(whole.map(async page => ({ ...page, data: await openPersonal(ports.vault, page.data) })))
}

export const nothing = <S>(aggregate: AnyAggregate<S>): Loaded<S> => ({
  state: aggregate.initial,
  nextSequence: 0,
  position: 0,
  at: '',
  hash: '',
  ext: null,
  secret: false,
  hidden: false,
  subjects: [],
})

/** The state after some more readable pages. */
export const advance = <S>(aggregate: AnyAggregate, from: Loaded<S>, pages: readonly Page[]): Loaded<S> => {
  const [first] = pages
  const last = pages.at(-1)
  if (!first || !last) return from
  let state = from.state
  for (const page of pages) state = evolve(aggregate, state, page)
  const named = pages.flatMap(page => subjectOf(aggregate, page))
  const hidden = from.hidden || pages.some(page => page.privateHash !== null)
  return {
    state,
    nextSequence: last.sequence + 1,
    position: last.position,
    at: last.recordedAt,
    hash: last.hash,
    ext: from.nextSequence === 0 ? first.ext : from.ext,
    secret: from.secret || named.length > 0 || hidden,
    hidden,
    subjects: named.length > 0 ? [...new Set([...from.subjects, ...named])] : from.subjects,
  }
}

const subjectOf = (aggregate: AnyAggregate, page: Page): readonly string[] => {
  const personal = aggregate.events[page.type]?.personal
  return personal ? [personal.subject(eventOf(page), page.root)] : []
}

/** The fold of a stream's first `upTo` events, or of all there are. */
export const loadStream = async <S>(
  loading: Loading,
  stream: StreamName,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<Loaded<S>> => {
  const aggregate = loading.registry.aggregate(stream.domain) as AnyAggregate<S>
  const main = await cutOf(loading, stream)
  let loaded: Loaded<S> = (await newestSnapshot<S>(loading, stream, { upTo, main })) ?? nothing(aggregate)
  for (;;) {
    const from = loaded.nextSequence
    const to = Math.min(upTo, from + pagesAtOnce) - 1
    if (to < from) return loaded
    const pages = await loading.ports.events.read(stream, { from, to, main })
    loaded = advance(aggregate, loaded, await readable(loading, pages))
    if (pages.length < pagesAtOnce) return loaded
  }
}

/** What of main an edition shows in a stream; undefined on main. Throws UnknownMessage where there is no such edition. */
export const cutOf = async (loading: Loading, stream: StreamName): Promise<Cut | undefined> => {
  if (stream.edition === '') return undefined
  const { status, divergence } = await loadEdition(loading, stream.edition)
  if (status !== 'open' && status !== 'merged') throw new UnknownMessage(`there is no edition ${stream.edition}`)
  return cutIn(divergence, stream)
}

/** Asked with everything that is done in an edition: its few events are read at once, without a look for a snapshot. */
export const loadEdition = async (loading: Loading, name: string): Promise<EditionState> => {
  const pages = await loading.ports.events.read({ domain: Edition.domain, root: editionRoot(name), edition: '' })
  return advance(Edition, nothing<EditionState>(Edition), await readable(loading, pages)).state
}
