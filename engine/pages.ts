// What a decision's events become before they are stored: numbered, sealed, and chained by their hashes.
import { hashOf, sha256Hex } from './canonical.ts'
import type { Loaded, Loading } from './load.ts'
import type { Cover, Json, Message, Page, PrivateParts } from './message.ts'
import { sealPersonal } from './personal.ts'
import type { NewPage } from './ports.ts'

/** `plain` is as the own aggregate takes it, `page` as it is stored. */
export type Written = { readonly page: NewPage; readonly plain: Page }
export type Origin = {
  readonly cover: Cover
  readonly commandId: string
  readonly actor: string
  readonly cause: string | null
  readonly externalId?: string
  readonly isolated?: true
}
type Place = { readonly wanted: Origin; readonly loaded: Loaded }

export const pagesOf = async (
  loading: Loading,
  { wanted, loaded }: Place,
  events: readonly Message[],
): Promise<readonly Written[]> => {
  const written: Written[] = []
  let hash = loaded.hash
  for (const [index, event] of events.entries()) {
    const one = await pageOf(loading, { wanted, loaded }, { event, index, hash })
    hash = one.page.hash
    written.push(one)
  }
  return written
}

type Numbered = { readonly event: Message; readonly index: number; readonly hash: string }

const pageOf = async (
  loading: Loading,
  { wanted, loaded }: Place,
  { event, index, hash }: Numbered,
): Promise<Written> => {
  const { ports, registry } = loading
  const { domain, root, edition, correlationId } = wanted.cover
  const { private: parts, ...open } = event as Message & { private?: PrivateParts }
  const declared = registry.event(domain, event.type)
  const stored = await sealPersonal(ports.vault, declared.personal, { message: open, root })
  const eventId = ports.chance.id()
  const sealed = parts ? await ports.vault.seal(wanted.cover, eventId, parts) : undefined
  const page = {
    domain,
    root,
    edition,
    correlationId,
    ext: wanted.cover.ext ?? loaded.ext,
    eventId,
    sequence: loaded.nextSequence + index,
    type: event.type,
    schemaVersion: declared.version,
    data: dataOf(stored),
    causationId: wanted.cause ?? wanted.commandId,
    commandId: wanted.commandId,
    actor: wanted.actor,
    recordedAt: ports.clock.recordedAt(),
    privateHash: sealed ? sha256Hex(sealed.ciphertext) : null,
    externalId: wanted.externalId ?? null,
    isolated: wanted.isolated ?? false,
    mergedFrom: null,
    hash: '',
    position: 0,
  }
  page.hash = hashOf(hash, page, ports.digest)
  // Most events have nothing to hide: then what is stored is what their aggregate takes.
  const isOpen = !parts && stored === open
  return {
    page: sealed ? { ...page, sealed } : page,
    plain: isOpen ? page : { ...page, data: dataOf(open), ...(parts ? { private: parts } : {}) },
  }
}

const dataOf = ({ type: _, ...data }: Message): { readonly [field: string]: Json } => data
