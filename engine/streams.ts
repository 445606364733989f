// Reading streams from outside: events and states as a viewer may see them, now or as of a sequence, a position, a time.
import type { AnyAggregate } from './define.ts'
import { sameValue, valueAt } from './json-value.ts'
import { advance, cutOf, type Loaded, type Loading, nothing } from './load.ts'
import type { Page, StreamName } from './message.ts'
import { openPersonal } from './personal.ts'
import type { CommandEntry, Cut, LogFilter } from './ports.ts'
import { partsFor, present, type Viewer } from './present.ts'
import { newestSnapshot } from './snapshot.ts'
import { upcast } from './upcast.ts'

/** A sequence or a position is inclusive; a time (RFC 3339) is the longest beginning in which nothing is later. */
export type AsOf = { readonly sequence: number } | { readonly position: number } | { readonly time: string }
export type Book = {
  readonly pages: readonly Page[]
  readonly nextSequence: number
  /** To which `asOf` was resolved: of the last event that counts, or of the whole log. */
  readonly position: number
}
type Asked = { readonly from?: number; readonly to?: number; readonly asOf?: AsOf | undefined; readonly viewer: Viewer }
export type StateAt = { readonly state: unknown; readonly sequence: number; readonly position: number }
/** `upTo`: so many events of the stream. */
type Moment = { readonly upTo: number; readonly position: number }

/** Throws UnknownMessage for an edition that is not there. */
export const momentOf = async (loading: Loading, stream: StreamName, asOf: AsOf | undefined): Promise<Moment> => {
  const { events } = loading.ports
  const main = await cutOf(loading, stream)
  if (asOf === undefined) {
    const [{ nextSequence }, position] = await Promise.all([events.head(stream, { main }), events.lastPosition()])
    return { upTo: nextSequence, position }
  }
  if ('sequence' in asOf) {
    const [page] = await events.read(stream, { from: asOf.sequence, to: asOf.sequence, main })
    if (page) return { upTo: asOf.sequence + 1, position: page.position }
    return momentOf(loading, stream, undefined)
  }
  const position = 'position' in asOf ? asOf.position : await events.positionAt(asOf.time)
  return { upTo: await countAt(loading, stream, { position, main }), position }
}

/** How many events of a stream there are up to a position, seen through its edition. */
const countAt = async (
  { ports }: Loading,
  { domain, root, edition }: StreamName,
  { position, main }: { readonly position: number; readonly main: Cut | undefined },
): Promise<number> => {
  const newest = async (where: string, before: number) =>
    (await ports.events.search({ domain, root, edition: where, before, limit: 1 }))[0]
  const own = await newest(edition, position + 1)
  if (own || !main) return own ? own.sequence + 1 : 0
  const { beforeSequence = Number.MAX_SAFE_INTEGER, upToPosition = position } = main
  const below = await newest('', Math.min(position, upToPosition) + 1)
  return Math.min(below ? below.sequence + 1 : 0, beforeSequence)
}

export const bookOf = async (
  loading: Loading,
  stream: StreamName,
  { from = 0, to = Number.MAX_SAFE_INTEGER, asOf, viewer }: Asked,
): Promise<Book> => {
  const { upTo, position } = await momentOf(loading, stream, asOf)
  const main = await cutOf(loading, stream)
  const range = { from, to: Math.min(to, upTo - 1), main }
  const pages = range.to < from ? [] : await loading.ports.events.read(stream, range)
  return { pages: await present(loading, pages, viewer), nextSequence: upTo, position }
}

/** One event as it lies in the store: in the version it had, what is personal sealed, what is private not there. */
export const storedPage = async (loading: Loading, stream: StreamName, sequence: number): Promise<Page | undefined> => {
  const main = await cutOf(loading, stream)
  const [page] = await loading.ports.events.read(stream, { from: sequence, to: sequence, main })
  return page && partsFor(page, { audience: undefined })
}

