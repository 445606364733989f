import type { BranchTold } from '@/domain/branch/told'
import type { SeatView } from '@/domain/hand/seat-view'
import type { HandId, PlayerId } from '@/domain/ids'
import type { ChatRow } from '@/domain/projections/chat'
import type { LobbyRow } from '@/domain/projections/lobby'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableView } from '@/domain/projections/table-view'
import type { HandHistory } from '@/domain/replay/history'
import type { Json } from '@/engine/message'
import type { Caller } from './callers/callers'
import type { Result } from './operating/failures'
import type { Address, EventBook, Speculated } from './reading/event-book'
import type { TextFile } from './reading/hand-export'
import type { HandsPage } from './reading/hand-list'
import type { Operations, Reads, WhatIfs } from './reading/reads'
import type { OwnStatistics, Statement } from './sending/own-account'

export type { Caller } from './callers/callers'
export type { Failure, Result } from './operating/failures'
export type { Act, AuditPage } from './reading/audit'
export type { Emitted, MessageUse } from './reading/catalog-reads'
export type { ConsumerRow, ConsumersPage, ConsumerTold, RebuildFacts } from './reading/consumer-reads'
export type { Density } from './reading/density'
export type { EventBook, LogPage, Reaction, Speculated } from './reading/event-book'
export type { TextFile } from './reading/hand-export'
export type { HandLine, HandsPage } from './reading/hand-list'
export type { ProcessesPage, ProcessRow, ProcessTold } from './reading/process-reads'
export type { SnapshotRow, SnapshotsPage } from './reading/snapshot-reads'
export type { ShownEvent } from './reading/stream-reads'
export type { Timeline, TimelinePage } from './reading/timeline'
export type { AliveProcess, VitalsTold } from './reading/vital-reads'
export type { SentCommand, Workflow } from './reading/workflow'
export type { DeadLettersPage, ShownDeadLetter, Tried } from './sending/dead-letter-desk'
export type { OwnStatistics, Statement } from './sending/own-account'

/** A read model's row as it leaves the house. `version` goes up by one with every change of the row. */
export type Served<Row> = {
  readonly row: Row
  readonly version: number
  readonly position: number
  readonly lagMs: number
}

/** With the names of everybody who wrote, as they are now. */
export type ChatView = ChatRow & { readonly names: Record<PlayerId, string> }

/** The read side, as pages and query routes use it: what this caller may see, undefined where there is nothing to see. */
export type Queries = {
  readonly lobby: (caller: Caller) => Promise<readonly Served<LobbyRow>[]>
  readonly table: (caller: Caller, table: string) => Promise<Served<TableView> | undefined>
  /** The caller's own seat in the running hand of a table. */
  readonly seat: (caller: Caller, table: string) => Promise<Served<SeatView | null>>
  /** What was said at a table, for whoever may watch it. */
  readonly chat: (caller: Caller, table: string) => Promise<Served<ChatView> | undefined>
  /** A hand from the deal to its end, or as far as it has come. */
  readonly hand: (caller: Caller, hand: string, edition: string) => Promise<HandHistory | undefined>
  /** One's own branches of a hand, as they are now; administrators see all. */
  readonly branches: (caller: Caller, hand: HandId) => Promise<readonly BranchTold[]>
  readonly account: (caller: Caller, player: string) => Promise<Served<AccountRow> | undefined>
  /** Hands that this caller may find, as asked for behind the question mark. */
  readonly hands: (caller: Caller, query: URLSearchParams) => Promise<Result<HandsPage>>
  readonly handFile: (
    caller: Caller,
    asked: { readonly id: string; readonly query: URLSearchParams },
  ) => Promise<Result<TextFile>>
  /** Of the caller: every movement of chips, newest first; and what the hands came to. */
  readonly statement: (caller: Caller, query: URLSearchParams) => Promise<Result<Statement>>
  readonly statistics: (caller: Caller) => Promise<Result<OwnStatistics>>
}

export type SignedIn = { readonly player: PlayerId; readonly name: string; readonly role: 'player' }

/** Everything that pages and routes may ask of the process. */
export type Instance = {
  readonly queries: Queries
  readonly sessions: {
    /** `isAttended` false: nobody sits at the page that asks, so an administrator's session runs on towards its end. */
    readonly callerOf: (
      cookieHeader: string | null,
      authorization?: string | null,
      isAttended?: boolean,
    ) => Promise<Caller>
    readonly signIn: (
      name: unknown,
      from: string,
    ) => Promise<Result<{ readonly token: string; readonly session: SignedIn }>>
    /** By the code that `newRecoveryCode` told. */
    readonly recover: (
      code: unknown,
      from: string,
    ) => Promise<Result<{ readonly token: string; readonly session: SignedIn }>>
    /** Told this once; the one before is worth nothing from now on. */
    readonly newRecoveryCode: (caller: Caller, body?: unknown) => Promise<Result<{ readonly recoveryCode: string }>>
    /** Of both roles, unless it is said whose session ends. */
    readonly signOut: (cookieHeader: string | null, roles?: readonly ('player' | 'administrator')[]) => Promise<void>
    readonly signInAdministrator: (body: unknown, from: string) => Promise<Result<{ readonly token: string }>>
    /** Ends all sessions of a player, wherever they are. */
    readonly forget: (player: string) => Promise<void>
    readonly onSignOut: (listener: () => void) => void
    /** The `Set-Cookie` value; no token ends the session. */
    readonly cookie: (role: 'player' | 'administrator', token?: string) => string
  }
  readonly command: (
    caller: Caller,
    address: Address,
    request: { readonly body: unknown; readonly key: string | null },
  ) => Promise<Result<EventBook>>
  readonly fact: (caller: Caller, address: Address, body: unknown) => Promise<Result<EventBook>>
  readonly speculate: (caller: Caller, address: Address, body: unknown) => Promise<Result<Speculated>>
  readonly reads: Reads
  readonly operations: Operations
  readonly whatIfs: WhatIfs
  readonly openapi: () => unknown
  /** Origins that pages of this server are served from. */
  readonly mayPost: (origin: string | null, host: string | null) => boolean
  readonly ready: () => Promise<{
    readonly ready: boolean
    readonly database: 'reachable'
    /** Applied before anything is served. */
    readonly migrations: 'applied'
    readonly consumers: readonly { readonly name: string; readonly lag: number }[]
  }>
  /** For administrators and whoever asks from this machine; undefined for everybody else. */
  readonly metrics: (
    caller: Caller,
    from: 'here' | 'elsewhere',
  ) => Promise<{ readonly text: string; readonly type: string } | undefined>
  readonly health: () => Promise<Json>
  /** Remembers what went wrong under an id, which is all that leaves. */
  readonly incident: (error: unknown) => string
  /** A number of its own for each engine that was built: all who ask in one process see one. */
  readonly engineId: string
}

const slot = Symbol.for('riverbook.instance')
type Slot = { [slot]?: Instance }

export const setInstance = (instance: Instance): void => {
  ;(globalThis as Slot)[slot] = instance
}
/** Next holds several copies of a module, `globalThis` is one: this is the only door to the running engine. */
export const getInstance = (): Instance => {
  const instance = (globalThis as Slot)[slot]
  if (!instance) throw new Error('the engine is not running: start through server/main.ts')
  return instance
}
