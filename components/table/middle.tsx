import type { Card } from '@/domain/cards/card'
import type { TableHand, TableView } from '@/domain/projections/table-view'
import { CardFace, lightOf } from './card-face.tsx'
import { boardText, chips, potLines } from './wording.ts'

type Props = { hand: TableHand | null; names: TableView['names']; winning: readonly Card[] | null; status: string }

const boardPlaces = ['flop-1', 'flop-2', 'flop-3', 'turn', 'river']

/** Once won, side pots are told by who won them. */
function Pots({ hand, names }: { hand: TableHand; names: TableView['names'] }) {
  const lines = hand.awards ? [] : potLines(hand, names)
  return (
    <div className="pots">
      <p className="pot">
        Pot <b>{chips(hand.pot)}</b>
      </p>
      {lines.map(({ label, amount, who }) => (
        <p key={label} className="side-pot" title={`${label}: ${who}`}>
          {label} <b>{chips(amount)}</b>
          <span className="side-who"> · {who}</span>
        </p>
      ))}
    </div>
  )
}

/** Board, pots and one line of what is being waited for. */
export function Middle({ hand, names, winning, status }: Props) {
  const board = hand?.board ?? []
  return (
    <div className="middle">
      {hand ? (
        <div className="board">
          <p className="sr-only">{boardText(board)}</p>
          {boardPlaces.map((id, place) => {
            const card = board[place]
            if (!card) return <span key={id} aria-hidden className="card-slot" />
            return <CardFace key={card} card={card} size="board" place={place} light={lightOf(card, winning)} />
          })}
        </div>
      ) : null}
      {hand ? <Pots hand={hand} names={names} /> : null}
      {status ? <p className="status">{status}</p> : null}
    </div>
  )
}
