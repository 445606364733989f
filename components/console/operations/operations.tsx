'use client'
import { useQueryStates } from 'nuqs'
import type { OperationRow } from '@/engine/operation'
import { OneOf } from '../../ui/one-of.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { Listing } from '../listing.tsx'
import { type FirstPage, usePages } from '../use-pages.ts'
import { askedFor, operationFilters, statuses } from './filters.ts'
import { isRunning } from './use-operation.ts'
import { kindOptions, progressWords, statusWords, titleOf } from './words.ts'

const [often, seldom] = [1000, 5000]

/** Long work, newest first: what goes on, and what has ended. */
export function Operations({ first }: { first: FirstPage<OperationRow> | undefined }) {
  const [filters, setFilters] = useQueryStates(operationFilters, { history: 'push' })
  const list = usePages<OperationRow>({
    path: '/api/operations',
    asked: askedFor(filters),
    first,
    again: rows => (rows.some(isRunning) ? often : seldom),
  })
  return (
    <div className="desk">
      <h1>Operations</h1>
      <search className="desk-filters">
        <OneOf
          label="Kind"
          any="Any kind"
          value={filters.kind}
          options={kindOptions}
          onChange={kind => void setFilters({ kind })}
        />
        <OneOf
          label="Status"
          any="Any status"
          value={filters.status}
          options={statuses.map(one => [one, statusWords[one]])}
          onChange={status => void setFilters({ status: statuses.find(one => one === status) ?? null })}
        />
      </search>
      <Listing
        what="The operations"
        query={list}
        none="No long work was ever begun: a rebuild, a rebase and a decision on many dead letters are operations."
        onClear={filters.kind || filters.status ? () => void setFilters(null) : undefined}
      >
        <ul className="desk-list" aria-label="Operations">
          {list.rows.map(row => (
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
