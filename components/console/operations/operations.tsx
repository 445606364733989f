'use client'
import { useQuery } from '@tanstack/react-query'
import type { OperationRow } from '@/engine/operation'
import { get } from '../../live/http.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { Listing } from '../listing.tsx'
import { isRunning } from './use-operation.ts'
import { progressWords, statusWords, titleOf } from './words.ts'

export type OperationsPage = { readonly rows: readonly OperationRow[]; readonly next: string | null }

const [often, seldom] = [1000, 5000]

/** Long work, newest first: what goes on, and what has ended. */
export function Operations({ first }: { first: OperationsPage | undefined }) {
  const query = useQuery({
    queryKey: ['operations'],
    queryFn: () => get<OperationsPage>('/api/operations?limit=100'),
    refetchInterval: ({ state }) => (state.data?.rows.some(isRunning) ? often : seldom),
    ...(first ? { initialData: first } : {}),
  })
  const rows = query.data?.rows ?? []
  return (
    <div className="desk">
      <h1>Operations</h1>
      <Listing
        what="The operations"
        query={query}
        none="No long work was ever begun: a rebuild, a rebase and a decision on many dead letters are operations."
      >
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
      </Listing>
    </div>
  )
}
