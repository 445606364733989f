// No-limit betting: whose turn it is, what that seat may do, and what follows once it has done it.
import type { Chips } from '../../chips.ts'
import type { PlayerId, Seat } from '../../ids.ts'
import type { HandEvent } from '../events.ts'
import { after, clockwiseFrom, type HandSeat, type HandState, live, seatOf } from '../state.ts'
import { potsOf, potTotal } from './pots.ts'

/** What the actor may do now. Amounts: `call` is added to what lies there; `raise` are totals of the street. */
export type LegalActions = {
  fold: boolean
  check: boolean
  call: Chips | null
  raise: { kind: 'bet' | 'raise'; min: Chips; max: Chips } | null
}
const nothing: LegalActions = { fold: false, check: false, call: null, raise: null }

const opponents = (hand: HandState, seat: HandSeat) => live(hand).filter(other => other.player !== seat.player)

/** The amount to match: against all-in seats only, no more than they have in (rules.md §1.1). */
const target = (hand: HandState, seat: HandSeat): Chips => {
  const others = opponents(hand, seat)
  return others.some(other => other.stack > 0) ? hand.level : Math.max(0, ...others.map(other => other.bet))
}

/** Per seat: the bet has grown by a full raise since it last acted (rules.md §2.3). */
const isReopened = (hand: HandState, { actedAt }: HandSeat) => actedAt === null || hand.level - actedAt >= hand.step

const raiseOf = (hand: HandState, seat: HandSeat): LegalActions['raise'] => {
  const max = seat.stack + seat.bet
  const answered = opponents(hand, seat).some(other => other.stack + other.bet > hand.level)
  if (max <= hand.level || !answered || !isReopened(hand, seat)) return null
  return { kind: hand.level === 0 ? 'bet' : 'raise', min: Math.min(max, hand.level + hand.step), max }
}

/** The one function by which the hand refuses and the screen draws its buttons. */
export const legalActions = (hand: HandState, player: PlayerId): LegalActions => {
  const seat = seatOf(hand, player)
  if (hand.turn?.player !== player || !seat) return nothing
  const toCall = Math.max(0, target(hand, seat) - seat.bet)
  return {
    fold: true,
    check: toCall === 0,
    call: toCall === 0 ? null : Math.min(seat.stack, toCall),
    raise: raiseOf(hand, seat),
  }
}

const mustAct = (hand: HandState, seat: HandSeat): boolean => {
  if (seat.folded || seat.stack === 0) return false
  if (seat.bet < target(hand, seat)) return true
  return seat.actedAt === null && opponents(hand, seat).some(other => other.stack > 0)
}

/** Whose turn follows, clockwise from `seat`; undefined when the round is over. */
const nextToAct = (hand: HandState, seat: Seat): PlayerId | undefined => {
  if (live(hand).length < 2) return undefined
  return clockwiseFrom(hand.seats, seat).find(other => mustAct(hand, other))?.player
}

/** The seat whose left neighbour opens the street: big blind or last straddle before the flop, then the button. */
const opener = ({ setup, street }: HandState): Seat => {
  if (!setup) throw new Error('no cards were dealt')
  if (street !== 'preflop') return setup.button
  return setup.posts.findLast(post => post.kind === 'straddle')?.seat ?? setup.bigBlindSeat
}

/** The part of the highest bet that nobody matched (rules.md §3.1). */
const uncalledBet = (hand: HandState): readonly HandEvent[] => {
  const [top, second] = hand.seats.toSorted((one, other) => other.bet - one.bet)
  const amount = (top?.bet ?? 0) - (second?.bet ?? 0)
  if (!top || top.folded || amount === 0) return []
  const { player, stack } = top
  return [{ type: 'UncalledBetReturned', player, amount, stack: stack + amount, pot: potTotal(hand) - amount }]
}

const roundCompleted = (hand: HandState): readonly HandEvent[] => {
  const returned = uncalledBet(hand)
  return [...returned, { type: 'BettingRoundCompleted', street: hand.street, pots: [...potsOf(after(hand, returned))] }]
}

/** Time to see the cards before the clock counts. */
const dealingTime = 1500

const turnFor = (hand: HandState, player: PlayerId, now: number): HandEvent => {
  const decision = hand.decision + 1
  const deadline = now + (hand.setup?.terms.actionSeconds ?? 0) * 1000
  const { call, raise } = legalActions({ ...hand, turn: { player, deadline, timedOut: false } }, player)
  const raises = { minRaiseTo: raise?.min ?? null, maxRaiseTo: raise?.max ?? null }
  return { type: 'TurnAssigned', player, decision, toCall: call ?? 0, ...raises, deadline }
}

/** `events`, which open a street, and what follows: its first turn, or its end where nobody can act. */
export const openStreet = (before: HandState, events: readonly HandEvent[], now: number): readonly HandEvent[] => {
  const hand = after(before, events)
  const player = nextToAct(hand, opener(hand))
  return [...events, ...(player ? [turnFor(hand, player, now + dealingTime)] : roundCompleted(hand))]
}

/** `events`, in which `seat` acted, and what follows: the next turn, or the end of the street. */
export const goOn = (before: HandState, events: readonly HandEvent[], now: number): readonly HandEvent[] => {
  const hand = after(before, events)
  const actor = before.turn && seatOf(before, before.turn.player)
  const player = actor && nextToAct(hand, actor.seat)
  return [...events, ...(player ? [turnFor(hand, player, now)] : roundCompleted(hand))]
}
