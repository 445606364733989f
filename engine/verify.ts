// Walks the chain of hashes: of one stream, or of the whole log, where positions have to be dense too.
import { hashOf, sha256Hex } from './canonical.ts'
import { nextPosition } from './gaps.ts'
import { cutOf, type Loading } from './load.ts'
import { type Page, type StreamName, streamKey } from './message.ts'
import type { EventStore } from './ports.ts'

/** `firstBroken`: a sequence of the stream, or a position of the log. */
export type Verification = { readonly ok: boolean; readonly checked: number; readonly firstBroken?: number }
type Link = { readonly hash: string; readonly sequence: number; readonly position: number }

const batch = 500
const beginning: Link = { hash: '', sequence: -1, position: 0 }

/** Private parts need no key: what was hashed is their ciphertext. */
const isSealedAsHashed = async (events: EventStore, pages: readonly Page[]) => {
  const closed = pages.filter(({ privateHash }) => privateHash !== null)
  const sealed = closed.length > 0 ? await events.sealed(closed.map(({ eventId }) => eventId)) : new Map()
  return ({ eventId, privateHash }: Page): boolean => {
    const ciphertext = sealed.get(eventId)?.ciphertext
    return privateHash === (ciphertext ? sha256Hex(ciphertext) : null)
  }
}

const holds = (before: Link, page: Page): boolean =>
  page.sequence === before.sequence + 1 && page.position > before.position && page.hash === hashOf(before.hash, page)

/** In an edition: main's events below the divergence, then its own. */
export const verifyStream = async (loading: Loading, stream: StreamName): Promise<Verification> => {
  const { events } = loading.ports
  const pages = await events.read(stream, { main: await cutOf(loading, stream) })
  const isWhole = await isSealedAsHashed(events, pages)
  let before = beginning
  for (const [index, page] of pages.entries()) {
    if (!holds(before, page) || !isWhole(page)) return { ok: false, checked: index, firstBroken: index }
    before = page
  }
  return { ok: true, checked: pages.length }
}

type Links = Map<string, Link>

/** The link that an event follows: an edition's first one follows main's at the divergence. */
const before = async (events: EventStore, links: Links, page: Page): Promise<Link> => {
  const known = links.get(streamKey(page))
  if (known || page.edition === '' || page.sequence === 0) return known ?? beginning
  const sequence = page.sequence - 1
  const [main] = await events.read({ ...page, edition: '' }, { from: sequence, to: sequence })
  return main ?? beginning
}

export const verifyLog = async (events: EventStore): Promise<Verification> => {
  const links: Links = new Map()
  const [last, gaps] = await Promise.all([events.lastPosition(), events.gaps(0)])
  let position = 0
  let checked = 0
  while (nextPosition(gaps, position) <= last) {
    const pages = await events.readAll(position, batch)
    const isWhole = await isSealedAsHashed(events, pages)
    for (const page of pages) {
      const expected = nextPosition(gaps, position)
      const isNext = page.position === expected && holds(await before(events, links, page), page)
      if (!isNext || !isWhole(page)) return { ok: false, checked, firstBroken: expected }
      links.set(streamKey(page), { hash: page.hash, sequence: page.sequence, position: page.position })
      position = page.position
      checked += 1
    }
    if (pages.length === 0) return { ok: false, checked, firstBroken: position + 1 }
  }
  return { ok: true, checked }
}
