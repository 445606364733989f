// What the owner of a branch is told of it.
import type { Action } from '../hand/commands.ts'
import type { PlayerId } from '../ids.ts'
import type { Play } from './commands.ts'

export type BranchTold = {
  readonly edition: string
  readonly purpose: string
  /** The edition that it was taken from; `''` is main. */
  readonly parent: string
  /** The sequence of the turn that is answered differently, and whose it was. */
  readonly at: number
  readonly player: PlayerId
  readonly action: Action
  readonly amount: number | null
  /** Whether what was not seen of the deck is dealt anew. */
  readonly deck: 'same' | 'dealt-anew'
  readonly play: Play
  readonly status: 'open' | 'discarded'
  readonly over: boolean
  readonly nextSequence: number
  /** Chips that the player won or lost in it, once it is over; and what they won or lost in what happened. */
  readonly result: number | null
  readonly onMain: number
  readonly createdAt: string
  readonly expiresAt: string
}
