// What is played at a table, as hands and screens need it: variant, blinds, forced bets, seats, terms.
import { z } from 'zod'
import { Amount, Chips } from '../chips.ts'
import { PlayerId, Seat } from '../ids.ts'

export const Variant = z.enum(['texas-holdem', 'omaha', 'five-card-draw'])
export type Variant = z.infer<typeof Variant>
/** `each`: everybody pays it; `big-blind`: one payer, dead money (rules.md §1.3). */
export const Ante = z.strictObject({ kind: z.enum(['none', 'each', 'big-blind']), amount: Chips })
export type Ante = z.infer<typeof Ante>
export const Blinds = z.strictObject({ small: Amount, big: Amount, ante: Ante })
export type Blinds = z.infer<typeof Blinds>

export const PostKind = z.enum(['ante', 'small', 'big', 'straddle', 'post', 'dead'])
/** A forced bet that is due, in order; a short stack posts less than `amount`. */
export const Post = z.strictObject({ player: PlayerId, seat: Seat, kind: PostKind, amount: Amount })
export type Post = z.infer<typeof Post>

/** A seat as dealt in. `bank` is its time bank in seconds. */
export const Dealt = z.strictObject({ seat: Seat, player: PlayerId, stack: Amount, bank: z.int().min(0) })
export type Dealt = z.infer<typeof Dealt>

/** `full`: the whole deck is revealed when the hand is over; `shown-only`: mucked cards stay hidden for good. */
export const Reveal = z.enum(['full', 'shown-only'])
export const Rake = z.strictObject({ percent: z.int().min(0).max(10), cap: Chips })
export const Terms = z.strictObject({ actionSeconds: z.int().min(1), reveal: Reveal, rake: Rake.nullable() })
export type Terms = z.infer<typeof Terms>

/** The fields that HandStarted, DealCards and CardsDealt share. Nothing is chosen after the deal. */
export const handSetup = {
  number: z.int().min(1),
  button: Seat,
  smallBlindSeat: Seat.nullable(),
  bigBlindSeat: Seat,
  seats: z.array(Dealt).min(2).max(10),
  variant: Variant,
  blinds: Blinds,
  posts: z.array(Post),
  terms: Terms,
}
export const HandSetup = z.strictObject(handSetup)
export type HandSetup = z.infer<typeof HandSetup>

/** Chips or seconds per player. */
export const PerPlayer = z.record(PlayerId, Chips)
export type PerPlayer = z.infer<typeof PerPlayer>
