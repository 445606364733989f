'use client'
import { parseAsInteger, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import { knownOf, nothingKnown } from '@/domain/replay/known'
import { dealOf, tapeOf } from '@/domain/replay/tape'
import { inBigBlinds } from './big-blinds.ts'
import { masked } from './masked.ts'

const flag = parseAsStringLiteral(['1'])

/** How the hand is looked at: from which seat, in which unit, under which names, with which cards. The link says it too. */
export const useViewOptions = (history: HandHistory) => {
  const [seat, setSeat] = useQueryState('as', parseAsInteger)
  const [bb, setBb] = useQueryState('bb', flag)
  const [anon, setAnon] = useQueryState('anon', flag)
  const [showKnown, setShowKnown] = useState(true)
  const seats = useMemo(() => (dealOf(history)?.seats ?? []).toSorted((one, other) => one.seat - other.seat), [history])
  const asked = seats.find(dealt => dealt.seat === (seat ?? history.viewerSeat))
  const told = useMemo(() => {
    const inUnits = bb ? inBigBlinds(history) : history
    return tapeOf(anon ? masked(inUnits) : inUnits)
  }, [history, bb, anon])
  const known = useMemo(() => (showKnown ? knownOf(history) : nothingKnown), [history, showKnown])
  const from = (next: number | null) => void setSeat(next === history.viewerSeat ? null : next)
  return {
    tape: told,
    known,
    seats,
    /** Whose seat is looked from; null for a spectator. */
    perspective: asked?.player ?? null,
    seat: asked?.seat ?? null,
    from,
    fromNext: () => {
      const here = seats.findIndex(({ seat }) => seat === asked?.seat)
      from(seats[(here + 1) % seats.length]?.seat ?? null)
    },
    bigBlinds: bb !== null,
    toggleBigBlinds: () => void setBb(bb ? null : '1'),
    masked: anon !== null,
    toggleMasked: () => void setAnon(anon ? null : '1'),
    showKnown,
    toggleKnown: () => setShowKnown(!showKnown),
  }
}
export type ViewOptions = ReturnType<typeof useViewOptions>
