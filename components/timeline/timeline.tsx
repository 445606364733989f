'use client'
import { useQuery } from '@tanstack/react-query'
import type { Timeline as Read } from '@/server/instance'
import { get } from '../live/http.ts'
import { Button } from '../ui/button.tsx'
import { EventStream, type Product } from './event-stream.tsx'
import { type Choice, FilterBar } from './filter-bar.tsx'
import { type Filter, questionOf } from './question.ts'
import { useQuestion } from './use-question.ts'

type Props = {
  product: Product
  /** Names of filters, as the API has them. */
  filters: readonly string[]
  choicesOf: (filter: Filter) => readonly Choice[]
  /** What the page brought, and for which question. */
  first: { readonly question: string; readonly read: Read } | null
}

/** The log as it grows: what is asked for stands in the address, and each question has a stretch of its own. */
export function Timeline({ product, filters, choicesOf, first }: Props) {
  const asked = useQuestion(filters)
  const { filter, place, narrow } = asked
  const question = questionOf(filter, place.kind === 'after' ? { after: place.after } : {})
  const { data, error, refetch } = useQuery({
    queryKey: ['timeline', question],
    queryFn: () => get<Read>(`/api/timeline?${question}`),
    gcTime: 0,
    ...(question === first?.question ? { initialData: first.read } : {}),
  })
  return (
    <>
      <FilterBar filter={filter} choices={choicesOf(filter)} told={product.told} onChange={narrow} />
      {product.strip?.(filter, narrow)}
      {data ? (
        <EventStream key={question} product={product} asked={asked} first={data} />
      ) : error ? (
        <div role="alert" className="timeline-empty">
          <p>The events could not be read. {error.message}</p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      ) : (
        <div className="timeline-empty" aria-busy="true">
          <p>Reading…</p>
        </div>
      )}
    </>
  )
}
