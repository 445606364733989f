// The only doors out of the engine: store, vault, read models, checkpoints, snapshots, timeouts, clock, chance.
import type { Digest } from './canonical.ts'
import type { Bars, Density } from './density.ts'
import type { Cover, Json, Message, Page, PrivateParts, Problem, StreamName } from './message.ts'

/** Private parts as they lie in the store. */
export type Sealed = { readonly keyId: string; readonly nonce: Uint8Array; readonly ciphertext: Uint8Array }
export type NewPage = Omit<Page, 'position' | 'private'> & { readonly sealed?: Sealed }

/** What a cascade does where one of its commands is refused (engine.md §5). */
export type CascadeErrorMode = 'FAIL_FAST' | 'CONTINUE' | 'DEAD_LETTER' | 'COMPENSATE'

/**
 * A command as it is remembered. `source` is the event that a reaction answered, `origin` the command that led to that
 * event; `errorMode` is there only on a command that was sent with CASCADE: what it causes is found through `origin`.
 */
export type CommandRecord = {
  readonly commandId: string
  readonly caller: string
  readonly cover: Cover
  readonly message: Message
  readonly source: string | null
  readonly origin: string | null
  readonly errorMode: CascadeErrorMode | null
}
/** A command and what became of it. Refused ones are kept 30 days, and told apart by their problem. */
export type CommandEntry = CommandRecord & {
  readonly outcome: 'accepted' | 'refused'
  readonly problem: Problem | null
  readonly firstSequence: number | null
  readonly eventCount: number
  readonly at: string
}
/** What a repeated command is held against. */
export type Remembered = Pick<CommandRecord, 'message'> & Pick<Cover, 'domain' | 'root'>
/**
 * All pages or none, if the stream still ends before `expected`. `base` is where an edition's own events begin.
 * `unless` names a command of the same edition that excludes this one: of the two only one is ever stored.
 */
export type Append = {
  readonly stream: StreamName
  readonly expected: number
  readonly base: number
  readonly pages: readonly NewPage[]
  readonly command: CommandRecord
  readonly unless?: string
  /**
   * Rows of inline projections, stored with the pages: each is a row of this stream's own, keyed by its root. Where a row
   * is not the one before its `version` any more, the append is a conflict.
   */
  readonly rows?: readonly InlineRow[]
}
export type InlineRow = {
  readonly projection: ProjectionName
  readonly key: string
  /** Undefined deletes the row. */
  readonly row: Json | undefined
  readonly version: number
}
export type Appended =
  | { readonly status: 'ok'; readonly firstPosition: number }
  | { readonly status: 'conflict'; readonly nextSequence: number }
  /** This command, or this external id, was stored before: there. */
  | { readonly status: 'duplicate'; readonly firstSequence: number; readonly count: number }
  | { readonly status: 'excluded' }

export type Head = {
  readonly nextSequence: number
  readonly hash: string
  /** Where the asked command was stored, if it was accepted before. */
  readonly accepted?: { readonly firstSequence: number; readonly count: number }
}
export type EventReference = StreamName & { readonly sequence: number }

/**
 * How much of main one stream of an edition shows below the edition's own events: all before a sequence, or all up to
 * a position, that event included. With neither (an implicit divergence): all below the first own event, and all of
 * main where there is none.
 */
export type Cut = { readonly beforeSequence?: number; readonly upToPosition?: number }

/** Sequences, inclusive; beyond the end what exists. `main`: what an edition shows below its own events. */
export type Reading = {
  readonly from?: number
  readonly to?: number
  readonly main?: Cut | undefined
}

/** AND of what is given. `after` reads on, oldest first; without it newest first, from `before` down. */
export type LogFilter = {
  readonly after?: number
  readonly before?: number
  readonly domain?: string
  readonly root?: string
  readonly type?: string
  readonly correlationId?: string
  readonly actor?: string
  /** Signed by somebody who operates this. */
  readonly byOperators?: true
  readonly edition?: string
  readonly eventId?: string
  /** The root of the stream that `ext` names, or else its own: a parent's stream together with its children's. */
  readonly family?: string
  /** What fields of the event say, to the letter. */
  readonly data?: { readonly [field: string]: string }
  readonly limit: number
}
export type StreamFilter = {
  readonly domain?: string
  /** The beginning of a root. */
  readonly search?: string
  readonly edition: string
  /** The last one of the page before. */
  readonly after?: { readonly domain: string; readonly root: string }
  readonly limit: number
}
export type StreamSummary = StreamName & { readonly nextSequence: number; readonly lastRecordedAt: string }

