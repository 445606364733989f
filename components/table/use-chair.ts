'use client'
import { useEffect, useRef, useState } from 'react'
import type { HandId, PlayerId } from '@/domain/ids'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableSeat, TableView } from '@/domain/projections/table-view'
import { wordsOf } from '../live/problem-words.ts'
import { command } from '../live/use-command.ts'
import { topUpRoom } from '../seating/buy-in.ts'

type Given = {
  table: TableView
  own: TableSeat | undefined
  me: PlayerId | null
  account: AccountRow | undefined
  onTold: (text: string) => void
}
type Busy = 'sit-out' | 'sit-in' | 'leave' | 'top-up' | null

/** What the last seat came to, once it is given back. */
const useLeft = (own: TableSeat | undefined) => {
  const last = useRef(own)
  const [left, setLeft] = useState<{ stack: number } | null>(null)
  useEffect(() => {
    if (last.current && !own) setLeft({ stack: last.current.stack })
    if (own) setLeft(null)
    last.current = own
  }, [own])
  return left
}

/** The viewer's chair: sitting out and in, adding chips, leaving, showing cards. */
export const useChair = ({ table, own, me, account, onTold }: Given) => {
  const [busy, setBusy] = useState<Busy>(null)
  const left = useLeft(own)
  const told = async (kind: Busy, sent: ReturnType<typeof command>) => {
    setBusy(kind)
    const answer = await sent
    setBusy(null)
    if (!answer.ok) onTold(wordsOf(answer.problem))
    return answer.ok
  }
  const mine = me && own ? me : null
  const inFront = own ? own.stack + own.queued : 0
  return {
    busy,
    left,
    room: own ? topUpRoom(table.maxBuyIn, inFront, account?.available ?? 0) : 0,
    sitOut: () => mine && told('sit-out', command('SitOut', table.table, { player: mine })),
    sitIn: () => mine && told('sit-in', command('SitIn', table.table, { player: mine })),
    leave: () => mine && told('leave', command('LeaveTable', table.table, { player: mine })),
    topUp: async (amount: number) =>
      mine !== null && told('top-up', command('ReserveFunds', mine, { amount, table: table.table, purpose: 'top-up' })),
    reveal: (hand: HandId, muck: boolean) => mine && told(null, command('RevealCards', hand, { player: mine, muck })),
  }
}
export type Chair = ReturnType<typeof useChair>
