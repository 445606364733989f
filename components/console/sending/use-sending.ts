'use client'
import { useCallback, useState } from 'react'
import type { EventBook, Speculated } from '@/server/instance'
import { type Problem, post } from '../../live/http.ts'
import { type Asked, bodyOf, isRemembered, trialOf } from './asked.ts'
import type { Outcome } from './outcome.tsx'
import type { useDraft } from './use-draft.ts'

type Sending = { asked: Asked; draft: ReturnType<typeof useDraft>; isWorkflow: boolean }

/** Tries a command and sends it: twice under one draft is once. */
export const useSending = ({ asked, draft, isWorkflow }: Sending) => {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { domain, root, command } = asked
  const said = { data: draft.data, correlationId: isWorkflow ? '' : draft.id }
  const speculate = async () => {
    if (isBusy) return
    setBusy(true)
    const answer = await post<Speculated>(`/api/speculate/${domain}/${root}/${command}`, trialOf(asked, said))
    setOutcome(
      answer.ok ? { kind: 'tried', value: answer.value } : { kind: 'refused', problem: answer.problem, isTrial: true },
    )
    setBusy(false)
  }
  /** A refusal is told beside the form, where it can be mended: so the sheet closes in any case. */
  const send = async (): Promise<Problem | null> => {
    setBusy(true)
    const answer = await post<EventBook>(`/api/commands/${domain}/${root}/${command}`, bodyOf(asked, said), draft.id)
    setOutcome(
      answer.ok ? { kind: 'sent', value: answer.value } : { kind: 'refused', problem: answer.problem, isTrial: false },
    )
    if (isRemembered(answer.ok ? undefined : answer.problem.reason)) draft.markDone()
    setBusy(false)
    return null
  }
  return { outcome, isBusy, speculate, send, forget: useCallback(() => setOutcome(null), []) }
}
