// The event store in memory: for fast tests and simulation, held to the same contract as the one on Postgres.
import { millisecondsOf, type Page, type StreamName, streamKey } from '../message.ts'
import type {
  Append,
  Appended,
  CommandEntry,
  Cut,
  EventStore,
  Gap,
  LogFilter,
  ProjectionStore,
  Reading,
  Sealed,
} from '../ports.ts'

type Kept = {
  /** By position; purged ones are gone. */
  log: Page[]
  last: number
  readonly streams: Map<string, Page[]>
  readonly commands: Map<string, CommandEntry>
  readonly facts: Map<string, Page>
  readonly secrets: Map<string, Sealed>
  readonly gaps: Gap[]
}
/** Puts inline rows where the projections are. */
type Inline = Pick<ProjectionStore, 'rows'> & {
  readonly put: (row: NonNullable<Append['rows']>[number], position: number) => void
}

const commandKey = (edition: string, commandId: string) => `${edition} ${commandId}`
const factKey = (stream: StreamName, externalId: string) => `${streamKey(stream)} ${externalId}`
const most = 500

export const memoryEventStore = (inline?: Inline): EventStore => {
  const kept: Kept = {
    log: [],
    last: 0,
    streams: new Map(),
    commands: new Map(),
    facts: new Map(),
    secrets: new Map(),
    gaps: [],
  }
  return {
    ...appending(kept, inline),
    ...reading(kept),
    ...finding(kept),
    ...remembering(kept),
    purge: async edition => purge(kept, edition),
    gaps: async after => kept.gaps.filter(({ from }) => from > after).sort((a, b) => a.from - b.from),
  }
}

const appending = (kept: Kept, inline?: Inline): Pick<EventStore, 'append' | 'appendAll'> => {
  const append = (wanted: Append) => refusal(kept, wanted) ?? store(kept, wanted, inline)
  return {
    append: async wanted => append(wanted),
    appendAll: async appends => {
      const before = copyOf(kept)
      const stored: Appended[] = []
      for (const [index, wanted] of appends.entries()) {
        const appended = append(wanted)
        if (appended.status !== 'ok') {
          Object.assign(kept, before)
          return { refused: appended, index }
        }
        stored.push(appended)
      }
      return { stored }
    },
  }
}

type Reads = Pick<EventStore, 'head' | 'read' | 'readReferences' | 'readAll' | 'lastPosition' | 'sealed'>

const reading = (kept: Kept): Reads => ({
  head: async (stream, { commandId, main } = {}) => {
    const newest = shown(kept, stream, main).at(-1)
    const entry = commandId === undefined ? undefined : kept.commands.get(commandKey(stream.edition, commandId))
    const accepted =
      entry?.outcome === 'accepted'
        ? { accepted: { firstSequence: entry.firstSequence ?? 0, count: entry.eventCount } }
        : {}
    return { nextSequence: newest ? newest.sequence + 1 : 0, hash: newest?.hash ?? '', ...accepted }
  },
  read: async (stream, { from = 0, to = Number.MAX_SAFE_INTEGER, main }: Reading = {}) =>
    shown(kept, stream, main).filter(({ sequence }) => sequence >= from && sequence <= to),
  readReferences: async references =>
    references.flatMap(reference =>
      (kept.streams.get(streamKey(reference)) ?? []).filter(({ sequence }) => sequence === reference.sequence),
    ),
  readAll: async (after, limit) => {
    const first = kept.gaps.length === 0 ? after : kept.log.findIndex(({ position }) => position > after)
    return first < 0 ? [] : kept.log.slice(first, first + limit)
  },
  lastPosition: async () => kept.last,
  sealed: async ids =>
    new Map(ids.flatMap(id => [...(kept.secrets.has(id) ? [[id, kept.secrets.get(id) as Sealed] as const] : [])])),
})

const finding = (kept: Kept): Pick<EventStore, 'search' | 'streams' | 'positionAt'> => ({
  search: async filter => search(kept.log, filter),
  streams: async ({ domain, search: beginning = '', edition, after, limit }) =>
    [...kept.streams.values()]
      .flatMap(pages => {
        const last = pages.at(-1)
        return last ? [{ last, key: `${last.domain} ${last.root}` }] : []
      })
      .filter(({ last }) => last.edition === edition && (domain === undefined || last.domain === domain))
      .filter(({ last, key }) => last.root.startsWith(beginning) && (!after || key > `${after.domain} ${after.root}`))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, Math.min(limit, most))
      .map(({ last }) => ({
        domain: last.domain,
        root: last.root,
        edition,
        nextSequence: last.sequence + 1,
        lastRecordedAt: last.recordedAt,
      })),
  positionAt: async time => {
    const later = kept.log.find(({ recordedAt }) => isAfter(recordedAt, time))
    return later ? later.position - 1 : kept.last
  },
})

type Remembering = Pick<EventStore, 'remembered' | 'commandEntry' | 'commandsFrom' | 'commandsOf' | 'recordRefusal'>

