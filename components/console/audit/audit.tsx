'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import type { AuditPage } from '@/server/instance'
import { get } from '../../live/http.ts'
import { Button } from '../../ui/button.tsx'
import { errorWords } from '../problem.ts'
import { ActRow } from './act-row.tsx'
import { AuditFilter } from './audit-filter.tsx'
import { askedFor, filterParsers, isFiltered, noFilter } from './filters.ts'

type Props = { first: { readonly asked: string; readonly page: AuditPage } | undefined; domains: readonly string[] }
const often = 5000

/** Who did what here, newest first: the log itself, by who signed it. */
export function Audit({ first, domains }: Props) {
  const [filters, setFilters] = useQueryStates(filterParsers)
  const asked = askedFor(filters, { limit: '50' })
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: ({ pageParam }) =>
      get<AuditPage>(`/api/audit?${asked}${pageParam === null ? '' : `&before=${pageParam}`}`),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: often,
    ...(first?.asked === asked ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
  const acts = data?.pages.flatMap(page => page.acts) ?? []
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Audit</h1>
        <span className="audit-files">
          <a className="desk-link" href={`/api/audit/export?${askedFor(filters, { format: 'jsonl' })}`} download>
            JSON Lines
          </a>
          <a className="desk-link" href={`/api/audit/export?${askedFor(filters, { format: 'csv' })}`} download>
            CSV
          </a>
        </span>
      </header>
      <AuditFilter
        filters={filters}
        actors={data?.pages[0]?.actors ?? []}
        domains={domains}
        change={part => void setFilters(part)}
      />
      {error ? (
        <div role="alert" className="empty">
          <p>
            What was done could not be read{data ? ' again: what is shown may be old' : ''}. {errorWords(error)}
          </p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      ) : null}
      {data && acts.length === 0 ? (
        <div role="status" className="desk-empty">
          <p>{isFiltered(filters) ? 'Nothing that was done is like this.' : 'No operator has done anything yet.'}</p>
          {isFiltered(filters) ? <Button onClick={() => void setFilters(noFilter)}>All that was done</Button> : null}
        </div>
      ) : null}
      <ol className="desk-list" aria-label="What was done">
        {acts.map(act => (
          <ActRow key={act.id} act={act} onNarrow={part => void setFilters(part)} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button onClick={() => void fetchNextPage()} aria-disabled={isFetchingNextPage}>
          Earlier
        </Button>
      ) : null}
    </div>
  )
}
