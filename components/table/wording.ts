import type { Card } from '@/domain/cards/card'
import { spoken } from '@/domain/cards/spoken'
import type { SeatView } from '@/domain/hand/seat-view'
import type { PlayerId } from '@/domain/ids'
import type { LogLine, TableHand, TableSeat, TableView } from '@/domain/projections/table-view'

const whole = new Intl.NumberFormat('en-US')
/** 12450 → "12,450". */
export const chips = (amount: number): string => whole.format(amount)

export const nameOf = (names: TableView['names'], player: PlayerId): string => names[player] ?? 'Somebody'

/** The third line of a seat: what it did or what keeps it out, never by colour alone. */
export const seatLine = (seat: TableSeat): string => {
  if (seat.status === 'leaving') return 'Leaving'
  if (seat.inHand && seat.folded) return 'Folded'
  if (seat.inHand && seat.allIn) return seat.bet > 0 ? `All-in ${chips(seat.bet)}` : 'All-in'
  if (seat.status === 'sitting-out') return 'Sitting out'
  if (seat.stack === 0 && !seat.inHand) return 'No chips'
  if (seat.said) return seat.said
  return seat.bet > 0 ? `Bet ${chips(seat.bet)}` : ''
}
export const cardsText = (cards: readonly Card[]): string => cards.map(spoken).join(', ')

const roles = (seat: TableSeat, hand: TableHand | null): string[] => {
  if (!hand) return []
  return [
    seat.seat === hand.button ? 'dealer' : '',
    seat.seat === hand.smallBlindSeat ? 'small blind' : '',
    seat.seat === hand.bigBlindSeat ? 'big blind' : '',
  ].filter(Boolean)
}
const hiddenCards = ({ inHand, folded, shown }: TableSeat) => {
  if (shown) return cardsText(shown)
  return inHand && !folded ? 'face-down cards' : ''
}
/** One sentence per seat: "Seat 3, Dana, 12,450 chips, bet 120, to act". */
export const seatSentence = (
  seat: TableSeat,
  table: Pick<TableView, 'names' | 'hand'>,
  viewer: PlayerId | null,
): string => {
  const line = seatLine(seat).toLowerCase()
  return [
    `Seat ${seat.seat + 1}`,
    seat.player === viewer ? 'you' : nameOf(table.names, seat.player) + (seat.kind === 'bot' ? ' (bot)' : ''),
    `${chips(seat.stack)} chips`,
    seat.queued > 0 ? `${chips(seat.queued)} to be added` : '',
    ...roles(seat, table.hand).filter(role => !line.startsWith(role)),
    line,
    hiddenCards(seat),
    seat.description ?? '',
    seat.connected ? '' : 'connection lost',
    table.hand?.turn?.seat === seat.seat ? 'to act' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** "Flop: ace of spades, king of hearts, two of clubs. Turn: …" */
export const boardText = (board: readonly Card[]): string => {
  const streets = [
    ['Flop', board.slice(0, 3)],
    ['Turn', board.slice(3, 4)],
    ['River', board.slice(4, 5)],
  ] as const
  const dealt = streets.filter(([, cards]) => cards.length > 0)
  return dealt.map(([street, cards]) => `${street}: ${cardsText(cards)}.`).join(' ') || 'No board cards yet.'
}

export type PotLine = { label: string; amount: number; who: string }
/** Pots of finished streets, main first; a single pot needs no list of who is in it. */
export const potLines = ({ pots }: Pick<TableHand, 'pots'>, names: TableView['names']): PotLine[] => {
  if (pots.length < 2) return []
  return pots.map(({ amount, eligible }, place) => ({
    label: place === 0 ? 'Main' : pots.length === 2 ? 'Side' : `Side ${place}`,
    amount,
    who: eligible.map(player => nameOf(names, player)).join(', '),
  }))
}
const cardMarks = /\b([2-9TJQKA])([cdhs])\b/g
const glyphs: Record<string, string> = { c: '♣', d: '♦', h: '♥', s: '♠' }
/** "shows Th 9c" → "shows 10♥ 9♣". */
export const withGlyphs = (text: string): string =>
  text.replace(cardMarks, (_, rank: string, suit: string) => `${rank === 'T' ? '10' : rank}${glyphs[suit]}`)
/** "shows Th 9c" → "shows ten of hearts nine of clubs". */
export const withCardWords = (text: string): string => text.replace(cardMarks, card => spoken(card as Card))

/** "Eli folds." as the log shows it. */
export const lineText = ({ player, text }: LogLine, names: TableView['names']): string =>
  player ? `${nameOf(names, player)} ${text}` : text

/** Where a spectator and a player read what is played: "NL 1/2". */
export const stakes = ({ small, big, ante }: TableView['blinds']): string =>
  `${chips(small)}/${chips(big)}${ante.kind === 'none' ? '' : ` ante ${chips(ante.amount)}`}`

const offer = (view: SeatView, pot: number): string => {
  const { legal } = view
  if (!legal) return ''
  const first = legal.check
    ? 'Check or bet'
    : legal.call === null
      ? 'Fold'
      : `Call ${chips(legal.call)} to win ${chips(pot)}`
  return legal.check && !legal.raise ? 'Check' : first
}
/** "Your turn. Call 120 to win 1,240. 30 seconds." */
export const turnText = (view: SeatView, hand: TableHand, seconds: number): string =>
  `Your turn. ${offer(view, hand.pot)}. ${Math.max(0, Math.round(seconds))} seconds.`