const remembering = (kept: Kept): Remembering => {
  const entryOf = (edition: string, id: string) => kept.commands.get(commandKey(edition, id))
  return {
    remembered: async (edition, id) => {
      const entry = entryOf(edition, id)
      if (entry?.outcome !== 'accepted') return undefined
      const { domain, root } = entry.cover
      return { domain, root, message: entry.message }
    },
    commandEntry: async (edition, id) => entryOf(edition, id),
    commandsFrom: async (edition, sources) =>
      [...kept.commands.values()].filter(
        ({ cover, source }) => cover.edition === edition && source !== null && sources.includes(source),
      ),
    commandsOf: async correlationId =>
      [...kept.commands.values()].filter(({ cover }) => cover.correlationId === correlationId).slice(0, most),
    recordRefusal: async (command, problem) => {
      const key = commandKey(command.cover.edition, command.commandId)
      if (kept.commands.get(key)?.outcome === 'accepted') return
      const refused = { outcome: 'refused' as const, problem, firstSequence: null, eventCount: 0, at: '' }
      kept.commands.set(key, structuredClone({ ...command, ...refused }))
    },
  }
}

const refusal = (kept: Kept, wanted: Append): Appended | undefined => {
  const { stream, expected, pages, command, unless } = wanted
  const done = kept.commands.get(commandKey(stream.edition, command.commandId))
  if (done?.outcome === 'accepted')
    return { status: 'duplicate', firstSequence: done.firstSequence ?? 0, count: done.eventCount }
  const externalId = pages[0]?.externalId
  const fact = externalId ? kept.facts.get(factKey(stream, externalId)) : undefined
  if (fact) return { status: 'duplicate', firstSequence: fact.sequence, count: 1 }
  const rival = unless === undefined ? undefined : kept.commands.get(commandKey(stream.edition, unless))
  if (rival?.outcome === 'accepted') return { status: 'excluded' }
  const newest = kept.streams.get(streamKey(stream))?.at(-1)
  const nextSequence = newest ? newest.sequence + 1 : wanted.base
  return nextSequence === expected ? undefined : { status: 'conflict', nextSequence }
}

const store = (kept: Kept, { stream, expected, pages, command, rows = [] }: Append, inline?: Inline): Appended => {
  const firstPosition = kept.last + 1
  for (const [index, { sealed, ...page }] of pages.entries()) {
    const placed = structuredClone({ ...page, position: firstPosition + index })
    kept.log.push(placed)
    const own = kept.streams.get(streamKey(stream))
    if (own) own.push(placed)
    else kept.streams.set(streamKey(stream), [placed])
    if (sealed) kept.secrets.set(page.eventId, sealed)
    if (page.externalId) kept.facts.set(factKey(stream, page.externalId), placed)
  }
  kept.last += pages.length
  const place = { firstSequence: expected, eventCount: pages.length, at: pages[0]?.recordedAt ?? '' }
  const entry = { ...command, outcome: 'accepted' as const, problem: null, ...place }
  kept.commands.set(commandKey(stream.edition, command.commandId), structuredClone(entry))
  for (const row of rows) inline?.put(row, kept.last)
  return { status: 'ok', firstPosition }
}

/** Deep enough to undo appends: pages themselves never change. */
const copyOf = (kept: Kept): Kept => ({
  ...kept,
  log: [...kept.log],
  streams: new Map([...kept.streams].map(([key, pages]) => [key, [...pages]])),
  commands: new Map(kept.commands),
  facts: new Map(kept.facts),
  secrets: new Map(kept.secrets),
})

/** What an edition shows of a stream: main below the cut, then its own events. */
const shown = ({ streams }: Kept, stream: StreamName, main: Cut | undefined): readonly Page[] => {
  const own = streams.get(streamKey(stream)) ?? []
  if (!main || stream.edition === '') return own
  const { beforeSequence = Number.POSITIVE_INFINITY, upToPosition = Number.POSITIVE_INFINITY } = main
  const before = Math.min(beforeSequence, own[0]?.sequence ?? Number.POSITIVE_INFINITY)
  const below = (streams.get(streamKey({ ...stream, edition: '' })) ?? []).filter(
    ({ sequence, position }) => sequence < before && position <= upToPosition,
  )
  return [...below, ...own]
}

const search = (log: readonly Page[], { after, before, limit, ...fields }: LogFilter): readonly Page[] => {
  const found = log.filter(
    page =>
      page.position > (after ?? 0) &&
      page.position < (before ?? Number.POSITIVE_INFINITY) &&
      Object.entries(fields).every(([field, value]) => value === undefined || page[field as keyof Page] === value),
  )
  const ordered = after === undefined ? found.reverse() : found
  return ordered.slice(0, Math.min(limit, most))
}

/** Microseconds beyond the milliseconds are compared as text. */
const isAfter = (recordedAt: string, time: string): boolean => {
  const [one, other] = [millisecondsOf(recordedAt), millisecondsOf(time)]
  return one === other ? recordedAt > time : one > other
}

const purge = (kept: Kept, edition: string): void => {
  if (edition === '') throw new TypeError('main is never purged')
  for (const { position } of kept.log.filter(page => page.edition === edition)) {
    const last = kept.gaps.at(-1)
    if (last?.to === position - 1 && last.edition === edition)
      kept.gaps[kept.gaps.length - 1] = { ...last, to: position }
    else kept.gaps.push({ from: position, to: position, edition })
  }
  kept.log = kept.log.filter(page => page.edition !== edition)
  for (const key of [...kept.streams.keys()]) if (key.endsWith(`/${edition}`)) kept.streams.delete(key)
  for (const [key, { cover }] of [...kept.commands]) if (cover.edition === edition) kept.commands.delete(key)
}
