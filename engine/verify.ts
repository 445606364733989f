// Walks the chain of hashes: of one stream, or of the whole log, where positions have to be dense too.
import { hashOf, sha256Hex } from './canonical.ts'
import { nextPosition } from './gaps.ts'
import { cutOf, type Loading } from './load.ts'
import { type Json, type Page, type StreamName, streamKey } from './message.ts'
import type { Control, OperationKind } from './operations.ts'
import type { EventStore } from './ports.ts'

/** `firstBroken`: a sequence of the stream, or a position of the log. */
export type Verification = { readonly ok: boolean; readonly checked: number; readonly firstBroken?: number }
type Link = { readonly hash: string; readonly sequence: number; readonly position: number }

/** Hears how far it is, and says whether to go on. */
type Heard = (checked: number) => Promise<boolean>
const unheard: Heard = async () => true

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
export const verifyStream = async (loading: Loading, stream: StreamName, hear = unheard): Promise<Verification> => {
  const { events } = loading.ports
  const main = await cutOf(loading, stream)
  let before = beginning
  for (let checked = 0; ; ) {
    const pages = await events.read(stream, { from: checked, to: checked + batch - 1, main })
    // What is missing at the end of a batch is a gap where something follows it.
    const { nextSequence } = pages.length < batch ? await events.head(stream, { main }) : { nextSequence: 0 }
    const isWhole = await isSealedAsHashed(events, pages)
    for (const page of pages) {
      if (!holds(before, page) || !isWhole(page)) return { ok: false, checked, firstBroken: checked }
      before = page
      checked += 1
    }
    if (nextSequence > checked) return { ok: false, checked, firstBroken: checked }
    if (pages.length < batch || !(await hear(checked))) return { ok: true, checked }
  }
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

export const verifyLog = async (events: EventStore, hear = unheard): Promise<Verification> => {
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
    if (!(await hear(checked))) break
  }
  return { ok: true, checked }
}

/** An operation tells how far it is so often: each time is an event. */
const toldEvery = 10_000

/** As an operation: `params` name a stream, or nothing for the whole log. From the beginning again after a restart. */
export const verifyKind =
  (loading: Loading): OperationKind =>
  async control => {
    const { domain, root, edition = '' } = control.params as Partial<StreamName>
    const stream = domain !== undefined && root !== undefined ? { domain, root, edition } : undefined
    const { events } = loading.ports
    const goal = stream ? (await events.head(stream, { main: await cutOf(loading, stream) })).nextSequence : undefined
    const hear = telling(control, async () => goal ?? events.lastPosition())
    const verified = await (stream ? verifyStream(loading, stream, hear) : verifyLog(events, hear))
    return { ...verified, ...(await brokenAt(events, stream, verified)) } as Json
  }

const telling = (control: Control, total: () => Promise<number>): Heard => {
  let told = 0
  return async checked => {
    if (checked - told < toldEvery) return true
    told = checked
    await control.advance(checked, Math.max(checked, await total()))
    return !(await control.isOver())
  }
}

/** The event at the first bad place, as far as there is one. */
const brokenAt = async (events: EventStore, stream: StreamName | undefined, { firstBroken }: Verification) => {
  if (firstBroken === undefined) return {}
  const [page] = stream
    ? await events.read(stream, { from: firstBroken, to: firstBroken })
    : await events.readAll(firstBroken - 1, 1)
  if (!page) return {}
  const { domain, root, edition, sequence, position, type } = page
  return { broken: { domain, root, edition, sequence, position, type } }
}
