// What may be asked of a branch. One schema is the parser and the type.
import { z } from 'zod'
import { EditionName } from '@/engine/edition'
import { Chips } from '../chips.ts'
import { Action, Keep } from '../hand/commands.ts'
import { HandId, PlayerId } from '../ids.ts'

/** One answer to one turn. `amount` of bet and raise is the raise-to total of the street. */
export const Answer = z.strictObject({
  player: PlayerId,
  decision: z.int().min(1),
  action: Action,
  amount: Chips.optional(),
})
export type Answer = z.infer<typeof Answer>

export const Play = z.enum(['self', 'bots'])
export type Play = z.infer<typeof Play>

const branch = {
  hand: HandId,
  edition: EditionName,
  /** A player's id, or `administrator`. */
  owner: z.string().min(1).max(128),
  /** Whose decision is answered differently, and how many chips they were dealt in with. */
  player: PlayerId,
  start: Chips,
  /** The edition that it was taken from; `''` is main. */
  parent: z.union([z.literal(''), EditionName]),
  /** Sequence and, on main, position of the turn where it leaves its parent's and main's history. */
  at: z.int().min(0),
  position: z.int().min(0),
  /** What is played before anybody is asked: what the parent played behind main, then the other answer. */
  script: z.array(Answer).min(1).max(500),
  /** Places of cards that stay; null where the whole deck stays, for it is open to its owner. */
  keep: Keep.nullable(),
  play: Play,
}

export const OpenBranch = z.strictObject({ type: z.literal('OpenBranch'), ...branch })
/** From here on bots play the owner's seat too. */
export const HandOverBranch = z.strictObject({ type: z.literal('HandOverBranch') })

export const BranchOpened = OpenBranch.extend({ type: z.literal('BranchOpened') })
export const BranchHandedOver = HandOverBranch.extend({ type: z.literal('BranchHandedOver') })

export type BranchCommand = z.infer<typeof OpenBranch | typeof HandOverBranch>
export type BranchEvent = z.infer<typeof BranchOpened | typeof BranchHandedOver>
