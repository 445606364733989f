// What a command led to, read from the store: which commands, in order, and what became of each, whichever process ran them.
import { CascadeTooDeep } from './errors.ts'
import type { Page } from './message.ts'
import type { CascadeErrorMode, CommandEntry, EventStore } from './ports.ts'
import type { Registry } from './registry.ts'

/** One command of a chain; `pages` where it was accepted. */
export type Link = { readonly entry: CommandEntry; readonly pages: readonly Page[] }
export type Chain = {
  /** Every command of the chain, in order. */
  readonly links: readonly Link[]
  /** Refusals that nobody expected. */
  readonly refusals: readonly Link[]
  /** The position of the newest event, whoever wrote it. */
  readonly last: number
}

const deepest = 32

type Level = { readonly pages: readonly Page[]; readonly paths: ReadonlyMap<string, readonly string[]> }

/** Throws CascadeTooDeep, naming the path, where commands lead to commands without end. */
export const readChain = async (
  events: Pick<EventStore, 'commandsFrom' | 'read'>,
  registry: Registry,
  pages: readonly Page[],
): Promise<Chain> => {
  const found: { link: Link; order: number }[] = []
  let last = lastOf(pages)
  let level: Level = { pages, paths: new Map(pages.map(({ eventId }) => [eventId, []])) }
  while (level.pages.length > 0) {
    const next = await below(events, level)
    for (const { link, order } of next) if (isListed(registry, link.entry)) found.push({ link, order })
    level = levelOf(
      registry,
      level,
      next.map(({ link }) => link),
    )
    last = Math.max(last, lastOf(level.pages))
  }
  const links = found.sort((a, b) => a.order - b.order).map(({ link }) => link)
  return { links, refusals: links.filter(isRefusal), last }
}

const lastOf = (pages: readonly Page[]) => Math.max(0, ...pages.map(({ position }) => position))
const isRefusal = ({ entry: { outcome, problem } }: Link) =>
  outcome === 'refused' && (problem as { expected?: boolean } | null)?.expected !== true

/** A refused command stands right behind the event that it answered. */
const below = async ({ commandsFrom, read }: Pick<EventStore, 'commandsFrom' | 'read'>, { pages }: Level) => {
  const positions = new Map(pages.map(({ eventId, position }) => [eventId, position]))
  const edition = pages[0]?.edition ?? ''
  const entries = await commandsFrom(edition, [...positions.keys()])
  return Promise.all(
    entries.map(async entry => {
      const { firstSequence, eventCount, cover, source } = entry
      const range = { from: firstSequence ?? 0, to: (firstSequence ?? 0) + eventCount - 1 }
      const own = entry.outcome === 'accepted' && eventCount > 0 ? await read(cover, range) : []
      return { link: { entry, pages: own }, order: own[0]?.position ?? (positions.get(source ?? '') ?? 0) + 0.5 }
    }),
  )
}

const nameOf = ({ cover, message }: CommandEntry) => `${cover.domain}/${message.type}`

const levelOf = (registry: Registry, { paths }: Level, links: readonly Link[]): Level => {
  const next = new Map<string, readonly string[]>()
  const followed = links.filter(({ entry }) => entry.message.type !== 'UndoNotification')
  for (const { entry, pages } of followed) {
    const before = paths.get(entry.source ?? '') ?? []
    const path = isListed(registry, entry) ? [...before, nameOf(entry)] : before
    if (path.length > deepest) throw new CascadeTooDeep(`a cascade without end: ${path.join(' → ')}`)
    for (const { eventId } of pages) next.set(eventId, path)
  }
  return { pages: followed.flatMap(({ pages }) => pages), paths: next }
}

/** Commands and facts; what the engine notes down for itself is followed, not listed. */
const isListed = (registry: Registry, { cover, message }: CommandEntry): boolean => {
  const { commands = {}, events = {} } = registry.find(cover.domain) ?? {}
  if (ownNotes.includes(cover.domain)) return false
  return (
    Object.hasOwn(commands, message.type) ||
    (Object.hasOwn(events, message.type) && events[message.type]?.fact === true)
  )
}
const ownNotes = ['dead-letter', 'cascade', 'review']

/** How the cascade that an event belongs to takes refusals, and the command that began it. Asked on a refusal only. */
export const errorModeOf = async (
  { commandEntry }: Pick<EventStore, 'commandEntry'>,
  { edition, commandId }: Page,
): Promise<{ readonly mode: CascadeErrorMode | null; readonly first: CommandEntry | undefined }> => {
  let entry = await commandEntry(edition, commandId)
  for (let depth = 0; entry?.origin && depth < 2 * deepest; depth++) entry = await commandEntry(edition, entry.origin)
  return { mode: entry?.errorMode ?? null, first: entry }
}
