import { idsIn, wordsOf } from '@/domain/timeline/words'
import type { Engine } from '@/engine/engine'
import { familyOf } from '@/engine/log-filter'
import type { Page } from '@/engine/message'
import type { LogFilter } from '@/engine/ports'
import { recentMap } from '@/engine/recent-map'
import { given, type TimelineQuery } from '../asked'
import type { Caller } from '../callers/callers'
import { type LogPage, logPage } from './event-book'
import type { Names } from './names'
import { everyEdition, makeMayList } from './who-may-read'

/** An event as the timeline tells it: in words, and with the root of its parent's stream. */
export type TimelinePage = LogPage & { readonly words: string; readonly by: string; readonly family: string }
export type Timeline = {
  readonly pages: readonly TimelinePage[]
  /** The position to read on from; null where there is nothing more. */
  readonly next: number | null
  /** The last position of the log before this was read. */
  readonly head: number
}
type Asked = Partial<Omit<TimelineQuery, 'limit'>> & { readonly limit: number }
export type ReadTimeline = (caller: Caller, wanted: Asked) => Promise<Timeline>

const atOnce = 500
const mostRounds = 10
/** Nobody's: private parts are not on the timeline, not even one's own. */
const stranger = { audience: undefined }

/** The log in its order, as a caller may list it: read on until there is enough, and never further than is bearable. */
export const makeTimeline = (engine: Engine, names: Names): ReadTimeline => {
  const mayList = makeMayList(engine)
  const positionAt = makePositionAt(engine)
  return async (caller, { limit, q = '', ...wanted }) => {
    const head = await knownUpTo(engine, caller)
    const { isForward, floor, filter } = await filterOf(wanted, { head, positionAt })
    const found: TimelinePage[] = []
    let edge = isForward ? filter.after : filter.before
    const isListed = (page: Page) => mayList(caller, page)
    for (let round = 0; round < mostRounds; round++) {
      const place = isForward ? { after: edge } : { before: edge }
      const size = q === '' ? Math.min(atOnce, 2 * limit + 50) : atOnce
      const read = await engine.timeline({ ...filter, ...given(place), limit: size } as LogFilter, stranger, isListed)
      for (const page of await told(read.pages, names)) {
        if (page.position <= floor) return { pages: found, next: null, head }
        if (!says(page, q)) continue
        found.push(page)
        if (found.length === limit) return { pages: found, next: page.position, head }
      }
      if (read.edge === null || read.edge <= floor) return { pages: found, next: null, head }
      edge = read.edge
    }
    return { pages: found, next: edge ?? null, head }
  }
}

/** Further than the lobby has come it is not known who may list a table: what comes there is told when it is. */
const knownUpTo = async (engine: Engine, caller: Caller): Promise<number> => {
  const last = await engine.lastPosition()
  if (caller.kind === 'administrator') return last
  return Math.min(last, engine.status().find(({ name }) => name === 'lobby')?.position ?? last)
}

type PositionAt = Engine['positionAt']
/** Where something was recorded later, what was recorded before does not change any more. */
export const makePositionAt = (engine: Engine): PositionAt => {
  const known = recentMap<number>(1000)
  return async time => {
    const [last, position] = [await engine.lastPosition(), known.get(time) ?? (await engine.positionAt(time))]
    if (position < last) known.set(time, position)
    return position
  }
}

type Place = { readonly head: number; readonly positionAt: PositionAt }
const filterOf = async (
  { after, before, since, until, ...fields }: Omit<Asked, 'limit' | 'q'>,
  { head, positionAt }: Place,
) => {
  const positionOf = async (place: typeof after) =>
    place === undefined || 'position' in place ? place?.position : positionAt(place.time)
  const within = async (time: string | undefined) => (time === undefined ? undefined : positionAt(time))
  const [behind, upTo, floor = 0, last = head] = await Promise.all([
    positionOf(after),
    positionOf(before),
    within(since),
    within(until),
  ])
  const isForward = behind !== undefined
  const from = given({ after: isForward ? Math.max(behind, floor) : undefined })
  return {
    isForward,
    // Who reads back from the newest comes to an end there.
    floor: isForward ? 0 : floor,
    filter: { ...logFields(fields), ...from, before: Math.min(upTo ?? head + 1, last + 1, head + 1) },
  }
}

/** In the words of the log: what a table, a hand, a player is. */
type Fields = Omit<Asked, 'limit' | 'q' | 'after' | 'before' | 'since' | 'until'>
export const logFields = ({ table, hand, player, edition, ...fields }: Fields) => ({
  ...given(fields),
  ...(edition === undefined || edition === everyEdition ? {} : { edition }),
  ...(table === undefined ? {} : { family: table }),
  ...(hand === undefined ? {} : { domain: 'hand', root: hand }),
  ...(player === undefined ? {} : { data: { player } }),
})

const told = async (pages: readonly Page[], names: Names): Promise<readonly TimelinePage[]> => {
  const known = await names([...new Set(pages.flatMap(idsIn))] as never)
  const nameOf = (id: string) => (known as Record<string, string>)[id] ?? id
  return pages.map(page => ({
    ...logPage(page),
    words: wordsOf(page, nameOf),
    by: nameOf(page.actor),
    family: familyOf(page),
  }))
}

/** In what is shown of a page, and nowhere else. */
const says = (page: TimelinePage, q: string): boolean =>
  q === '' || JSON.stringify(page).toLowerCase().includes(q.toLowerCase())
