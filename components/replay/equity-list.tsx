'use client'
import type { HandState } from '@/domain/hand/state'
import type { PlayerId } from '@/domain/ids'
import { contestIn } from '@/domain/replay/equities'
import { useEquities } from './use-equities.ts'

type Props = { hand: HandState; nameOf: (player: PlayerId) => string }

const whole = (share: number | undefined) => (share === undefined ? '…' : `${Math.round(100 * share)} %`)

/** How the hands in sight stand, from the cards in sight alone. Cards face down are any two. */
export function EquityList({ hand, nameOf }: Props) {
  const equities = useEquities(hand)
  const players = contestIn(hand)?.players ?? []
  if (players.length === 0) return null
  const seen = (player: PlayerId) => hand.seats.some(seat => seat.player === player && seat.cards !== null)
  return (
    <ul className="equities" aria-label="Share of the pot on average">
      {players.map(player => (
        <li key={player} style={{ '--share': equities?.get(player) ?? 0 }}>
          <span className="truncate">
            {nameOf(player)}
            {seen(player) ? '' : ' · any two cards'}
          </span>
          <b>{whole(equities?.get(player))}</b>
        </li>
      ))}
    </ul>
  )
}
