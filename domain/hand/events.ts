// What happened in a hand. Stored for ever: add events, upcast old ones, edit none.
import { z } from 'zod'
import { Card } from '../cards/card.ts'
import { Amount, Chips } from '../chips.ts'
import { HandId, PlayerId, TableId } from '../ids.ts'
import { handSetup, PerPlayer, PostKind } from '../table/terms.ts'
import { Action, Keep } from './commands.ts'

export const Street = z.enum(['preflop', 'flop', 'turn', 'river'])
export type Street = z.infer<typeof Street>
export const Pot = z.strictObject({ amount: Chips, eligible: z.array(PlayerId) })
export type Pot = z.infer<typeof Pot>
/** `rank` grows with strength; `best` are the five cards that play. Where the cards were not shown, `amount` alone. */
export const Winner = z.strictObject({
  player: PlayerId,
  amount: Chips,
  rank: z.int().optional(),
  description: z.string().optional(),
  best: z.array(Card).optional(),
})
export type Winner = z.infer<typeof Winner>
const decision = z.int().min(1)
/** Milliseconds since the epoch, UTC. */
const deadline = z.int().min(0)

/** SHA-256 of the seed, in hex, published before the deal. */
export const DeckCommitted = z.strictObject({
  type: z.literal('DeckCommitted'),
  commitment: z.string().regex(/^[0-9a-f]{64}$/),
  algorithm: z.literal('hmac-sha256-fisher-yates-1'),
  private: z.strictObject({ nobody: z.strictObject({ seed: z.string().regex(/^[0-9a-f]{64}$/) }) }).optional(),
})
/** Private: to each player its own `cards`; to nobody the `deck` in dealing order. */
export const CardsDealt = z.strictObject({
  type: z.literal('CardsDealt'),
  table: TableId,
  hand: HandId,
  ...handSetup,
  private: z
    .record(z.string(), z.strictObject({ cards: z.array(Card).optional(), deck: z.array(Card).optional() }))
    .optional(),
})
export const BlindPosted = z.strictObject({
  type: z.literal('BlindPosted'),
  player: PlayerId,
  kind: PostKind,
  amount: Amount,
  stack: Chips,
  pot: Chips,
})
/** `minRaiseTo` and `maxRaiseTo` are null where no raise is open to the player. */
export const TurnAssigned = z.strictObject({
  type: z.literal('TurnAssigned'),
  player: PlayerId,
  decision,
  toCall: Chips,
  minRaiseTo: Amount.nullable(),
  maxRaiseTo: Amount.nullable(),
  deadline,
})
export const TurnExtended = z.strictObject({
  type: z.literal('TurnExtended'),
  decision,
  deadline,
  reason: z.enum(['time-bank', 'outage']),
  bankLeft: z.int().min(0),
})
/** `action` is never `all-in` here: what it came to is said (call, bet or raise), and `stack` is 0. */
export const ActionTaken = z.strictObject({
  type: z.literal('ActionTaken'),
  player: PlayerId,
  action: Action.exclude(['all-in']),
  added: Chips,
  streetTotal: Chips,
  stack: Chips,
  pot: Chips,
})
export const PlayerTimedOut = z.strictObject({
  type: z.literal('PlayerTimedOut'),
  player: PlayerId,
  decision,
  default: z.enum(['check', 'fold']),
})
export const UncalledBetReturned = z.strictObject({
  type: z.literal('UncalledBetReturned'),
  player: PlayerId,
  amount: Amount,
  stack: Chips,
  pot: Chips,
})
export const BettingRoundCompleted = z.strictObject({
  type: z.literal('BettingRoundCompleted'),
  street: Street,
  pots: z.array(Pot),
})
/** The new cards of `street`. */
export const CommunityCardsDealt = z.strictObject({
  type: z.literal('CommunityCardsDealt'),
  street: Street,
  cards: z.array(Card),
})
export const ShowdownStarted = z.strictObject({ type: z.literal('ShowdownStarted'), order: z.array(PlayerId) })
export const CardsRevealed = z.strictObject({
  type: z.literal('CardsRevealed'),
  player: PlayerId,
  cards: z.array(Card),
  /** Null while the board is not complete. */
  rank: z.int().nullable(),
  description: z.string().nullable(),
})
export const CardsMucked = z.strictObject({ type: z.literal('CardsMucked'), player: PlayerId })
export const PotAwarded = z.strictObject({
  type: z.literal('PotAwarded'),
  pots: z.array(z.strictObject({ amount: Chips, eligible: z.array(PlayerId), winners: z.array(Winner) })),
  rake: Chips,
})
export const HandVoided = z.strictObject({ type: z.literal('HandVoided'), reason: z.string() })
export const HandCompleted = z.strictObject({
  type: z.literal('HandCompleted'),
  table: TableId,
  stacks: PerPlayer,
  banks: PerPlayer,
  rake: Chips,
  /** Whose last turn was answered by the clock. */
  timedOut: z.array(PlayerId),
  /** Who took an action of their own: from version 2 on. */
  acted: z.array(PlayerId),
})
/** Version 1: before anybody wrote down who had acted, or at first who was timed out. */
export const HandCompleted1 = HandCompleted.omit({ acted: true }).partial({ timedOut: true })
export const DeckRevealed = z.strictObject({
  type: z.literal('DeckRevealed'),
  seed: z.string().regex(/^[0-9a-f]{64}$/),
  /** In dealing order. */
  deck: z.array(Card),
})

/** In an edition only. Private: to each player whose cards changed the new `cards`; to nobody the `seed`. */
export const UnseenReshuffled = z.strictObject({
  type: z.literal('UnseenReshuffled'),
  keep: Keep,
  private: z
    .record(z.string(), z.strictObject({ cards: z.array(Card).optional(), seed: z.string().optional() }))
    .optional(),
})

/** A fact, recorded before hidden parts are shown to an administrator, who says why. */
export const AdminSecretViewed = z.strictObject({
  type: z.literal('AdminSecretViewed'),
  who: z.string().min(1).max(100),
  why: z.string().min(1).max(500),
})

export type HandEvent =
  | z.infer<typeof DeckCommitted>
  | z.infer<typeof CardsDealt>
  | z.infer<typeof BlindPosted>
  | z.infer<typeof TurnAssigned>
  | z.infer<typeof TurnExtended>
  | z.infer<typeof ActionTaken>
  | z.infer<typeof PlayerTimedOut>
  | z.infer<typeof UncalledBetReturned>
  | z.infer<typeof BettingRoundCompleted>
  | z.infer<typeof CommunityCardsDealt>
  | z.infer<typeof ShowdownStarted>
  | z.infer<typeof CardsRevealed>
  | z.infer<typeof CardsMucked>
  | z.infer<typeof PotAwarded>
  | z.infer<typeof HandVoided>
  | z.infer<typeof HandCompleted>
  | z.infer<typeof DeckRevealed>
  | z.infer<typeof AdminSecretViewed>
  | z.infer<typeof UnseenReshuffled>
