// What a hand must know to decide, folded from its events; private parts are taken where they are there.
import { type Evolve, handlerOf } from '@/engine/define'
import type { Card } from '../cards/card.ts'
import type { Chips } from '../chips.ts'
import type { HandId, PlayerId, Seat, TableId } from '../ids.ts'
import type { Dealt, HandSetup, Post } from '../table/terms.ts'
import type { HandEvent, Street } from './events.ts'
import { dealtAnew, placesOfSeat } from './rules/redeal.ts'

export type HandSeat = {
  readonly player: PlayerId
  readonly seat: Seat
  /** Chips as dealt in, and as they are now. */
  readonly start: Chips
  readonly stack: Chips
  /** Seconds left of the time bank. */
  readonly bank: number
  /** What lies in front on this street; `total` is all of the hand, dead money excepted. */
  readonly bet: Chips
  readonly total: Chips
  /** The level in force after this seat's last action on the street. */
  readonly actedAt: Chips | null
  readonly folded: boolean
  /** Its last turn was answered by the clock. */
  readonly timedOut: boolean
  /** It has answered a turn itself. */
  readonly acted: boolean
  /** Known to the seat itself, to the hand, and to everybody once shown. */
  readonly cards: readonly Card[] | null
  readonly showdown: 'hidden' | 'shown' | 'mucked'
}
type Turn = { readonly player: PlayerId; readonly deadline: number; readonly timedOut: boolean }
export type HandState = {
  readonly phase: 'unprepared' | 'prepared' | 'posting' | 'betting' | 'closed' | 'showdown' | 'awarded' | 'voided'
  readonly seed: string | null
  readonly deck: readonly Card[] | null
  /** In an edition: what of the deck was not seen comes from another seed than the committed one. */
  readonly dealtAnew: boolean
  readonly setup: (HandSetup & { readonly table: TableId; readonly hand: HandId }) | null
  /** Clockwise, from the first seat left of the button. */
  readonly seats: readonly HandSeat[]
  /** Index of the first forced bet that has not been dealt with. */
  readonly posted: number
  /** Dead antes and dead blinds: in the main pot, in nobody's total. */
  readonly dead: Chips
  readonly street: Street
  readonly board: readonly Card[]
  /** The amount to match on this street, and the smallest full raise over it. */
  readonly level: Chips
  readonly step: Chips
  readonly aggressor: PlayerId | null
  /** Number of the last turn assigned. */
  readonly decision: number
  readonly turn: Turn | null
  /** Who shows, in order, once the showdown has started. */
  readonly order: readonly PlayerId[]
}
export const initial: HandState = {
  phase: 'unprepared',
  seed: null,
  deck: null,
  dealtAnew: false,
  setup: null,
  seats: [],
  posted: 0,
  dead: 0,
  street: 'preflop',
  board: [],
  level: 0,
  step: 0,
  aggressor: null,
  decision: 0,
  turn: null,
  order: [],
}

const seatsAtMost = 10

/** Everybody once, starting with the first one left of `seat`. */
export const clockwiseFrom = <S extends { readonly seat: Seat }>(seats: readonly S[], seat: Seat): readonly S[] => {
  const distance = (other: S) => (other.seat - seat - 1 + seatsAtMost) % seatsAtMost
  return seats.toSorted((one, other) => distance(one) - distance(other))
}

export const seatOf = (hand: HandState, player: PlayerId): HandSeat | undefined =>
  hand.seats.find(seat => seat.player === player)

/** Seats that have not folded. */
export const live = (hand: HandState): readonly HandSeat[] => hand.seats.filter(seat => !seat.folded)

export const isOver = (hand: HandState): boolean => hand.phase === 'awarded' || hand.phase === 'voided'

const withSeat = (hand: HandState, player: PlayerId, change: (seat: HandSeat) => Partial<HandSeat>): HandState => ({
  ...hand,
  seats: hand.seats.map(seat => (seat.player === player ? { ...seat, ...change(seat) } : seat)),
})

/** A street starts at nothing; before the flop at the full big blind or straddle, however short it was posted. */
const openingLevel = ({ blinds, posts }: HandSetup): Chips =>
  Math.max(blinds.big, ...posts.filter(post => post.kind === 'straddle').map(post => post.amount))

const isDead = (setup: HandSetup, kind: Post['kind']): boolean =>
  kind === 'dead' || (kind === 'ante' && setup.blinds.ante.kind === 'big-blind')

/** What a forced bet adds: to the street's bet, to the seat's total, or to the dead money. */
const paid = (setup: HandState['setup'], kind: Post['kind'], amount: Chips) => {
  const dead = setup && isDead(setup, kind) ? amount : 0
  return { dead, total: amount - dead, bet: kind === 'ante' ? 0 : amount - dead }
}

const dealtIn = ({ player, seat, stack, bank }: Dealt, cards: HandSeat['cards']): HandSeat => {
  const chips = { start: stack, stack, bet: 0, total: 0, actedAt: null }
  return { player, seat, bank, ...chips, folded: false, timedOut: false, acted: false, cards, showdown: 'hidden' }
}

