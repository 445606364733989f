// Walks the chain of hashes: of one stream, or of the whole log, where positions have to be dense too.
import { hashOf, sha256Hex } from './canonical.ts'
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

export const verifyStream = async (events: EventStore, stream: StreamName): Promise<Verification> => {
  const pages = await events.read(stream)
  const isWhole = await isSealedAsHashed(events, pages)
  let before = beginning
  for (const [index, page] of pages.entries()) {
    if (!holds(before, page) || !isWhole(page)) return { ok: false, checked: index, firstBroken: index }
    before = page
  }
  return { ok: true, checked: pages.length }
}

export const verifyLog = async (events: EventStore): Promise<Verification> => {
  const links = new Map<string, Link>()
  const last = await events.lastPosition()
  let position = 0
  while (position < last) {
    const pages = await events.readAll(position, batch)
    const isWhole = await isSealedAsHashed(events, pages)
    for (const page of pages) {
      const key = streamKey(page)
      const isNext = page.position === position + 1 && holds(links.get(key) ?? beginning, page)
      if (!isNext || !isWhole(page)) return { ok: false, checked: position, firstBroken: position + 1 }
      links.set(key, { hash: page.hash, sequence: page.sequence, position: page.position })
      position = page.position
    }
    if (pages.length === 0) return { ok: false, checked: position, firstBroken: position + 1 }
  }
  return { ok: true, checked: position }
}
