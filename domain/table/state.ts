// What a table must remember to decide: seats, chips that wait, the running hand, where the blinds were.
import type { Chips } from '../chips.ts'
import type { HandId, PlayerId, ReservationId, Seat } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'
import type { Blinds, Dealt, Terms, Variant } from './terms.ts'

export type Sitter = {
  readonly seat: Seat
  readonly player: PlayerId
  readonly kind: PlayerKind
  /** During a hand, for who is dealt in: as it was when the hand started. */
  readonly stack: Chips
  /** Time bank in seconds, and the hands that it was earned in. */
  readonly bank: number
  readonly hands: number
  readonly leaving: boolean
  /** All whose chips came to this seat. */
  readonly reservations: readonly ReservationId[]
}
export type Queued = { readonly player: PlayerId; readonly reservation: ReservationId; readonly amount: Chips }
/** Where button and blinds were last. `small` also where nobody sat there to post it. */
export type BlindSeats = { readonly button: Seat; readonly small: Seat; readonly big: Seat }

export type Table = {
  readonly status: 'unopened' | 'open' | 'closing' | 'closed'
  readonly paused: boolean
  /** A player id, or `administrator`. */
  readonly host: string | null
  readonly variant: Variant
  readonly blinds: Blinds
  readonly minBuyIn: Chips
  readonly maxBuyIn: Chips
  readonly capacity: number
  readonly timeBankSeconds: number
  readonly terms: Terms
  readonly sitters: Readonly<Record<PlayerId, Sitter>>
  readonly sittingOut: Readonly<Record<PlayerId, true>>
  /** Whose clock ran out in a hand, and who have done nothing since. */
  readonly timedOut: Readonly<Record<PlayerId, true>>
  readonly disconnected: Readonly<Record<PlayerId, true>>
  /** Chips that wait for the hand to end, oldest first. */
  readonly queued: readonly Queued[]
  /** Never forgotten: chips come once, and not after they were called back. Lists, because long maps are slow to copy. */
  readonly added: readonly ReservationId[]
  readonly cancelled: readonly ReservationId[]
  readonly hand: { readonly hand: HandId; readonly dealt: readonly Dealt[] } | null
  readonly handNumber: number
  readonly blindSeats: BlindSeats | null
}
export const initial: Table = {
  status: 'unopened',
  paused: false,
  host: null,
  variant: 'texas-holdem',
  blinds: { small: 1, big: 2, ante: { kind: 'none', amount: 0 } },
  minBuyIn: 0,
  maxBuyIn: 0,
  capacity: 0,
  timeBankSeconds: 0,
  terms: { actionSeconds: 1, reveal: 'shown-only', rake: null },
  sitters: {},
  sittingOut: {},
  timedOut: {},
  disconnected: {},
  queued: [],
  added: [],
  cancelled: [],
  hand: null,
  handNumber: 0,
  blindSeats: null,
}

/** By seat, whatever the order in which they came. */
export const sittersOf = ({ sitters }: Table): readonly Sitter[] =>
  Object.values(sitters).sort((one, other) => one.seat - other.seat)

/** Who gets cards in the next hand: seated, not sitting out, with chips. */
export const playersOf = (table: Table): readonly Sitter[] =>
  sittersOf(table).filter(({ player, stack }) => stack > 0 && !table.sittingOut[player])

export const isDealtIn = ({ hand }: Table, player: PlayerId): boolean =>
  hand?.dealt.some(seat => seat.player === player) ?? false

/** Lowest first. */
export const freeSeats = (table: Table): readonly Seat[] => {
  const taken = new Set<number>(sittersOf(table).map(({ seat }) => seat))
  return Array.from({ length: table.capacity }, (_, seat) => seat as Seat).filter(seat => !taken.has(seat))
}

export const canStart = (table: Table): boolean =>
  table.status === 'open' && !table.paused && !table.hand && playersOf(table).length >= 2

export const nextHandNumber = ({ handNumber }: Table): number => handNumber + 1