export const evolve: Evolve<HandEvent, HandState> = {
  DeckCommitted: (hand, { private: parts }) => ({ ...hand, phase: 'prepared', seed: parts?.nobody?.seed ?? null }),
  CardsDealt: (hand, { type: _, private: parts, ...setup }) => ({
    ...hand,
    phase: 'posting',
    setup,
    deck: parts?.nobody?.deck ?? null,
    level: openingLevel(setup),
    step: setup.blinds.big,
    seats: clockwiseFrom(setup.seats, setup.button).map(dealt => dealtIn(dealt, parts?.[dealt.player]?.cards ?? null)),
  }),
  BlindPosted: (hand, { player, kind, amount, stack }) => {
    const posts = hand.setup?.posts ?? []
    const index = posts.findIndex((post, n) => n >= hand.posted && post.player === player && post.kind === kind)
    const { dead, total, bet } = paid(hand.setup, kind, amount)
    const seats = withSeat(hand, player, seat => ({ stack, total: seat.total + total, bet: seat.bet + bet })).seats
    return { ...hand, seats, posted: index + 1, dead: hand.dead + dead }
  },
  TurnAssigned: (hand, { player, decision, deadline }) => ({
    ...hand,
    phase: 'betting',
    decision,
    turn: { player, deadline, timedOut: false },
  }),
  TurnExtended: (hand, { deadline, bankLeft }) => {
    if (!hand.turn) return hand
    return { ...withSeat(hand, hand.turn.player, () => ({ bank: bankLeft })), turn: { ...hand.turn, deadline } }
  },
  PlayerTimedOut: (hand, { player }) => ({
    ...withSeat(hand, player, () => ({ timedOut: true })),
    turn: hand.turn && { ...hand.turn, timedOut: true },
  }),
  ActionTaken: (hand, { player, action, added, streetTotal, stack }) => {
    const after = withSeat(hand, player, seat => ({
      bet: streetTotal,
      total: seat.total + added,
      actedAt: Math.max(hand.level, streetTotal),
      stack,
      folded: action === 'fold',
      timedOut: hand.turn?.timedOut === true,
      acted: seat.acted || hand.turn?.timedOut !== true,
    }))
    if (action !== 'bet' && action !== 'raise') return { ...after, turn: null }
    const step = Math.max(hand.step, streetTotal - hand.level)
    return { ...after, turn: null, level: streetTotal, step, aggressor: player }
  },
  UncalledBetReturned: (hand, { player, amount, stack }) =>
    withSeat(hand, player, seat => ({ stack, bet: seat.bet - amount, total: seat.total - amount })),
  BettingRoundCompleted: hand => ({
    ...hand,
    phase: 'closed',
    turn: null,
    seats: hand.seats.map(seat => ({ ...seat, bet: 0, actedAt: null })),
  }),
  CommunityCardsDealt: (hand, { street, cards }) => ({
    ...hand,
    street,
    board: [...hand.board, ...cards],
    level: 0,
    step: hand.setup?.blinds.big ?? 0,
    aggressor: null,
  }),
  ShowdownStarted: (hand, { order }) => ({ ...hand, phase: 'showdown', order }),
  CardsRevealed: (hand, { player, cards }) => withSeat(hand, player, () => ({ cards, showdown: 'shown' })),
  CardsMucked: (hand, { player }) => withSeat(hand, player, () => ({ showdown: 'mucked' })),
  PotAwarded: (hand, { pots }) => {
    const winners = pots.flatMap(pot => pot.winners)
    const won = (player: PlayerId) =>
      winners.reduce((total, winner) => (winner.player === player ? total + winner.amount : total), 0)
    return {
      ...hand,
      phase: 'awarded',
      dead: 0,
      seats: hand.seats.map(seat => ({ ...seat, total: 0, stack: seat.stack + won(seat.player) })),
    }
  },
  HandVoided: hand => ({ ...hand, phase: 'voided', turn: null }),
  HandCompleted: (hand, { stacks }) => ({
    ...hand,
    dead: 0,
    seats: hand.seats.map(seat => ({ ...seat, bet: 0, total: 0, stack: stacks[seat.player] ?? seat.stack })),
  }),
  DeckRevealed: hand => hand,
  UnseenReshuffled: (hand, { keep, private: parts }) => {
    const seed = parts?.nobody?.seed ?? null
    const isKept = (seat: HandSeat) => placesOfSeat(hand, seat).every(place => keep.includes(place))
    return {
      ...hand,
      seed,
      dealtAnew: true,
      deck: hand.deck && seed ? dealtAnew(hand.deck, keep, seed) : null,
      seats: hand.seats.map(seat => ({
        ...seat,
        cards: parts?.[seat.player]?.cards ?? (isKept(seat) ? seat.cards : null),
      })),
    }
  },
  AdminSecretViewed: hand => hand,
}

/** The state once `events` have happened too. */
export const after = (hand: HandState, events: readonly HandEvent[]): HandState =>
  events.reduce<HandState>((state, event) => handlerOf(evolve, event.type)?.(state, event) ?? state, hand)
