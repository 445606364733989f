'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import type { BranchTold } from '@/domain/branch/told'
import type { HandHistory } from '@/domain/replay/history'
import { get } from '../live/http.ts'
import { forksOf, markOf } from './lines.ts'

/** Who looks, and the branches that the page brought: players answer their own decisions differently, administrators all. */
export type Asker = {
  readonly kind: 'anonymous' | 'player' | 'administrator'
  readonly branches: readonly BranchTold[]
}

const lookAgainMs = 1000

/** Of what is being played nobody asks what could have been, and of what others were asked only administrators do. */
export const mayFork = ({ over, edition, viewerSeat }: HandHistory, { kind }: Asker): boolean =>
  (over || edition !== '') && (kind === 'administrator' || (kind === 'player' && viewerSeat !== null))

/** The branches of a hand, as far as they are this viewer's. */
export const useBranches = (history: HandHistory, asker: Asker) => {
  const client = useQueryClient()
  const { hand, edition, over } = history
  const { data, error } = useQuery({
    queryKey: ['branches', hand],
    queryFn: () => get<{ branches: readonly BranchTold[] }>(`/api/hands/${hand}/branches`),
    enabled: mayFork(history, asker),
    initialData: { branches: asker.branches },
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.branches.some(branch => isPlayedByBots(branch) || isEnding(branch, history)) ? lookAgainMs : false,
  })
  // A page that comes later may know of one more.
  const list = data.branches.length < asker.branches.length ? asker.branches : data.branches
  const again = useCallback(() => client.invalidateQueries({ queryKey: ['branches', hand] }), [client, hand])
  useEffect(() => {
    if (over && edition !== '') void again()
  }, [over, edition, again])
  return useMemo(
    () => ({
      list,
      current: list.find(branch => branch.edition === edition) ?? null,
      mark: markOf(list, edition),
      forks: forksOf(list, edition),
      failed: error !== null,
      again,
    }),
    [list, edition, error, again],
  )
}
export type Branches = ReturnType<typeof useBranches>

/** It is over, and the list does not say so yet. */
const isEnding = ({ edition, result }: BranchTold, history: HandHistory) =>
  history.over && edition === history.edition && result === null
const isPlayedByBots = ({ status, play, over }: BranchTold) => status === 'open' && play === 'bots' && !over
