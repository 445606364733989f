// What a bot makes of its sight: the figures of the decision in front of it, from its own seat and the public table.
import type { Card } from '../cards/card.ts'
import type { Chips } from '../chips.ts'
import type { LegalActions, SeatView } from '../hand/seat-view.ts'
import type { TableHand, TableRow, TableSeat, TableTurn } from '../projections/table-view.ts'

/** The part of the public table that a bot looks at; a `TableRow` is one. */
export type PublicSeat = Pick<TableSeat, 'seat' | 'player' | 'stack' | 'inHand' | 'folded' | 'bet'>
export type PublicHand = Pick<TableHand, 'hand' | 'button' | 'smallBlindSeat' | 'bigBlindSeat' | 'board' | 'pot'> & {
  readonly turn: Pick<TableTurn, 'decision'> | null
}
export type PublicTable = Pick<TableRow, 'blinds'> & {
  readonly seats: readonly PublicSeat[]
  readonly hand: PublicHand | null
}

/** Everything that a bot is given. */
export type Sight = { readonly seat: SeatView; readonly table: PublicTable }

export type Position =
  | 'early'
  | 'middle'
  | 'cutoff'
  | 'button'
  | 'small-blind'
  | 'big-blind'
  | 'heads-up-button'
  | 'heads-up-big-blind'

export type Situation = {
  readonly cards: readonly Card[]
  readonly board: readonly Card[]
  readonly legal: LegalActions
  readonly position: Position
  readonly small: Chips
  readonly big: Chips
  readonly pot: Chips
  /** The highest bet of the street, and what is missing to it. */
  readonly level: Chips
  readonly toCall: Chips
  /** The most that this seat can have in front of it on this street. */
  readonly reach: Chips
  /** What the richest opponent could match of it. */
  readonly matched: Chips
  readonly opponents: number
  /** Opponents beside the blinds who have matched the level. */
  readonly callers: number
}

/** True once the table shows the very turn that the seat is asked about; a row that lags behind does not. */
export const isCurrent = ({ seat, table }: Sight): boolean =>
  seat.legal !== null && table.hand?.hand === seat.hand && table.hand.turn?.decision === seat.decision

/** Undefined where the table does not show this seat's hand. */
export const situationOf = ({ seat, table }: Sight): Situation | undefined => {
  const { hand } = table
  const own = table.seats.find(taken => taken.player === seat.player)
  if (!seat.legal || !own || hand?.hand !== seat.hand) return undefined
  const opponents = table.seats.filter(taken => taken.inHand && !taken.folded && taken !== own)
  const level = Math.max(own.bet, ...opponents.map(taken => taken.bet))
  return {
    cards: seat.cards,
    board: hand.board,
    legal: seat.legal,
    position: positionOf(own, table.seats, hand),
    small: table.blinds.small,
    big: table.blinds.big,
    pot: hand.pot,
    level,
    toCall: seat.legal.call ?? 0,
    reach: own.stack + own.bet,
    matched: Math.max(0, ...opponents.map(taken => taken.stack + taken.bet)),
    opponents: opponents.length,
    callers: opponents.filter(taken => taken.bet === level && taken.seat !== hand.bigBlindSeat).length,
  }
}

const seatCount = 10

/** Where a seat acts before the flop. Counted from the end, so that an empty button makes no difference. */
const positionOf = (own: PublicSeat, seats: readonly PublicSeat[], hand: PublicHand): Position => {
  const dealt = seats.filter(taken => taken.inHand)
  if (dealt.length === 2) return own.seat === hand.bigBlindSeat ? 'heads-up-big-blind' : 'heads-up-button'
  if (own.seat === hand.bigBlindSeat) return 'big-blind'
  if (own.seat === hand.smallBlindSeat) return 'small-blind'
  const turnOf = (taken: PublicSeat) => (taken.seat - hand.bigBlindSeat - 1 + seatCount) % seatCount
  const later = dealt.filter(taken => turnOf(taken) > turnOf(own) && !isBlind(taken, hand)).length
  return byLater[later] ?? 'early'
}

const byLater: readonly Position[] = ['button', 'cutoff', 'middle', 'middle']

const isBlind = ({ seat }: PublicSeat, hand: PublicHand) => seat === hand.bigBlindSeat || seat === hand.smallBlindSeat