/** A snapshot serves only where no private part went into it: personal ones are open to everybody, or to nobody. */
export const presentedState = async (
  loading: Loading,
  stream: StreamName,
  { upTo, viewer, known }: { readonly upTo: number; readonly viewer: Viewer; readonly known?: Loaded | undefined },
): Promise<Loaded> => {
  const aggregate: AnyAggregate = loading.registry.aggregate(stream.domain)
  const main = await cutOf(loading, stream)
  const snapshot = known ? undefined : await newestSnapshot(loading, stream, { upTo, main })
  let loaded: Loaded = known ?? (snapshot && !snapshot.hidden ? snapshot : nothing(aggregate))
  for (let more = true; more && loaded.nextSequence < upTo; ) {
    const from = loaded.nextSequence
    const pages = await loading.ports.events.read(stream, { from, to: Math.min(upTo, from + atOnce) - 1, main })
    loaded = advance(aggregate, loaded, current(loading, await present(loading, pages, viewer)))
    more = pages.length === atOnce
  }
  return loaded
}
const atOnce = 5000

/** In today's version, or PayloadRefused: nothing is folded that cannot be read. */
const current = ({ registry }: Loading, pages: readonly Page[]) => pages.map(page => upcast(registry, page))

export const stateAt = async (
  loading: Loading,
  stream: StreamName,
  { asOf, viewer }: Pick<Asked, 'asOf' | 'viewer'>,
): Promise<StateAt> => {
  const { upTo, position } = await momentOf(loading, stream, asOf)
  const { state, nextSequence } = await presentedState(loading, stream, { upTo, viewer })
  return { state, sequence: nextSequence - 1, position }
}

/** `value` is not there where the pointer leads nowhere. */
export type Turn = { readonly sequence: number; readonly value?: unknown }
type Course = { readonly pointer: string; readonly from: number; readonly to: number; readonly viewer: Viewer }

/** One value of a viewer's state as a stream goes on: as it was before `from`, and after every event that changed it. */
export const courseOf = async (
  loading: Loading,
  stream: StreamName,
  { pointer, from, to, viewer }: Course,
): Promise<readonly Turn[]> => {
  const aggregate: AnyAggregate = loading.registry.aggregate(stream.domain)
  let loaded = await presentedState(loading, stream, { upTo: from, viewer })
  const { pages } = await bookOf(loading, stream, { from: loaded.nextSequence, to, viewer })
  let value = valueAt(loaded.state, pointer)
  const turns: Turn[] = [{ sequence: loaded.nextSequence - 1, value }]
  for (const page of current(loading, pages)) {
    loaded = advance(aggregate, loaded, [page])
    const next = valueAt(loaded.state, pointer)
    if (!sameValue(value, next)) turns.push({ sequence: page.sequence, value: next })
    value = next
  }
  return turns
}

export type IsListed = (page: Page) => Promise<boolean>
/** `edge` is the position to read on from; null where there is nothing more. */
export type Stretch = { readonly pages: readonly Page[]; readonly edge: number | null }

export const timelineOf = async (
  loading: Loading,
  filter: LogFilter,
  { viewer, isListed }: { readonly viewer: Viewer; readonly isListed?: IsListed | undefined },
): Promise<Stretch> => {
  const found = await loading.ports.events.search(filter)
  const listed = isListed ? await Promise.all(found.map(isListed)) : []
  const pages = isListed ? found.filter((_, index) => listed[index]) : found
  const edge = found.length < filter.limit ? null : (found.at(-1)?.position ?? null)
  return { pages: await present(loading, pages, viewer), edge }
}

/** One workflow: its commands with what became of them, and its events. */
export const correlationOf = async (
  loading: Loading,
  id: string,
  viewer: Viewer,
): Promise<{ readonly commands: readonly CommandEntry[]; readonly events: readonly Page[] }> => {
  const { events, vault } = loading.ports
  const [commands, { pages }] = await Promise.all([
    events.commandsOf(id),
    timelineOf(loading, { correlationId: id, after: 0, limit: 500 }, { viewer }),
  ])
  return { commands: await openPersonal(vault, commands), events: pages }
}
