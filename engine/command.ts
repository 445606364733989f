// A command on its way to one aggregate, and what becomes of it.
import type { Merged } from './merge.ts'
import type { Cover, Message, Page, Problem } from './message.ts'
import type { CascadeErrorMode, EventReference } from './ports.ts'

/** Where a verdict goes: who sent the command, which event it answered; of a process manager the instance and label. */
export type Reply = {
  readonly issuer: string
  readonly trigger: EventReference & { readonly eventId: string }
  readonly key?: string
  readonly label?: string
  readonly decision?: true
}

export type Command = {
  readonly cover: Cover
  readonly message: Message
  readonly commandId: string
  readonly actor: string
  /** The nextSequence that the caller last saw. */
  readonly sequence?: number
  /** Stricter than the declared strategy. */
  readonly mergeStrategy?: 'STRICT' | 'MANUAL'
  /** The event that a reaction answers. */
  readonly cause?: string
  /** The command that led to that event. */
  readonly origin?: string
  /** The id under which its refusal would be recorded: a command that was refused for good is never accepted later. */
  readonly unless?: string
  /** Of a command that a saga or a process manager sent. */
  readonly reply?: Reply
  /** Of a command that was sent with CASCADE. */
  readonly errorMode?: CascadeErrorMode
  /** Its events are nobody's business but a rebuild's. */
  readonly isolated?: true
}

/** `repeated`: the command had been accepted before, and these are the pages of that time. */
export type Accepted = {
  readonly status: 'accepted'
  readonly pages: readonly Page[]
  readonly nextSequence: number
  readonly repeated: boolean
  readonly merged?: Merged
}
/** `deadLetterId`: there it waits for review. */
export type Refused = {
  readonly status: 'rejected'
  readonly problem: Problem
  readonly nextSequence: number
  readonly retryable?: boolean
  readonly deadLetterId?: string
}
export type Outcome = Accepted | Refused
