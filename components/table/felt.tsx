import type { SeatView } from '@/domain/hand/seat-view'
import type { PlayerId } from '@/domain/ids'
import type { TableView } from '@/domain/projections/table-view'
import { Middle } from './middle.tsx'
import { clockwiseFrom, ringOf } from './seat-geometry.ts'
import { placeStyle, SeatPlace } from './seat-place.tsx'
import { feltStatus } from './status.ts'
import { winningCards, wonBy } from './winners.ts'
import { chips } from './wording.ts'

type Props = {
  table: TableView
  /** The viewer's own seat in the running hand, if any. */
  view: SeatView | null
  viewer: PlayerId | null
  /** Whose seat is docked at the bottom and whose cards lie open there: by default the viewer's. */
  perspective?: PlayerId | null
  /** What the server's clock is ahead of this one; null where no clock runs. */
  clockOffset: number | null
  /** Where there is more than one of them, which one this is. */
  label?: string
  /** The connection is lost: what is shown may be old. */
  dimmed?: boolean
  onTakeSeat?: ((seat: number) => void) | undefined
}

/** Chips on their way from the middle to who won them. */
function Winnings({ table, order }: { table: TableView; order: readonly number[] }) {
  const awards = table.hand?.awards ?? null
  return table.seats.map(seat => {
    const won = wonBy(awards, seat.player)
    if (won === 0) return null
    return (
      <span key={seat.seat} aria-hidden className="flight" style={placeStyle(table.capacity, order.indexOf(seat.seat))}>
        <span className="chip" />+{chips(won)}
      </span>
    )
  })
}

/** The table as rows tell it. Knows no server and no clock: the live table and the replay feed it alike. */
export function Felt({
  table,
  view,
  viewer,
  perspective = viewer,
  clockOffset,
  label = 'Table',
  dimmed,
  onTakeSeat,
}: Props) {
  const own = table.seats.find(({ player }) => player === perspective)
  const order = clockwiseFrom(own?.seat ?? 0, table.capacity)
  return (
    <section className="area" aria-label={label} data-dimmed={dimmed ?? false}>
      <div className="table-top" data-ring={ringOf(table.capacity)}>
        <div className="felt" aria-hidden />
        <Middle
          hand={table.hand}
          names={table.names}
          winning={winningCards(table.hand?.awards ?? null)}
          status={feltStatus(table)}
        />
        <ol
          className="seats"
          aria-label={own && perspective === viewer ? 'Seats, clockwise from yours' : 'Seats, clockwise'}
        >
          {order.map((index, step) => (
            <SeatPlace
              key={index}
              index={index}
              step={step}
              table={table}
              seat={table.seats.find(({ seat }) => seat === index)}
              view={view}
              viewer={viewer}
              perspective={perspective}
              clockOffset={clockOffset}
              onTakeSeat={own ? undefined : onTakeSeat}
            />
          ))}
        </ol>
        <Winnings table={table} order={order} />
      </div>
    </section>
  )
}
