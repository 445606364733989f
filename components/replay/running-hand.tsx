'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import { alert } from '../announce/announcer.ts'
import { get } from '../live/http.ts'
import { useView } from '../live/use-view.ts'
import { ownTurn } from '../table/turn.ts'
import { PageLink } from '../ui/page-link.tsx'

type Props = { history: HandHistory; onMore: (history: HandHistory) => void }

/** Keeps up with a hand that is being played, and calls back to the table whoever is asked there. */
export function RunningHand({ history, onMore }: Props) {
  const router = useRouter()
  const { hand, table, viewer } = history
  const row = useView('table', table).row
  const seat = useView('seat', viewer && table).row
  const turn = row ? ownTurn(row, seat ?? null) : null
  const atFirst = useRef<string | null | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each row of the table may tell more of the hand
  useEffect(() => {
    let left = false
    const read = async () => {
      const more = await get<HandHistory>(`/api/hands/${hand}`).catch(() => undefined)
      if (more && !left) onMore(more)
    }
    if (row) void read()
    return () => {
      left = true
    }
  }, [hand, row])
  const key = turn?.key ?? null
  const isTold = row !== undefined && (viewer === null || seat !== undefined)
  useEffect(() => {
    if (!isTold) return
    if (atFirst.current === undefined) atFirst.current = key
    if (key === null || key === atFirst.current) return
    alert('Your turn.')
    router.push(`/tables/${table}`)
  }, [isTold, key, router, table])
  if (!turn) return null
  return (
    <p className="notice turn-notice" role="status">
      <span>It is your turn.</span>
      <PageLink href={`/tables/${table}`} className="inline-flex min-h-11 items-center px-3 font-semibold underline">
        Back to the table
      </PageLink>
    </p>
  )
}
