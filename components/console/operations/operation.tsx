'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OperationRow } from '@/engine/operation'
import { post } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { correlationPath } from '../addresses.ts'
import { JsonTree } from '../json/json-tree.tsx'
import { errorWords, isMissing, problemWords } from '../problem.ts'
import { Unread } from '../unread.tsx'
import { Progress } from './progress.tsx'
import { Result } from './result.tsx'
import { isRunning, useOperation } from './use-operation.ts'
import { statusWords, titleOf } from './words.ts'

type Props = { id: string; first: OperationRow | undefined }

/** Long work as it goes on: it does so without this page, and is found here again. */
export function Operation({ id, first }: Props) {
  const { data: row, error } = useOperation(id, first)
  if (!row)
    return error ? (
      <Unread
        what={`Operation ${id}`}
        why={isMissing(error) ? 'There is no such operation.' : errorWords(error)}
        back="/admin/operations"
      />
    ) : (
      <p role="status" className="empty">
        Looking for the operation…
      </p>
    )
  return (
    <div className="desk">
      <PageLink href="/admin/operations" className="desk-back">
        ← Operations
      </PageLink>
      <header className="desk-head">
        <h1>{titleOf(row)}</h1>
        <span className="status-chip" data-status={row.status}>
          {statusWords[row.status]}
        </span>
      </header>
      <p className="desk-facts">
        <span>begun by {row.startedBy}</span>
        <When at={row.startedAt} />
        <span>
          last news <When at={row.updatedAt} />
        </span>
        <PageLink className="desk-link" href={correlationPath(id)}>
          Its workflow
        </PageLink>
      </p>
      {error ? <p className="text-error text-sm">What is shown may be old: {errorWords(error)}</p> : null}
      <section className="panel" aria-label="Progress">
        <Progress row={row} />
        {isRunning(row) ? <Controls row={row} /> : null}
      </section>
      {row.error ? (
        <p role="alert" className="text-error">
          It failed: {row.error}
        </p>
      ) : null}
      <Result row={row} />
      <details className="desk-details">
        <summary>What was asked</summary>
        <JsonTree label="What was asked" value={row.params} />
      </details>
    </div>
  )
}

function Controls({ row: { id, status } }: { row: OperationRow }) {
  const client = useQueryClient()
  const [sending, setSending] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const send = async (action: 'pause' | 'resume' | 'cancel') => {
    if (sending) return
    setSending(action)
    const answer = await post(`/api/operations/${id}/${action}`, {})
    setWrong(answer.ok ? null : problemWords(answer.problem))
    await client.invalidateQueries({ queryKey: ['operation', id] })
    setSending(null)
  }
  const pausing = status === 'paused' ? 'resume' : 'pause'
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <Button aria-disabled={sending !== null} onClick={() => void send(pausing)}>
        {pausing === 'pause' ? 'Pause' : 'Go on'}
      </Button>
      <Button aria-disabled={sending !== null} onClick={() => void send('cancel')}>
        Cancel
      </Button>
      {wrong ? (
        <p role="alert" className="text-error text-sm">
          {wrong}
        </p>
      ) : null}
    </div>
  )
}
