'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { post } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { DecisionSheet } from '../decision-sheet.tsx'
import { type Filters, filterOf, isFiltered } from './filters.ts'
import { bulkWords, type Counts } from './words.ts'

type Props = { filters: Filters; found: Counts; all: Counts | undefined }
type Action = 'resubmit' | 'discard'
type Begun = { readonly operation: string; readonly total: number; readonly left: number }

const verbs = { resubmit: 'Retry', discard: 'Discard' } as const

/** One decision on everything that the filter finds, begun as an operation that goes on without this page. */
export function BulkBar({ filters, found, all }: Props) {
  const [asked, setAsked] = useState<Action | null>(null)
  const router = useRouter()
  if (!all) return <p className="desk-bulk">{whole(found.waiting)} waiting</p>
  const words = (action: Action) => bulkWords(verbs[action], found, isFiltered(filters) ? all : null)
  const begin = async (action: Action, reason: string) => {
    const answer = await post<Begun>('/api/dead-letters/bulk', { filter: filterOf(filters), action, reason })
    if (!answer.ok) return answer.problem
    router.push(`/admin/operations/${answer.value.operation}` as Route)
    return null
  }
  return (
    <div className="desk-bulk">
      <p>
        <strong>{whole(found.waiting)}</strong> waiting, {whole(found.all)} in all
        {isFiltered(filters) ? (
          <span className="text-muted"> · without the filter {whole(all.waiting)} waiting</span>
        ) : null}
      </p>
      {(['resubmit', 'discard'] as const).map(action => (
        <Button key={action} disabled={found.waiting === 0} onClick={() => setAsked(action)}>
          {words(action)}
        </Button>
      ))}
      {asked ? (
        <DecisionSheet
          title={words(asked)}
          about="Each is decided on its own, oldest first. Whatever somebody else decides or holds meanwhile is left alone, and counted."
          confirm={words(asked)}
          onConfirm={reason => begin(asked, reason)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  )
}
