'use client'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { BranchTold } from '@/domain/branch/told'
import type { HandHistory } from '@/domain/replay/history'
import { seatViewAt, tableViewAt, tapeOf } from '@/domain/replay/tape'
import { alert } from '../announce/announcer.ts'
import { get } from '../live/http.ts'
import { wordsOf } from '../live/problem-words.ts'
import { inEdition, useView } from '../live/use-view.ts'
import { pauseBefore } from '../replay/use-playback.ts'
import { Tray } from '../table/tray.tsx'
import { TurnQuestion } from '../table/turn-question.tsx'
import { useSizing } from '../table/use-sizing.ts'
import { useTurn } from '../table/use-turn.ts'

type Props = {
  history: HandHistory
  branch: BranchTold
  /** What is shown is how the hand stands now. */
  atHead: boolean
  onMore: (history: HandHistory) => void
  onTold: (text: string) => void
  /** What stands here while somebody looks back. */
  children: ReactNode
}

const asFarAs = (history: HandHistory, length: number): HandHistory =>
  length >= history.nextSequence
    ? history
    : { ...history, pages: history.pages.slice(0, length), nextSequence: length, over: false }

/** Reads what came since, for bots and flows go on by themselves, and tells it event by event, as it would be at a table. */
const useMore = (history: HandHistory, onMore: Props['onMore']) => {
  const { hand, edition, nextSequence, over } = history
  const [initial] = useState({ row: { hand, edition, nextSequence, over }, version: nextSequence })
  const [known, setKnown] = useState(history)
  const latest = useRef(onMore)
  const head = useView('hand', inEdition(hand, edition), initial).row?.nextSequence ?? 0
  useEffect(() => {
    latest.current = onMore
  })
  useEffect(() => {
    let left = false
    const read = async () => {
      const more = await get<HandHistory>(`/api/hands/${hand}?edition=${edition}`).catch(() => undefined)
      if (more && !left) setKnown(more)
    }
    if (head > known.nextSequence) void read()
    return () => {
      left = true
    }
  }, [hand, edition, head, known.nextSequence])
  useEffect(() => {
    const next = known.pages[nextSequence]
    if (!next) return
    const timer = setTimeout(() => latest.current(asFarAs(known, nextSequence + 1)), pauseBefore(pace, undefined, next))
    return () => clearTimeout(timer)
  }, [known, nextSequence])
}
const pace = 2

/** The table's own tray, for a hand that is played on in an edition. */
export function BranchPlay({ history, branch, atHead, onMore, onTold, children }: Props) {
  const { player } = branch
  const { table, view, own } = useMemo(() => {
    const frame = tapeOf(history).at(history.nextSequence - 1)
    const table = tableViewAt(frame, history)
    return { table, view: seatViewAt(frame, player), own: table.seats.find(seat => seat.player === player) }
  }, [history, player])
  const amountBox = useRef<HTMLInputElement>(null)
  const turn = useTurn({
    table,
    view,
    own,
    live: atHead,
    edition: history.edition,
    onProblem: problem => onTold(wordsOf(problem)),
  })
  const sizing = useSizing(turn, table.blinds.small)
  const key = branch.play === 'self' ? turn.turn?.key : undefined
  useMore(history, onMore)
  useEffect(() => {
    if (key !== undefined) alert('Your turn in this edition.')
  }, [key])
  if (!atHead || branch.play === 'bots') return children
  return (
    <>
      <Tray turn={turn} sizing={sizing} amountBox={amountBox} playing={false} onReveal={null} />
      <TurnQuestion turn={turn} />
    </>
  )
}
