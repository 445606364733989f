'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Outcomes } from '@/domain/branch/outcomes'
import type { OperationRow } from '@/engine/operation'
import { get, post } from '../live/http.ts'
import type { Given } from './question.ts'
import { RunResult } from './run-result.tsx'
import { answerWords } from './words.ts'

type Props = { operation: string; onClose: () => void }
type Params = { at: number; answer: { action: Given['action']; amount?: number }; times: number }

const lookAgainMs = 500
const isGoingOn = (row: OperationRow | undefined) => row?.status === 'running' || row?.status === 'paused'

const useOperation = (id: string) => {
  const client = useQueryClient()
  const queryKey = ['operation', id]
  const { data: row, error } = useQuery({
    queryKey,
    queryFn: () => get<OperationRow>(`/api/operations/${id}`),
    refetchInterval: ({ state }) => (state.error || (state.data && !isGoingOn(state.data)) ? false : lookAgainMs),
  })
  const cancel = async () => {
    await post(`/api/operations/${id}/cancel`, {})
    await client.invalidateQueries({ queryKey })
  }
  return { row, failed: error !== null, cancel }
}

function Progress({ row, onCancel }: { row: OperationRow; onCancel: () => void }) {
  const { done, total, millisecondsLeft } = row
  const left = done > 0 ? `about ${Math.max(1, Math.ceil(millisecondsLeft / 1000))} s left` : 'waiting for its turn'
  return (
    <div className="run-progress">
      <progress aria-label="Hands played" max={total} value={done} />
      <span>
        {done} of {total} · {left}
      </span>
      <button type="button" className="tray-button px-3" onClick={onCancel}>
        Cancel
      </button>
    </div>
  )
}

/** A spot that is played many times: how far it is, and what it came to. Its id lies in the address. */
export function RunPanel({ operation, onClose }: Props) {
  const { row, failed, cancel } = useOperation(operation)
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [])
  const params = row?.params as Params | undefined
  const what = params && answerWords({ action: params.answer.action, amount: params.answer.amount ?? null })
  const outcomes = row?.result as Outcomes | null | undefined
  return (
    <section ref={box} className="branch-panel run-panel" aria-label="Played many times">
      <header>
        <h2>{params ? `${params.times} times: ${what} at #${params.at}` : 'Played many times'}</h2>
        <button type="button" className="branch-act" aria-label="Close" onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </header>
      {failed ? <p role="status">This run is not there, or not yours.</p> : null}
      {row && isGoingOn(row) ? <Progress row={row} onCancel={() => void cancel()} /> : null}
      {row?.status === 'cancelled' ? <p role="status">Cancelled after {row.done}.</p> : null}
      {row?.status === 'failed' ? <p role="status">It failed: {row.error}</p> : null}
      {outcomes && outcomes.times > 0 ? <RunResult outcomes={outcomes} /> : null}
      <p className="text-muted text-xs">Bots in every seat, other unseen cards each time. Nothing of it is stored.</p>
    </section>
  )
}
