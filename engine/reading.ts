// What may be read of the log: states for decisions, and pages, states and stretches as a viewer may see them.
import { stateAtHead } from './append.ts'
import type { AnyAggregate } from './define.ts'
import type { Loaded } from './load.ts'
import { type Page, type StreamName, streamKey } from './message.ts'
import { openPersonal } from './personal.ts'
import type { CommandEntry, LogFilter, Remembered, StreamFilter, StreamSummary } from './ports.ts'
import { present, type Viewer } from './present.ts'
import { recentMap } from './recent-map.ts'
import type { Runtime } from './runtime.ts'
import {
  type AsOf,
  type Book,
  bookOf,
  correlationOf,
  courseOf,
  type IsListed,
  presentedState,
  type StateAt,
  type Stretch,
  stateAt,
  storedPage,
  type Turn,
  timelineOf,
} from './streams.ts'
import { type Verification, verifyLog, verifyStream } from './verify.ts'

type Range = { readonly from?: number; readonly to?: number; readonly asOf?: AsOf | undefined }

export type Reading = {
  /** The accepted command of this id, as it was sent. */
  readonly remembered: (commandId: string, edition?: string) => Promise<Remembered | undefined>
  /** The state at the head, hidden parts included: never for a way out. */
  readonly state: <S>(aggregate: AnyAggregate<S>, root: string, edition?: string) => Promise<Loaded<S>>
  /** Pages as a viewer may see them. */
  readonly present: (pages: readonly Page[], viewer: Viewer) => Promise<readonly Page[]>
  readonly presented: (stream: StreamName, viewer: Viewer) => Promise<readonly Page[]>
  /** The fold of what a viewer may see, continued from where this viewer was last. */
  readonly presentedState: <S>(aggregate: AnyAggregate<S>, root: string, viewer: Viewer) => Promise<Loaded<S>>
  readonly book: (stream: StreamName, range: Range, viewer: Viewer) => Promise<Book>
  readonly stateAt: (stream: StreamName, asOf: AsOf | undefined, viewer: Viewer) => Promise<StateAt>
  /** As it lies in the store: in the version it had then, what is personal sealed, what is private not there. */
  readonly stored: (stream: StreamName, sequence: number) => Promise<Page | undefined>
  /** One value of the state, by its pointer, event by event. */
  readonly course: (
    stream: StreamName,
    range: { readonly pointer: string; readonly from: number; readonly to: number },
    viewer: Viewer,
  ) => Promise<readonly Turn[]>
  /** A stretch of the log; with `isListed`, what may stand in a list, and nothing else of it is opened. */
  readonly timeline: (filter: LogFilter, viewer: Viewer, isListed?: IsListed) => Promise<Stretch>
  readonly positionAt: (time: string) => Promise<number>
  readonly lastPosition: () => Promise<number>
  readonly correlation: (
    id: string,
    viewer: Viewer,
  ) => Promise<{ readonly commands: readonly CommandEntry[]; readonly events: readonly Page[] }>
  readonly streams: (filter: StreamFilter) => Promise<readonly StreamSummary[]>
  /** One stream, or without one the whole log. */
  readonly verify: (stream?: StreamName) => Promise<Verification>
}

export const reading = (runtime: Runtime): Reading => {
  const { events, vault } = runtime.ports
  const states = recentMap<Loaded>(5000)
  return {
    remembered: async (commandId, edition = '') => openPersonal(vault, await events.remembered(edition, commandId)),
    state: async <S>({ domain }: AnyAggregate<S>, root: string, edition = '') =>
      (await stateAtHead(runtime, { domain, root, edition })) as Loaded<S>,
    present: (pages, viewer) => present(runtime, pages, viewer),
    presented: async (stream, viewer) => (await bookOf(runtime, stream, { viewer })).pages,
    presentedState: async <S>({ domain }: AnyAggregate<S>, root: string, viewer: Viewer) => {
      const stream = { domain, root, edition: '' }
      const key = `${streamKey(stream)} ${viewer.audience ?? ''}`
      const asked = { upTo: Number.MAX_SAFE_INTEGER, viewer, known: states.get(key) }
      const loaded = await presentedState(runtime, stream, asked)
      states.set(key, loaded)
      return loaded as Loaded<S>
    },
    book: (stream, range, viewer) => bookOf(runtime, stream, { ...range, viewer }),
    stateAt: (stream, asOf, viewer) => stateAt(runtime, stream, { asOf, viewer }),
    stored: (stream, sequence) => storedPage(runtime, stream, sequence),
    course: (stream, range, viewer) => courseOf(runtime, stream, { ...range, viewer }),
    timeline: (filter, viewer, isListed) => timelineOf(runtime, filter, { viewer, isListed }),
    positionAt: events.positionAt,
    lastPosition: events.lastPosition,
    correlation: (id, viewer) => correlationOf(runtime, id, viewer),
    streams: events.streams,
    verify: stream => (stream ? verifyStream(runtime, stream) : verifyLog(events)),
  }
}
