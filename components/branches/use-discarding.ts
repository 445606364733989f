'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { BranchTold } from '@/domain/branch/told'
import { post, remove } from '../live/http.ts'
import { wordsOf } from '../live/problem-words.ts'
import { lineHref } from './lines.ts'

type Given = { hand: string; edition: string; again: () => Promise<unknown>; onTold: (text: string) => void }

/** What may be done with a branch. Discarding is done at once, and can be undone for as long as the branch is kept. */
export const useDiscarding = ({ hand, edition, again, onTold }: Given) => {
  const client = useQueryClient()
  const router = useRouter()
  const [busy, setBusy] = useState<string | null>(null)
  const key = ['just-discarded', hand]
  const justNow = client.getQueryData<string>(key) ?? null
  const told = async (branch: BranchTold, sent: ReturnType<typeof post>) => {
    setBusy(branch.edition)
    const answer = await sent
    if (!answer.ok) onTold(wordsOf(answer.problem))
    await again()
    setBusy(null)
    return answer.ok
  }
  const path = (branch: BranchTold) => `/api/hands/${hand}/branches/${branch.edition}`
  return {
    busy,
    /** The one that was discarded last keeps its place, with its way back. */
    justNow,
    discard: async (branch: BranchTold) => {
      client.setQueryData(key, branch.edition)
      if (!(await told(branch, remove(path(branch), {}))) || branch.edition !== edition) return
      router.push(lineHref(hand, { line: branch.parent, at: branch.at }, location.search) as never)
    },
    restore: (branch: BranchTold) => told(branch, post(`${path(branch)}/restore`, {})),
    finish: (branch: BranchTold) => told(branch, post(`${path(branch)}/finish`, {})),
  }
}
export type Discarding = ReturnType<typeof useDiscarding>
