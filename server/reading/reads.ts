import type { Caller } from '../callers/callers'
import type { Result } from '../operating/failures'

/** A question: who asks, what stands in the address, and behind the question mark. */
export type Read<P extends string = never> = (
  caller: Caller,
  asked: { readonly query: URLSearchParams; readonly address: Readonly<Record<P, string>> },
) => Promise<Result<unknown>>

/** An operator's order: who sends it, what stands in the address, and in the body. */
export type Act<P extends string = never> = (
  caller: Caller,
  asked: { readonly body: unknown; readonly address: Readonly<Record<P, string>> },
) => Promise<Result<unknown>>

/** What can be asked beside the read models of the pages. Each answers NOT_FOUND where this caller may know of nothing. */
export type Reads = {
  readonly rows: Read<'projection'>
  readonly row: Read<'projection' | 'id'>
  readonly streams: Read
  readonly book: Read<'domain' | 'root'>
  readonly state: Read<'domain' | 'root'>
  readonly course: Read<'domain' | 'root'>
  readonly verify: Read<'domain' | 'root'>
  readonly event: Read<'domain' | 'root' | 'sequence'>
  readonly hand: Read<'id'>
  readonly timeline: Read
  /** How the log is spread over time. */
  readonly density: Read
  readonly correlation: Read<'id'>
  readonly audit: Read
  /** All that the filter means, as text to take away. */
  readonly auditFile: Read
  readonly catalog: Read
  /** What the log knows of one message. */
  readonly message: Read<'domain' | 'type'>
  /** When each type of event was last stored. */
  readonly emitted: Read
  readonly projections: Read
  readonly projection: Read<'name'>
  readonly processes: Read
  readonly snapshots: Read
  readonly verifySnapshot: Read<'domain' | 'root'>
  readonly vitals: Read
  readonly editions: Read
  readonly compare: Read<'name'>
  readonly planMerge: Read<'name' | 'action'>
  readonly deadLetters: Read
  readonly deadLetter: Read<'id'>
  readonly operations: Read
  readonly operation: Read<'id'>
}

/** What only administrators do. */
export type Operations = {
  readonly createEdition: Act
  readonly discardEdition: Act<'name'>
  readonly actOnEdition: Act<'name' | 'action'>
  readonly actOnDeadLetter: Act<'id' | 'action'>
  readonly actOnDeadLetters: Act
  readonly actOnProjection: Act<'name' | 'action'>
  readonly verifyChain: Act
  readonly actOnOperation: Act<'id' | 'action'>
  readonly actOnTimeout: Act<'name' | 'key' | 'timeout' | 'action'>
  readonly takeSnapshot: Act<'domain' | 'root'>
  readonly removeSnapshots: Act<'domain' | 'root'>
  readonly reveal: Act
}

/** What could have been in a hand that is over: for whoever was asked there, and for administrators. */
export type WhatIfs = {
  readonly whatIf: Act<'id'>
  readonly branches: Read<'id'>
  readonly discardBranch: Act<'id' | 'edition'>
  readonly actOnBranch: Act<'id' | 'edition' | 'action'>
  readonly runMany: Act<'id'>
}
