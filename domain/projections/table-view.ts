// The public read model of a table: seats, stacks, bets, pots, board, turn, what happened last.
import type { Card } from '../cards/card.ts'
import type { Chips } from '../chips.ts'
import type { Pot, Street } from '../hand/events.ts'
import type { HandId, PlayerId, ReservationId, Seat, TableId } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'
import type { Blinds, PerPlayer, Variant } from '../table/terms.ts'

export type TableSeat = {
  seat: Seat
  player: PlayerId
  kind: PlayerKind
  stack: Chips
  /** Not dealt in while sitting out; leaving once the hand is over. */
  status: 'seated' | 'sitting-out' | 'leaving'
  connected: boolean
  /** Part of the running (or just ended) hand. */
  inHand: boolean
  folded: boolean
  allIn: boolean
  /** What lies in front of the seat on this street. */
  bet: Chips
  /** The last thing said on this street, as shown on the seat: "Call 120", "Check", "Fold". */
  said: string | null
  /** Cards that everybody may see; null while hidden (or none are held, when not `inHand`). */
  shown: Card[] | null
  /** "two pair, aces and nines", with shown cards only. */
  description: string | null
  /** Chips queued to be added when the hand is over, and the reservations that they come from. */
  queued: Chips
  additions: { reservation: ReservationId; amount: Chips }[]
}
export type TableTurn = {
  player: PlayerId
  seat: Seat
  decision: number
  toCall: Chips
  minRaiseTo: Chips | null
  maxRaiseTo: Chips | null
  /** Milliseconds since the epoch; the whole time granted is `seconds`. */
  deadline: number
  seconds: number
  usingBank: boolean
  bankLeft: number
}
export type TableAward = {
  amount: Chips
  eligible: PlayerId[]
  winners: { player: PlayerId; amount: Chips; description: string | null; best: Card[] | null }[]
}
export type TableHand = {
  hand: HandId
  number: number
  button: Seat
  smallBlindSeat: Seat | null
  bigBlindSeat: Seat
  street: Street
  board: Card[]
  /** Everything put in so far, this street's bets included. */
  pot: Chips
  /** Pots of finished streets, main pot first; bets of the running street are on the seats. */
  pots: Pot[]
  turn: TableTurn | null
  phase: 'dealing' | 'betting' | 'showdown' | 'over'
  /** What was won, once awarded; stays until the next hand starts. */
  awards: TableAward[] | null
  commitment: string | null
  /** Seconds of time bank that each dealt-in player has left. */
  banks: PerPlayer
  /** Revealed where the table is `full`, once the hand is over. */
  seed: string | null
}
/** One line of the log: `player` is put in front as a name where there is one. */
export type LogLine = { id: string; player: PlayerId | null; text: string; at: string }
export type TableRow = {
  table: TableId
  name: string
  host: string
  variant: Variant
  blinds: Blinds
  minBuyIn: Chips
  maxBuyIn: Chips
  capacity: number
  actionSeconds: number
  reveal: 'full' | 'shown-only'
  visibility: 'public' | 'private'
  status: 'open' | 'paused' | 'closing' | 'closed'
  seats: TableSeat[]
  hand: TableHand | null
  /** The deck of the next hand, committed to before it starts. */
  nextDeck: { hand: HandId; commitment: string } | null
  /** Newest last, at most 60. */
  log: LogLine[]
}
/** The row as it leaves the house: with the names of everybody in it and the server's clock. */
export type TableView = TableRow & { names: Record<PlayerId, string>; serverNow: number }