/** Positions that a purged edition leaves empty. */
export type Gap = { readonly from: number; readonly to: number; readonly edition: string }

export type EventType = { readonly domain: string; readonly type: string }
export type DayCount = { readonly day: string; readonly events: number }

/** An edition's last event, as whoever appends has seen it. */
export type Still = { readonly edition: string; readonly last: number }

export type EventStore = {
  readonly append: (append: Append) => Promise<Appended>
  /**
   * All of them in this order, or none; a stream may be written several times. `refused` is what the first one that
   * could not be stored was answered: the first of all is excluded where an edition went on behind `still`.
   */
  readonly appendAll: (
    appends: readonly Append[],
    still?: Still,
  ) => Promise<{ readonly stored: readonly Appended[] } | { readonly refused: Appended; readonly index: number }>
  /** Of an edition's stream without events of its own: the head of what `main` shows. */
  readonly head: (
    stream: StreamName,
    asked?: { readonly commandId?: string; readonly main?: Cut | undefined },
  ) => Promise<Head>
  /** In the order of their sequences. */
  readonly read: (stream: StreamName, reading?: Reading) => Promise<readonly Page[]>
  readonly readReferences: (references: readonly EventReference[]) => Promise<readonly Page[]>
  readonly readAll: (after: number, limit: number) => Promise<readonly Page[]>
  /** Pages of the whole log by their fields, at most 500. */
  readonly search: (filter: LogFilter) => Promise<readonly Page[]>
  /** When an event of each type was recorded last, in any edition; null where none was, undefined where it is long ago. */
  readonly lastOf: (types: readonly EventType[]) => Promise<readonly (string | null | undefined)[]>
  /** How many of one type were recorded on each day (UTC), the last one first: of the newest `limit` of them. */
  readonly perDay: (type: EventType, limit: number) => Promise<readonly DayCount[]>
  /** How what a filter means is spread over time. */
  readonly density: (filter: Omit<LogFilter, 'limit' | keyof Bars> & Bars) => Promise<Density>
  /** By domain and root. */
  readonly streams: (filter: StreamFilter) => Promise<readonly StreamSummary[]>
  /** The last position of the longest beginning of the log in which nothing was recorded after a time (RFC 3339). */
  readonly positionAt: (time: string) => Promise<number>
  readonly lastPosition: () => Promise<number>
  /** The accepted command of this id, as it was sent. */
  readonly remembered: (edition: string, commandId: string) => Promise<Remembered | undefined>
  readonly commandEntry: (edition: string, commandId: string) => Promise<CommandEntry | undefined>
  /** The commands that answered these events. */
  readonly commandsFrom: (edition: string, sources: readonly string[]) => Promise<readonly CommandEntry[]>
  /** The commands of one workflow, oldest first, at most 500. */
  readonly commandsOf: (correlationId: string) => Promise<readonly CommandEntry[]>
  /** Remembers that a command was refused, unless it was accepted. */
  readonly recordRefusal: (command: CommandRecord, problem: Problem) => Promise<void>
  /** Apart from every other read: only loading for a command and `present` ask. */
  readonly sealed: (eventIds: readonly string[]) => Promise<ReadonlyMap<string, Sealed>>
  /** Removes every event of an edition for good, never one of main, and puts the empty positions on record. */
  readonly purge: (edition: string) => Promise<void>
  /** The recorded gaps that end after a position, in order: a reader may stand inside one. */
  readonly gaps: (after: number) => Promise<readonly Gap[]>
}

/** A value that can be read while its subject's key is there: how personal parts lie in events, rows and snapshots. */
export type PersonalCipher = {
  readonly $personal: { readonly key: string; readonly nonce: string; readonly text: string }
}

/** Encrypts and decrypts private parts, bound to their event, and personal parts, by the key of their subject. */
export type Vault = {
  readonly seal: (stream: StreamName, eventId: string, parts: PrivateParts) => Promise<Sealed>
  readonly open: (stream: StreamName, eventId: string, sealed: Sealed) => Promise<PrivateParts>
  readonly sealPersonal: (subject: string, value: Json) => Promise<PersonalCipher>
  /** Undefined: the key was destroyed. */
  readonly openPersonal: (cipher: PersonalCipher) => Promise<{ readonly value: Json } | undefined>
  /** Destroys the key of a subject for good. */
  readonly forget: (subject: string) => Promise<void>
}

