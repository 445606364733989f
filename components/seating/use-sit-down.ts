'use client'
import { useCallback, useState } from 'react'
import type { PlayerId, Seat, TableId } from '@/domain/ids'
import type { AccountRow } from '@/domain/projections/player-account'
import { get, type Problem } from '../live/http.ts'
import { command } from '../live/use-command.ts'
import type { Held } from '../live/use-view.ts'
import { type BuyInTerms, defaultBuyIn } from './buy-in.ts'

export type Chair = BuyInTerms & { table: TableId; seat?: number; amount?: number }

/** A new account may not have reached its read model yet: then the server's refusal decides. */
const availableTo = (player: PlayerId): Promise<number> =>
  get<Held<AccountRow>>(`/api/query/player/${player}`)
    .then(({ row }) => row.available)
    .catch(() => Number.POSITIVE_INFINITY)

/** Reserves chips for a seat; the seat itself follows as an event. */
export const useSitDown = () => {
  const [sitting, setSitting] = useState<TableId | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const sitDown = useCallback(async (player: PlayerId, chair: Chair) => {
    setSitting(chair.table)
    setProblem(null)
    const amount = chair.amount ?? defaultBuyIn(chair, await availableTo(player))
    const seat = chair.seat === undefined ? {} : { seat: chair.seat as Seat }
    const answer = await command('ReserveFunds', player, { amount, table: chair.table, purpose: 'buy-in', ...seat })
    setSitting(null)
    if (!answer.ok) setProblem(answer.problem)
    return answer.ok
  }, [])
  return { sitDown, sitting, problem, clear: () => setProblem(null) }
}
