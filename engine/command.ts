// A command on its way to one aggregate, and what becomes of it.
import type { Cover, Message, Page, Problem } from './message.ts'

export type Command = {
  readonly cover: Cover
  readonly message: Message
  readonly commandId: string
  readonly actor: string
  /** The nextSequence that the caller last saw. */
  readonly sequence?: number
  /** The event that a reaction answers. */
  readonly cause?: string
  /** The id under which its refusal would be recorded: a command that was refused for good is never accepted later. */
  readonly unless?: string
}

/** `repeated`: the command had been accepted before, and these are the pages of that time. */
export type Outcome =
  | {
      readonly status: 'accepted'
      readonly pages: readonly Page[]
      readonly nextSequence: number
      readonly repeated: boolean
    }
  | { readonly status: 'rejected'; readonly problem: Problem; readonly nextSequence: number }