/**
 * `DEFAULT` is kept, `PERSIST` marks a milestone and is kept too, `TRANSIENT` goes when a newer one of its stream is
 * written.
 */
export type Retention = 'DEFAULT' | 'PERSIST' | 'TRANSIENT'
/** The fold of a stream's first `nextSequence` events. */
export type Snapshot = {
  readonly stream: StreamName
  readonly nextSequence: number
  /** Of the last event that is folded. */
  readonly position: number
  readonly hash: string
  readonly ext: Json
  readonly fingerprint: string
  readonly retention: Retention
  /** Sealed where the domain has private or personal parts. */
  readonly state: { readonly open: Json } | { readonly sealed: Sealed }
  /** Whose personal parts it may hold: forgetting one of them removes it. */
  readonly subjects: readonly string[]
  readonly at: string
}
/** Without its state, which takes so many bytes where it is kept. */
export type KeptSnapshot = Omit<Snapshot, 'state'> & { readonly bytes: number }
export type SnapshotQuery = {
  readonly fingerprint: string
  /** Of at most so many events. */
  readonly upToSequence?: number
  readonly upToPosition?: number
}
export type Snapshots = {
  /** The newest that fits. */
  readonly latest: (stream: StreamName, query: SnapshotQuery) => Promise<Snapshot | undefined>
  readonly save: (snapshot: Snapshot) => Promise<void>
  /** Newest first, without their states; of one stream, or of all. */
  readonly list: (asked: {
    readonly stream?: StreamName
    readonly before?: number
    readonly limit: number
  }) => Promise<readonly KeptSnapshot[]>
  /** All of a stream, or the one at a sequence. */
  readonly remove: (stream: StreamName, nextSequence?: number) => Promise<void>
  readonly forget: (subject: string) => Promise<void>
}

export type StoredRow = { readonly row: Json; readonly version: number; readonly position: number }
/** `of`: a row of another projection, which is saved along. */
export type RowChange = {
  readonly key: string
  readonly stored: StoredRow | undefined
  readonly of?: ProjectionName
}
/**
 * `along`: further names whose rows change versions in the same step. `whileStill` is called with the end of the log, where
 * nobody appends until the step is done: the rows in the making have to come that far, and do so by it.
 */
export type Swap = Move & {
  readonly along?: readonly string[]
  readonly whileStill?: (last: number) => Promise<void>
}
/** Rows that contain `where`, by key, beginning after `after`. */
export type RowFilter = { readonly where?: Json; readonly after?: string; readonly limit: number }
/** How a row is found in lists, if it says so itself in a field `listed`: since when, and under which terms (no spaces). */
export type Listed = { readonly at: string; readonly under: readonly string[] }
/**
 * Listed rows, the last one first: under a term of every group, from one moment to another (both of them included), before
 * a place in the list. `beside`: the row of another projection that a field names contains one of `any`.
 */
export type ListFilter = {
  readonly under: readonly (readonly string[])[]
  readonly from?: string
  readonly to?: string
  readonly atLeast?: { readonly field: string; readonly amount: number }
  readonly beside?: { readonly of: ProjectionName; readonly field: string; readonly any: readonly Json[] }
  readonly before?: { readonly at: string; readonly key: string }
  readonly limit: number
}
export type ProjectionStore = {
  readonly list: (
    projection: ProjectionName,
    filter: ListFilter,
  ) => Promise<readonly (StoredRow & { readonly key: string })[]>
  readonly page: (
    projection: ProjectionName,
    filter: RowFilter,
  ) => Promise<readonly (StoredRow & { readonly key: string })[]>
  /**
   * The rows of version `made` take the place of those of a projection, which moves; false, and nothing done, if it does
   * not stand where it moves from, or those in the making not where it moves to. Row versions go on, and whoever held the
   * lease has to look anew. With `whileStill` it moves to the end of the log, wherever `to` is.
   */
  readonly swap: (projection: ProjectionName, made: number, swap: Swap) => Promise<boolean>
  /** Every row and the checkpoint of a version. */
  readonly drop: (projection: ProjectionName) => Promise<void>
  readonly rows: (projection: ProjectionName, keys: readonly string[]) => Promise<ReadonlyMap<string, StoredRow>>
  readonly all: (projection: ProjectionName) => Promise<ReadonlyMap<string, StoredRow>>
  /** How many rows each of them has. */
  readonly counts: (projections: readonly ProjectionName[]) => Promise<readonly number[]>
  /** Rows and checkpoint in one transaction; false, and nothing done, if the checkpoint is not `from` any more. */
  readonly save: (projection: ProjectionName, move: Move, changes: readonly RowChange[]) => Promise<boolean>
}
export type ProjectionName = { readonly name: string; readonly version: number }
/** `fence`: of the lease under which it moves; an older one moves nothing. */
export type Move = { readonly from: number; readonly to: number; readonly fence?: number }

