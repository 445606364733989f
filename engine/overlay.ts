// Ports that keep to themselves what is written: reads see it, the store does not, until it is flushed or forgotten.
import { isMeant } from './log-filter.ts'
import { type Page, type StreamName, streamKey } from './message.ts'
import type { Append, Appended, CommandEntry, DueTimeout, EventStore, Head, Ports, Reading, Sealed } from './ports.ts'

export type Overlay = {
  readonly ports: Ports
  /** What was written, in order. */
  readonly appends: readonly Append[]
}

type Written = {
  readonly appends: Append[]
  readonly pages: Page[]
  readonly sealed: Map<string, Sealed>
  readonly entries: CommandEntry[]
  readonly timeouts: Map<string, readonly DueTimeout[]>
}

/** `last`: the position behind which the written pages are numbered, provisionally. */
export const overlay = (base: Ports, last: number): Overlay => {
  const written: Written = { appends: [], pages: [], sealed: new Map(), entries: [], timeouts: new Map() }
  return {
    appends: written.appends,
    ports: {
      ...base,
      events: overlaidEvents(base, written, last),
      timeouts: overlaidTimeouts(base, written),
      projections: overlaidProjections(base, written),
      snapshots: { ...base.snapshots, save: async () => {}, remove: async () => {}, forget: async () => {} },
    },
  }
}

const overlaidEvents = (base: Ports, written: Written, last: number): EventStore => {
  const own = (stream: StreamName) => written.pages.filter(page => streamKey(page) === streamKey(stream))
  const entryOf = (edition: string, id: string) =>
    written.entries.find(({ cover, commandId }) => cover.edition === edition && commandId === id)
  const head: EventStore['head'] = async (stream, asked = {}) => {
    const below = await base.events.head(stream, asked)
    const newest = own(stream).at(-1)
    const entry = asked.commandId === undefined ? undefined : entryOf(stream.edition, asked.commandId)
    const accepted = entry?.outcome === 'accepted' ? { accepted: placeOf(entry) } : {}
    const at: Head = newest ? { ...below, nextSequence: newest.sequence + 1, hash: newest.hash } : below
    return { ...at, ...accepted }
  }
  return {
    ...base.events,
    head,
    append: async wanted => {
      const refused = await refusal(base.events, { wanted, entryOf, own, head })
      return refused ?? put(written, wanted, last)
    },
    appendAll: async () => {
      throw new TypeError('an overlay is flushed, not written at once')
    },
    read: async (stream, reading = {}) => [
      ...(await base.events.read(stream, reading)),
      ...own(stream).filter(page => isWithin(page, reading)),
    ],
    readReferences: async references => [
      ...(await base.events.readReferences(references)),
      ...references.flatMap(reference => own(reference).filter(({ sequence }) => sequence === reference.sequence)),
    ],
    search: async filter => [
      ...(await base.events.search(filter)),
      ...written.pages.filter(page => isMeant(page, filter)),
    ],
    lastPosition: async () => last + written.pages.length,
    sealed: async ids => new Map([...(await base.events.sealed(ids)), ...written.sealed]),
    commandEntry: async (edition, id) => entryOf(edition, id) ?? base.events.commandEntry(edition, id),
    commandsFrom: async (edition, sources) => [
      ...(await base.events.commandsFrom(edition, sources)),
      ...written.entries.filter(({ cover, source }) => cover.edition === edition && sources.includes(source ?? '')),
    ],
    remembered: async (edition, id) => {
      const entry = entryOf(edition, id)
      return entry ? { ...entry.cover, message: entry.message } : base.events.remembered(edition, id)
    },
    recordRefusal: async (command, problem) => {
      written.entries.push({ ...command, outcome: 'refused', problem, firstSequence: null, eventCount: 0, at: '' })
    },
  }
}

const placeOf = ({ firstSequence, eventCount }: CommandEntry) => ({
  firstSequence: firstSequence ?? 0,
  count: eventCount,
})

type Asked = {
  readonly wanted: Append
  readonly entryOf: (edition: string, id: string) => CommandEntry | undefined
  readonly own: (stream: StreamName) => readonly Page[]
  readonly head: EventStore['head']
}

/** As the store would answer; undefined where it would store. */
const refusal = async (base: EventStore, { wanted, entryOf, own, head }: Asked): Promise<Appended | undefined> => {
  const { stream, command, unless, expected } = wanted
  const { nextSequence, accepted } = await head(stream, { commandId: command.commandId })
  if (accepted) return { status: 'duplicate', ...accepted }
  const externalId = wanted.pages[0]?.externalId
  const known = externalId
    ? [...(await base.read(stream)), ...own(stream)].find(page => page.externalId === externalId)
    : undefined
  if (known) return { status: 'duplicate', firstSequence: known.sequence, count: 1 }
  if (unless !== undefined) {
    const rival = entryOf(stream.edition, unless) ?? (await base.commandEntry(stream.edition, unless))
    if (rival?.outcome === 'accepted') return { status: 'excluded' }
  }
  const actual = Math.max(nextSequence, wanted.base)
  return actual === expected ? undefined : { status: 'conflict', nextSequence: actual }
}

const put = (written: Written, wanted: Append, last: number): Appended => {
  const firstPosition = last + written.pages.length + 1
  for (const [index, { sealed, ...page }] of wanted.pages.entries()) {
    written.pages.push({ ...page, position: firstPosition + index })
    if (sealed) written.sealed.set(page.eventId, sealed)
  }
  const at = wanted.pages[0]?.recordedAt ?? ''
  const place = { firstSequence: wanted.expected, eventCount: wanted.pages.length, at }
  written.entries.push({ ...wanted.command, outcome: 'accepted', problem: null, ...place })
  written.appends.push(wanted)
  return { status: 'ok', firstPosition }
}

const isWithin = ({ sequence }: Page, { from = 0, to = Number.MAX_SAFE_INTEGER }: Reading) =>
  sequence >= from && sequence <= to

/** Rows of inline projections come with the appends: a second one of a stream folds on from the first. */
const overlaidProjections = ({ projections }: Ports, written: Written): Ports['projections'] => ({
  ...projections,
  rows: async (projection, keys) => {
    const rows = new Map(await projections.rows(projection, keys))
    for (const { key, row, version, projection: of } of written.appends.flatMap(({ rows }) => rows ?? [])) {
      if (of.name !== projection.name || of.version !== projection.version || !keys.includes(key)) continue
      if (row === undefined) rows.delete(key)
      else rows.set(key, { row, version, position: 0 })
    }
    return rows
  },
})

const overlaidTimeouts = ({ timeouts }: Ports, written: Written): Ports['timeouts'] => ({
  ...timeouts,
  of: async (process, key) => written.timeouts.get(`${process}/${key}`) ?? timeouts.of(process, key),
  replace: async (process, key, owed) => {
    written.timeouts.set(`${process}/${key}`, owed)
  },
  remove: async () => {},
  due: async () => [],
})
