import type { Engine } from '@/engine/engine'
import { named } from '@/engine/errors'
import type { Page, StreamName } from '@/engine/message'
import type { StreamSummary } from '@/engine/ports'
import type { AsOf } from '@/engine/streams'
import { upcast } from '@/engine/upcast'
import { asked, BookQuery, CourseQuery, EditionQuery, given, rootIn, StateQuery, StreamsQuery } from '../asked'
import { type Caller, viewerOf } from '../callers/callers'
import { failed, nothingHere, type Result } from '../operating/failures'
import { largest } from '../parsed'
import { bookPage, type EventBook, type LogPage, logPage } from './event-book'
import type { Reads } from './reads'
import { mayRead, mayUse } from './who-may-read'

const mostPages = 1000

/** Streams as they are stored, each page as its reader may see it. */
export const makeStreamReads = (
  engine: Engine,
): Pick<Reads, 'streams' | 'book' | 'state' | 'course' | 'verify' | 'event'> => ({
  streams: async (caller, { query }) => {
    const wanted = asked(StreamsQuery, query)
    if ('failure' in wanted) return wanted
    if (!(await mayUse(engine, caller, wanted.value.edition))) return nothingHere
    return { value: await listed(engine, caller, wanted.value) }
  },
  book: (caller, { query, address }) =>
    ofStream(engine, caller, {
      query: asked(BookQuery, query),
      address,
      read: (stream, range) => bookIn(engine, caller, { stream, range }),
    }),
  state: (caller, { query, address }) =>
    ofStream(engine, caller, {
      query: asked(StateQuery, query),
      address,
      read: (stream, { asOf }) => engine.stateAt(stream, asOf, viewerOf(caller)),
    }),
  course: (caller, { query, address }) =>
    ofStream(engine, caller, {
      query: asked(CourseQuery, query),
      address,
      read: async (stream, { edition: _, from, to, ...asked }) => {
        const most = Math.min(to, from + mostPages - 1)
        return { from, to: most, turns: await engine.course(stream, { ...asked, from, to: most }, viewerOf(caller)) }
      },
    }),
  verify: (caller, { query, address }) =>
    ofStream(engine, caller, { query: asked(EditionQuery, query), address, read: stream => engine.verify(stream) }),
  event: async (caller, { query, address }) => {
    const read = (stream: StreamName) => eventIn(engine, caller, { stream, sequence: address.sequence })
    const found = await ofStream(engine, caller, { query: asked(EditionQuery, query), address, read })
    return 'value' in found && found.value === undefined ? nothingHere : found
  },
})

type Range = {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly asOf?: AsOf | undefined
}

const bookIn = async (
  engine: Engine,
  caller: Caller,
  { stream, range }: { readonly stream: StreamName; readonly range: Range },
): Promise<EventBook> => {
  const { from = 0, to = Number.MAX_SAFE_INTEGER, asOf } = range
  const most = Math.min(to, from + mostPages - 1)
  const { pages, nextSequence, position } = await engine.book(stream, { from, to: most, asOf }, viewerOf(caller))
  const truncated = Math.min(nextSequence - 1, to) > most ? { truncated: true } : {}
  return { cover: { ...stream, correlationId: '' }, pages: pages.map(bookPage), nextSequence, position, ...truncated }
}

/** One event: as its reader may see it, and for administrators as it is stored. */
export type ShownEvent = {
  /** Null where today's program cannot read it; `refused` says why. */
  readonly page: LogPage | null
  readonly refused?: string
  /** Something of it is for somebody alone, and not here. */
  readonly isPartly: boolean
  readonly stored?: Pick<Page, 'schemaVersion' | 'data'>
  readonly nextSequence: number
}

const eventIn = async (
  engine: Engine,
  caller: Caller,
  { stream, sequence }: { readonly stream: StreamName; readonly sequence: string },
): Promise<ShownEvent | undefined> => {
  const at = Number(sequence)
  const stored = /^\d{1,15}$/.test(sequence) && at <= largest ? await engine.stored(stream, at) : undefined
  if (!stored) return undefined
  const { pages, nextSequence } = await engine.book(stream, { from: at, to: at }, viewerOf(caller))
  const refused = unreadable(engine, stored)
  const page = refused === undefined ? pages[0] : undefined
  const { schemaVersion, data } = stored
  return {
    page: page ? logPage(page) : null,
    ...(refused === undefined ? {} : { refused }),
    nextSequence,
    isPartly: stored.privateHash !== null,
    ...(caller.kind === 'administrator' ? { stored: { schemaVersion, data } } : {}),
  }
}

/** Why today's program cannot read an event, where it cannot. */
const unreadable = ({ registry }: Engine, page: Page): string | undefined => {
  try {
    upcast(registry, page)
    return undefined
  } catch (error) {
    if (named(error, 'PayloadRefused')) return (error as Error).message
    throw error
  }
}

type Asked<T> = {
  readonly query: Result<T>
  readonly address: { readonly domain: string; readonly root: string }
  readonly read: (stream: StreamName, query: T) => Promise<unknown>
}

/** An address and a query that can be read, of a stream that this caller may read. */
const ofStream = async <T extends { readonly edition: string }>(
  engine: Engine,
  caller: Caller,
  { query, address, read }: Asked<T>,
): Promise<Result<unknown>> => {
  const root = rootIn(address.root)
  if ('failure' in root) return root
  if ('failure' in query) return query
  const stream = { domain: address.domain, root: root.value, edition: query.value.edition }
  if (!(await mayRead(engine, caller, stream))) return nothingHere
  try {
    return { value: await read(stream, query.value) }
  } catch (error) {
    if (named(error, 'UnknownMessage')) return nothingHere
    if (named(error, 'PayloadRefused')) return failed(cannotBeRead((error as Error).message))
    throw error
  }
}

const cannotBeRead = (message: string) =>
  ({ code: 'FAILED_PRECONDITION', reason: 'cannot-be-read', message, params: {}, retryable: false }) as const

type Listing = {
  readonly domain?: string | undefined
  readonly search?: string | undefined
  readonly edition: string
  readonly cursor?: string | undefined
  readonly limit: number
}
const cursorOf = ({ domain, root }: Pick<StreamSummary, 'domain' | 'root'>) => `${domain}/${root}`
const placeIn = (cursor: string | undefined) => {
  const [domain = '', root = ''] = cursor?.split('/') ?? []
  return cursor ? { domain, root } : undefined
}

/** Only administrators are told of streams; everybody else of their own. */
const listed = async (engine: Engine, caller: Caller, { domain, search, edition, cursor, limit }: Listing) => {
  const own = caller.kind === 'player' && edition === '' ? { domain: 'player', search: caller.player } : undefined
  if (caller.kind !== 'administrator' && !own) return { streams: [], next: null }
  if (own && ((domain ?? own.domain) !== own.domain || !own.search.startsWith(search ?? '')))
    return { streams: [], next: null }
  const after = placeIn(cursor)
  const streams = await engine.streams({ ...given({ domain, search, after }), ...own, edition, limit })
  const last = streams.at(-1)
  return { streams, next: last && streams.length === limit ? cursorOf(last) : null }
}
