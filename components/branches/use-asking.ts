'use client'
import { useState } from 'react'
import type { BranchTold } from '@/domain/branch/told'
import type { HandHistory } from '@/domain/replay/history'
import { post } from '../live/http.ts'
import { wordsOf } from '../live/problem-words.ts'
import type { Decision } from '../replay/spot.ts'
import type { Given } from './question.ts'

type Busy = 'open' | 'run' | null

/** Asks the server what would have been: once, to be played on, or many times, to be counted. */
export const useAsking = ({ hand, edition }: HandHistory, { at }: Decision) => {
  const [busy, setBusy] = useState<Busy>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const ask = async <T>(kind: NonNullable<Busy>, path: string, body: object): Promise<T | null> => {
    setBusy(kind)
    setProblem(null)
    const answer = await post<T>(`/api/hands/${hand}/${path}`, { at, edition, ...body })
    if (answer.ok) return answer.value
    setBusy(null)
    setProblem(wordsOf(answer.problem))
    return null
  }
  const bodyOf = ({ action, amount }: Given) => ({ action, ...(amount === null ? {} : { amount }) })
  return {
    busy,
    problem,
    open: async (answer: Given, play: BranchTold['play']) =>
      (await ask<{ edition: string }>('open', 'what-if', { ...bodyOf(answer), play }))?.edition ?? null,
    run: async (answer: Given, times: number) =>
      (await ask<{ operation: string }>('run', 'run-many', { ...bodyOf(answer), times }))?.operation ?? null,
  }
}
