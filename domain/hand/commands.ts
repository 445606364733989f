// What may be asked of a hand. One schema is the parser and the type.
import { z } from 'zod'
import { EditionName } from '@/engine/edition'
import { Amount } from '../chips.ts'
import { HandId, PlayerId, TableId } from '../ids.ts'
import { handSetup, PostKind } from '../table/terms.ts'

/** Names the turn that is answered: a late click never acts on a newer one. Counts from 1 in a hand. */
const decision = z.int().min(1)

export const Action = z.enum(['fold', 'check', 'call', 'bet', 'raise', 'all-in'])
export type Action = z.infer<typeof Action>

export const PrepareDeck = z.strictObject({ type: z.literal('PrepareDeck') })
export const DealCards = z.strictObject({ type: z.literal('DealCards'), table: TableId, hand: HandId, ...handSetup })
export const PostBlind = z.strictObject({ type: z.literal('PostBlind'), player: PlayerId, kind: PostKind })
/** `amount` of bet and raise is the raise-to total of the street. */
export const PlayerAction = z.strictObject({
  type: z.literal('PlayerAction'),
  player: PlayerId,
  action: Action,
  amount: Amount.optional(),
  decision,
})
export const ExtendTurn = z.strictObject({
  type: z.literal('ExtendTurn'),
  decision,
  seconds: z.int().min(1).max(3600),
  reason: z.enum(['time-bank', 'outage']),
})
export const TimeOutPlayer = z.strictObject({ type: z.literal('TimeOutPlayer'), decision })
export const DealCommunityCards = z.strictObject({
  type: z.literal('DealCommunityCards'),
  count: z.int().min(1).max(5),
})
export const StartShowdown = z.strictObject({ type: z.literal('StartShowdown') })
export const RevealCards = z.strictObject({ type: z.literal('RevealCards'), player: PlayerId, muck: z.boolean() })
export const AwardPot = z.strictObject({ type: z.literal('AwardPot') })
export const VoidHand = z.strictObject({ type: z.literal('VoidHand'), reason: z.string().min(1).max(200) })

/** The places, in the order of the deal, of cards that stay: those that the owner of the edition has seen. */
export const Keep = z.array(z.int().min(0).max(51)).max(52)
/** `like`: another edition of this hand, whose cards were dealt anew before and lie here as they lie there. */
export const ReshuffleUnseen = z.strictObject({
  type: z.literal('ReshuffleUnseen'),
  keep: Keep,
  like: EditionName.optional(),
})

export type HandCommand =
  | z.infer<typeof PrepareDeck>
  | z.infer<typeof DealCards>
  | z.infer<typeof PostBlind>
  | z.infer<typeof PlayerAction>
  | z.infer<typeof ExtendTurn>
  | z.infer<typeof TimeOutPlayer>
  | z.infer<typeof DealCommunityCards>
  | z.infer<typeof StartShowdown>
  | z.infer<typeof RevealCards>
  | z.infer<typeof AwardPot>
  | z.infer<typeof VoidHand>
  | z.infer<typeof ReshuffleUnseen>
