import clsx from 'clsx'
import { Bot, WifiOff } from 'lucide-react'
import type { Card } from '@/domain/cards/card'
import type { TableHand, TableSeat } from '@/domain/projections/table-view'
import { CardBack, CardFace, lightOf } from './card-face.tsx'
import { TurnClock } from './turn-clock.tsx'
import { chips, seatLine } from './wording.ts'

export type PodProps = {
  seat: TableSeat
  name: string
  hand: TableHand | null
  won: number
  winning: readonly Card[] | null
  clockOffset: number | null
  /** The viewer's own seat shows its cards beside the pod, and what they are worth. */
  own?: { strength: string | null }
}

/** Dealer button and blinds: a letter on the seat, for everybody who watches. */
function Marks({ seat, hand }: Pick<PodProps, 'seat' | 'hand'>) {
  if (!hand) return null
  return (
    <span className="marks">
      {seat.seat === hand.button ? <span className="mark mark-dealer">D</span> : null}
      {seat.seat === hand.smallBlindSeat ? <span className="mark">SB</span> : null}
      {seat.seat === hand.bigBlindSeat ? <span className="mark">BB</span> : null}
    </span>
  )
}
function Line({ text, own }: { text: string; own: boolean }) {
  const [, word, amount] = /^(.*?)([+\d,.]*)$/.exec(text) ?? ['', text, '']
  return (
    <span className={clsx('pod-line', own && 'pod-line-own')}>
      <span>{word}</span>
      {amount}
    </span>
  )
}
function SeatCards({ seat, winning }: Pick<PodProps, 'seat' | 'winning'>) {
  if (seat.shown) {
    return (
      <span className="seat-cards" data-shown>
        {seat.shown.map((card, place) => (
          <CardFace key={card} card={card} size="seat" place={place} light={lightOf(card, winning)} />
        ))}
      </span>
    )
  }
  if (!seat.inHand || seat.folded) return null
  return (
    <span className="seat-cards">
      <CardBack size="seat" />
      <CardBack size="seat" />
    </span>
  )
}

const waits = ({ inHand, status, stack }: TableSeat, hand: TableHand | null) =>
  !inHand && status === 'seated' && stack > 0 && hand !== null && hand.phase !== 'over'

export function SeatPod({ seat, name, hand, won, winning, clockOffset, own }: PodProps) {
  const turn = hand?.turn?.seat === seat.seat ? hand.turn : null
  const line = won > 0 ? `+${chips(won)}` : seatLine(seat) || (own && waits(seat, hand) ? 'Dealt in next hand' : '')
  const away = seat.status === 'sitting-out' || (seat.inHand && seat.folded)
  return (
    <div
      aria-hidden
      className={clsx('pod', own && 'pod-own', away && 'pod-away', won > 0 && 'pod-won')}
      data-turn={!!turn}
    >
      <span className="pod-name">
        {seat.kind === 'bot' ? <Bot size={12} className="flex-none" /> : null}
        {seat.connected ? null : <WifiOff size={12} className="flex-none text-warn" />}
        <span className="truncate">{name}</span>
      </span>
      <span className="pod-stack">
        {chips(seat.stack)}
        {seat.queued > 0 ? ` +${chips(seat.queued)}` : ''}
      </span>
      <Line text={line} own={!!own?.strength} />
      {own?.strength ? <span className="pod-strength">{own.strength}</span> : null}
      {own ? null : <SeatCards seat={seat} winning={winning} />}
      <Marks seat={seat} hand={hand} />
      {turn ? <TurnClock turn={turn} offset={clockOffset} own={own !== undefined} /> : null}
    </div>
  )
}
