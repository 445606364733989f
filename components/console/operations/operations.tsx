'use client'
import { useQuery } from '@tanstack/react-query'
import type { OperationRow } from '@/engine/operation'
import { get } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { errorWords } from '../problem.ts'
import { isRunning } from './use-operation.ts'
import { progressWords, statusWords, titleOf } from './words.ts'

export type OperationsPage = { readonly rows: readonly OperationRow[]; readonly next: string | null }

const [often, seldom] = [1000, 5000]
const newestFirst = (a: OperationRow, b: OperationRow) => b.startedAt.localeCompare(a.startedAt)

/** Long work, newest first: what goes on, and what has ended. */
export function Operations({ first }: { first: OperationsPage | undefined }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['operations'],
    queryFn: () => get<OperationsPage>('/api/operations?limit=500'),
    refetchInterval: ({ state }) => (state.data?.rows.some(isRunning) ? often : seldom),
    ...(first ? { initialData: first } : {}),
  })
  const rows = [...(data?.rows ?? [])].sort(newestFirst)
  return (
    <div className="desk">
      <h1>Operations</h1>
      {error ? (
        <div role="alert" className="empty">
          <p>
            The operations could not be read{data ? ' again: what is shown may be old' : ''}. {errorWords(error)}
          </p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      ) : null}
      {data && rows.length === 0 ? (
        <p role="status" className="empty">
          No long work was ever begun: a rebuild, a rebase and a decision on many dead letters are operations.
        </p>
      ) : null}
      <ul className="desk-list" aria-label="Operations">
        {rows.map(row => (
          <li key={row.id}>
            <PageLink href={`/admin/operations/${row.id}`} className="desk-row">
              <span className="desk-row-main">
                <strong>{titleOf(row)}</strong>
              </span>
              <span className="status-chip" data-status={row.status}>
                {statusWords[row.status]}
              </span>
              <span className="desk-row-more">
                {progressWords(row)} · by {row.startedBy} · <When at={row.startedAt} />
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
      {data?.next ? <p className="text-muted text-sm">{whole(rows.length)} are shown; there are more.</p> : null}
    </div>
  )
}
