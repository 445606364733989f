// The only doors out of the engine: store, vault, read models, checkpoints, timeouts, clock, chance.
import type { Cover, Json, Message, Page, PrivateParts, StreamName } from './message.ts'

/** Private parts as they lie in the store. */
export type Sealed = { readonly keyId: string; readonly nonce: Uint8Array; readonly ciphertext: Uint8Array }
export type NewPage = Omit<Page, 'position' | 'private'> & { readonly sealed?: Sealed }

/** A command as it is remembered. `source` is the event that a reaction answered. */
export type CommandRecord = {
  readonly commandId: string
  readonly caller: string
  readonly cover: Cover
  readonly message: Message
  readonly source: string | null
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

export type EventStore = {
  readonly append: (append: Append) => Promise<Appended>
  readonly head: (stream: StreamName, commandId?: string) => Promise<Head>
  /** Inclusive range; beyond the end what exists. */
  readonly read: (stream: StreamName, range?: { from?: number; to?: number }) => Promise<readonly Page[]>
  readonly readReferences: (references: readonly EventReference[]) => Promise<readonly Page[]>
  readonly readAll: (after: number, limit: number) => Promise<readonly Page[]>
  readonly lastPosition: () => Promise<number>
  /** The accepted command of this id, as it was sent. */
  readonly remembered: (edition: string, commandId: string) => Promise<Remembered | undefined>
  /** Apart from every other read: only loading for a command and `present` ask. */
  readonly sealed: (eventIds: readonly string[]) => Promise<ReadonlyMap<string, Sealed>>
}

/** Encrypts and decrypts private parts, bound to their event. */
export type Vault = {
  readonly seal: (stream: StreamName, eventId: string, parts: PrivateParts) => Promise<Sealed>
  readonly open: (stream: StreamName, eventId: string, sealed: Sealed) => Promise<PrivateParts>
}

export type StoredRow = { readonly row: Json; readonly version: number; readonly position: number }
export type RowChange = { readonly key: string; readonly stored: StoredRow | undefined }
export type ProjectionStore = {
  readonly rows: (projection: ProjectionName, keys: readonly string[]) => Promise<ReadonlyMap<string, StoredRow>>
  readonly all: (projection: ProjectionName) => Promise<ReadonlyMap<string, StoredRow>>
  /** Rows and checkpoint in one transaction; false, and nothing done, if the checkpoint is not `from` any more. */
  readonly save: (projection: ProjectionName, move: Move, changes: readonly RowChange[]) => Promise<boolean>
}
export type ProjectionName = { readonly name: string; readonly version: number }
export type Move = { readonly from: number; readonly to: number }

/** How far a consumer has come: the position of the last event that it has handled, 0 before the first. */
export type Checkpoints = {
  readonly read: (consumer: ProjectionName) => Promise<number>
  readonly save: (consumer: ProjectionName, move: Move) => Promise<boolean>
}

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
  /** When the next one is due later than `now`. */
  readonly nextDueAt: (now: number) => Promise<number | undefined>
}

/** Milliseconds since the epoch; `microseconds` for what is recorded. Timers call back once, and can be stopped. */
export type Clock = {
  readonly now: () => number
  readonly recordedAt: () => string
  readonly after: (milliseconds: number, call: () => void) => () => void
}
export type Chance = { readonly bytes: (count: number) => Uint8Array; readonly id: () => string }

/** Where something worth telling goes: the server's logger, a test's array. */
export type Journal = (line: { readonly event: string; readonly [field: string]: unknown }) => void

export type Ports = {
  readonly events: EventStore
  readonly vault: Vault
  readonly projections: ProjectionStore
  readonly checkpoints: Checkpoints
  readonly timeouts: Timeouts
  readonly clock: Clock
  readonly chance: Chance
  readonly journal: Journal
}