/** How far a consumer has come: the position of the last event that it has handled, 0 before the first. */
export type Checkpoints = {
  readonly read: (consumer: ProjectionName) => Promise<number>
  readonly save: (consumer: ProjectionName, move: Move) => Promise<boolean>
  /**
   * The fence under which this owner may move the checkpoint for so many milliseconds, undefined while it is somebody
   * else's. The owner renews by asking again and keeps its fence; with a new owner the fence goes up.
   */
  readonly acquire: (
    consumer: ProjectionName,
    lease: { readonly owner: string; readonly milliseconds: number },
  ) => Promise<number | undefined>
  readonly release: (consumer: ProjectionName, owner: string) => Promise<void>
  /** Who holds what at this moment. */
  readonly leases: () => Promise<readonly Lease[]>
}
export type Lease = ProjectionName & { readonly owner: string; readonly fence: number }

export type DueTimeout = {
  readonly process: string
  readonly key: string
  readonly name: string
  readonly dueAt: number
  readonly data: Json
}
export type Timeouts = {
  readonly of: (process: string, key: string) => Promise<readonly DueTimeout[]>
  /** Schedules what is missing or moved, removes what is not in `owed`. */
  readonly replace: (process: string, key: string, owed: readonly DueTimeout[]) => Promise<void>
  readonly remove: (timeout: DueTimeout) => Promise<void>
  readonly due: (now: number, limit: number) => Promise<readonly DueTimeout[]>
  /** By when they are due; of one process manager, or of all. */
  readonly list: (asked: { readonly process?: string; readonly limit: number }) => Promise<readonly DueTimeout[]>
  /** When the next one is due later than `now`. */
  readonly nextDueAt: (now: number) => Promise<number | undefined>
}

/** Milliseconds since the epoch; `microseconds` for what is recorded. Timers call back once, after 0 milliseconds as soon as
 * what can go on without them has done so, and can be stopped. */
export type Clock = {
  readonly now: () => number
  readonly recordedAt: () => string
  readonly after: (milliseconds: number, call: () => void) => () => void
}
export type Chance = { readonly bytes: (count: number) => Uint8Array; readonly id: () => string }

/** Word from process to process that the log goes on. It may get lost: everybody looks by themselves too, only later. */
export type Wakeup = {
  /** This process stored something. Costs whoever stores nothing, and says it once for much. */
  readonly tell: () => void
  /** Another process stored something. What comes back ends it. */
  readonly listen: (heard: () => void) => () => void
  /** Milliseconds between two looks at the log while nothing is heard. */
  readonly lookEvery: number
}

/** Where something worth telling goes: the server's logger, a test's array. */
export type Journal = (line: { readonly event: string; readonly [field: string]: unknown }) => void

/** Work with a name and its attributes. What begins within it belongs to it. */
export type Span = <T>(
  name: 'command' | 'append' | 'consumer',
  attributes: Readonly<Record<string, string | number>>,
  work: () => Promise<T>,
) => Promise<T>

export type Ports = {
  readonly events: EventStore
  readonly vault: Vault
  readonly snapshots: Snapshots
  readonly projections: ProjectionStore
  readonly checkpoints: Checkpoints
  readonly timeouts: Timeouts
  readonly clock: Clock
  readonly chance: Chance
  readonly journal: Journal
  /** Where several processes share a store. */
  readonly wakeup?: Wakeup
  /** The machine's own SHA-256, where there is one: the engine's is the same, only slower. */
  readonly digest?: Digest
  /** Where somebody traces. */
  readonly span?: Span
}
