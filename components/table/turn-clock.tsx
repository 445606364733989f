'use client'
import { useEffect, useState } from 'react'
import type { TableTurn } from '@/domain/projections/table-view'

/** `offset` is what the server's clock is ahead of this one; null where no clock runs, as in a replay. */
type Props = { turn: TableTurn; offset: number | null; own: boolean }

const tickMs = 250

export const secondsLeft = ({ deadline }: Pick<TableTurn, 'deadline'>, now: number): number =>
  Math.max(0, Math.ceil((deadline - now) / 1000))

/** The own seat has room for the time bank; on the others a plus says that it is running. */
const clockText = ({ usingBank, bankLeft }: TableTurn, left: number, own: boolean): string => {
  if (!own) return `${usingBank ? '+' : ''}${left}`
  return usingBank ? `bank ${left}` : `${left} · bank ${bankLeft}`
}
/** The same on every seat: a ring that empties, a number, and another colour for the last ten seconds. */
export function TurnClock({ turn, offset, own }: Props) {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    if (offset === null) return
    const tick = () => setNow(Date.now() + offset)
    tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [offset])
  const left = now === null ? turn.seconds : secondsLeft(turn, now)
  const share = now === null ? 1 : Math.min(1, Math.max(0, (turn.deadline - now) / (turn.seconds * 1000)))
  return (
    <>
      <svg className="turn-ring" aria-hidden data-late={left <= 10}>
        <rect className="ring-track" width="100%" height="100%" rx="10" pathLength="100" />
        <rect
          className="ring-left"
          width="100%"
          height="100%"
          rx="10"
          pathLength="100"
          style={{ strokeDashoffset: 100 - share * 100 }}
        />
      </svg>
      {offset === null ? null : (
        <span
          className="seconds"
          aria-hidden
          data-late={left <= 10}
          title={turn.usingBank ? 'Time bank' : 'Time to act'}
        >
          {clockText(turn, left, own)}
        </span>
      )}
    </>
  )
}
