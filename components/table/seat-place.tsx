import clsx from 'clsx'
import type { Card } from '@/domain/cards/card'
import type { SeatView } from '@/domain/hand/seat-view'
import type { PlayerId } from '@/domain/ids'
import type { TableSeat, TableView } from '@/domain/projections/table-view'
import { EmptySeat } from './empty-seat.tsx'
import { OwnCards } from './own-cards.tsx'
import { dockedBet, placeOf } from './seat-geometry.ts'
import { SeatPod } from './seat-pod.tsx'
import { wonBy, wonWith } from './winners.ts'
import { chips, nameOf, seatSentence } from './wording.ts'

type Props = {
  /** Which chair, and how many steps clockwise from the docked one. */
  index: number
  step: number
  table: TableView
  seat: TableSeat | undefined
  view: SeatView | null
  viewer: PlayerId | null
  perspective: PlayerId | null
  clockOffset: number | null
  onTakeSeat: ((seat: number) => void) | undefined
}

export const placeStyle = (capacity: number, step: number) => {
  if (step === 0) return { '--bx': dockedBet.x, '--by': dockedBet.y, '--ux': 50, '--uy': 92, '--wx': 50, '--wy': 92 }
  const { upright, wide, bet } = placeOf(capacity, step)
  return { '--ux': upright.x, '--uy': upright.y, '--wx': wide.x, '--wy': wide.y, '--bx': bet.x, '--by': bet.y }
}
const ownCards = (seat: TableSeat, view: SeatView | null, hand: TableView['hand']): readonly Card[] => {
  if (!seat.inHand || !hand) return []
  return view?.hand === hand.hand ? view.cards : (seat.shown ?? [])
}

function Seated({
  seat,
  table,
  view,
  viewer,
  perspective,
  clockOffset,
}: Omit<Props, 'seat' | 'onTakeSeat'> & { seat: TableSeat }) {
  const { hand, names } = table
  const won = wonBy(hand?.awards ?? null, seat.player)
  const winning = wonWith(hand?.awards ?? null, seat.player)
  const isViewer = seat.player === viewer
  const cards = seat.player === perspective ? ownCards(seat, view, hand) : []
  const isOwn = seat.player === perspective && (isViewer || cards.length > 0)
  const name = isViewer ? 'You' : nameOf(names, seat.player)
  const strength = cards.length > 0 && view?.hand === hand?.hand && !seat.folded ? (view?.strength ?? null) : null
  return (
    <>
      <p className="sr-only">{seatSentence(seat, table, viewer)}</p>
      {isOwn ? <OwnCards owner={name} cards={cards} folded={seat.folded} winning={winning} /> : null}
      <SeatPod
        seat={seat}
        name={name}
        hand={hand}
        won={won}
        winning={winning}
        clockOffset={clockOffset}
        {...(isOwn ? { own: { strength } } : {})}
      />
    </>
  )
}

export function SeatPlace({ seat, onTakeSeat, ...rest }: Props) {
  const { index, step, table } = rest
  const style = placeStyle(table.capacity, step)
  return (
    <>
      <li className={clsx('place', step === 0 && 'place-docked')} style={style} data-seat={index}>
        {seat ? <Seated seat={seat} {...rest} /> : <EmptySeat seat={index} onTake={onTakeSeat} />}
      </li>
      {seat && seat.bet > 0 ? (
        <li aria-hidden className="bet" style={style}>
          <span className="chip" />
          {chips(seat.bet)}
        </li>
      ) : null}
    </>
  )
}
