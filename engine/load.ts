// A stream's state at its head, cached; the append proves that the cache was fresh.
import type { AnyAggregate } from './define.ts'
import { fold } from './fold.ts'
import type { Json, Page, StreamName } from './message.ts'
import type { Ports } from './ports.ts'
import type { RecentMap } from './recent-map.ts'

/** What a decision stands on. `ext` is that of the stream's first event; later events carry it on. */
export type Loaded<S = unknown> = {
  readonly state: S
  readonly nextSequence: number
  readonly hash: string
  readonly ext: Json
}

/** By stream key. */
export type StateCache = RecentMap<Loaded>

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

export const loadStream = async <S>(
  ports: Pick<Ports, 'events' | 'vault'>,
  aggregate: AnyAggregate<S>,
  stream: StreamName,
): Promise<Loaded<S>> => {
  const pages = await withPrivateParts(ports, await ports.events.read(stream))
  return {
    state: fold(aggregate, pages),
    nextSequence: pages.length,
    hash: pages.at(-1)?.hash ?? '',
    ext: pages[0]?.ext ?? null,
  }
}
