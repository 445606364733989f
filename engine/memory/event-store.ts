// The event store in memory: for fast tests and simulation, held to the same contract as the one on Postgres.
import { densityOf } from '../density.ts'
import { isMeant } from '../log-filter.ts'
import { millisecondsOf, type Page, type StreamName, streamKey } from '../message.ts'
import type { Append, Cut, EventStore, InlineRow, LogFilter, ProjectionName, Reading, Sealed } from '../ports.ts'
import { appendTo, commandKey, copyOf, emptyLog, type Kept, purge, remember } from './log.ts'

/** What an append or a purge changes elsewhere, and when a refusal was told. */
export type Beside = {
  readonly put: (row: InlineRow, position: number) => void
  readonly versionOf: (projection: ProjectionName, key: string) => number
  readonly forgetEdition: (edition: string) => void
  readonly recordedAt: () => string
}

const most = 500

/** `last`: the end of the log, at this very moment. */
export const memoryEventStore = (beside: Beside): EventStore & { readonly last: () => number } => {
  const kept = emptyLog()
  return {
    last: () => kept.last,
    ...appending(kept, beside),
    ...reading(kept),
    ...finding(kept),
    ...remembering(kept, beside),
    purge: async edition => {
      purge(kept, edition)
      beside.forgetEdition(edition)
    },
    gaps: async after => kept.gaps.filter(({ to }) => to > after).sort((a, b) => a.from - b.from),
  }
}

const appending = (kept: Kept, { put, versionOf }: Beside): Pick<EventStore, 'append' | 'appendAll'> => {
  const appendAll: EventStore['appendAll'] = async (appends, still) => {
    if (still && kept.log.some(page => page.edition === still.edition && page.position > still.last))
      return { refused: { status: 'excluded' }, index: 0 }
    const before = copyOf(kept)
    const stored = []
    const versions = new Map<string, number>()
    for (const [index, wanted] of appends.entries()) {
      const appended = appendTo(kept, wanted, isStale(wanted, versions))
      for (const row of wanted.rows ?? []) versions.set(rowOf(row), row.row === undefined ? 0 : row.version)
      if (appended.status !== 'ok') {
        Object.assign(kept, before)
        return { refused: appended, index }
      }
      stored.push(appended)
    }
    for (const [index, wanted] of appends.entries()) putRows(wanted, stored[index]?.firstPosition ?? 0)
    return { stored }
  }
  /** `versions`: of rows that come with earlier appends of the same call. */
  const isStale = ({ rows = [] }: Append, versions: ReadonlyMap<string, number>) =>
    rows.some(row => (versions.get(rowOf(row)) ?? versionOf(row.projection, row.key)) !== row.version - 1)
  const putRows = ({ rows = [], pages }: Append, firstPosition: number) => {
    for (const row of rows) put(row, firstPosition + pages.length - 1)
  }
  return {
    append: async wanted => {
      const appended = appendTo(kept, wanted, isStale(wanted, new Map()))
      if (appended.status === 'ok') putRows(wanted, appended.firstPosition)
      return appended
    },
    appendAll,
  }
}

const rowOf = ({ projection, key }: InlineRow) => `${projection.name}@${projection.version} ${key}`

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

const finding = (
  kept: Kept,
): Pick<EventStore, 'search' | 'lastOf' | 'perDay' | 'density' | 'streams' | 'positionAt'> => ({
  search: async filter => search(kept.log, filter),
  lastOf: async types => types.map(type => search(kept.log, { ...type, limit: 1 })[0]?.recordedAt ?? null),
  perDay: async (type, limit) => {
    const days = new Map<string, number>()
    for (const { recordedAt } of kept.log
      .filter(page => isMeant(page, { ...type, limit }))
      .reverse()
      .slice(0, limit)) {
      const day = recordedAt.slice(0, 10)
      days.set(day, (days.get(day) ?? 0) + 1)
    }
    return [...days]
      .sort()
      .reverse()
      .map(([day, events]) => ({ day, events }))
  },
  density: async ({ from, to, bars, ...filter }) => {
    const [first, last] = [microsecondsOf(from), microsecondsOf(to)]
    const meant = kept.log.filter(page => isMeant(page, { ...filter, limit: most }))
    const bar = ({ recordedAt }: Page) => Math.floor(((microsecondsOf(recordedAt) - first) / (last - first)) * bars) + 1
    return densityOf(
      bars,
      meant.map(page => ({ bar: bar(page), events: 1 })),
    )
  },
  streams: async ({ domain, search: beginning = '', edition, after, limit }) =>
    [...kept.streams.values()]
      .flatMap(pages => {
        const last = pages.at(-1)
        return last ? [{ last, key: `${last.domain} ${last.root}` }] : []
      })
      .filter(({ last }) => last.edition === edition && (domain === undefined || last.domain === domain))
      .filter(
        ({ last, key }) =>
          last.root.startsWith(beginning.toLowerCase()) && (!after || key > `${after.domain} ${after.root}`),
      )
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

const remembering = (kept: Kept, { recordedAt }: Beside): Remembering => {
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
      [...kept.commands.values()]
        .filter(({ cover }) => correlationId !== '' && cover.correlationId === correlationId)
        .slice(0, most),
    recordRefusal: async (command, problem) => {
      if (entryOf(command.cover.edition, command.commandId)?.outcome === 'accepted') return
      const place = { firstSequence: null, eventCount: 0, at: recordedAt() }
      remember(kept, { ...command, outcome: 'refused', problem, ...place })
    },
  }
}

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

const search = (log: readonly Page[], filter: LogFilter): readonly Page[] => {
  const found = log.filter(page => isMeant(page, filter))
  const ordered = filter.after === undefined ? found.reverse() : found
  return ordered.slice(0, Math.min(filter.limit, most))
}

const fraction = /\.(\d+)/
const microsecondsOf = (time: string): number =>
  millisecondsOf(time) * 1000 + Number((fraction.exec(time)?.[1] ?? '').padEnd(6, '0').slice(3, 6))

const isAfter = (recordedAt: string, time: string): boolean => microsecondsOf(recordedAt) > microsecondsOf(time)
