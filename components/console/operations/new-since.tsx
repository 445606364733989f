'use client'
import { useQuery } from '@tanstack/react-query'
import type { DeadLettersPage } from '@/server/instance'
import { get } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'

/** As an operation on dead letters was asked for. */
export type Filtered = { readonly filter: Readonly<Record<string, string>> }
type Props = { filter: Filtered; since: string }

const often = 5000

/** What the filter finds by now was not there when the operation began, and is no part of it. */
export function NewSince({ filter: { filter }, since }: Props) {
  const asked = new URLSearchParams({ ...filter, from: since }).toString()
  const { data } = useQuery({
    queryKey: ['dead-letters', 'since', asked],
    queryFn: () => get<DeadLettersPage>(`/api/dead-letters?${asked}&limit=1`),
    refetchInterval: often,
  })
  const count = data?.groups.reduce((sum, group) => sum + group.count, 0) ?? 0
  if (count === 0) return null
  return (
    <p role="status" className="mt-2">
      <PageLink className="desk-link" href={`/admin/dead-letters?view=items&${new URLSearchParams(filter)}`}>
        {whole(count)} new since start
      </PageLink>{' '}
      <span className="text-muted">– not part of this operation</span>
    </p>
  )
}
