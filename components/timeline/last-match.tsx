'use client'
import { useQuery } from '@tanstack/react-query'
import type { Timeline } from '@/server/instance'
import { get } from '../live/http.ts'
import { Button } from '../ui/button.tsx'
import type { Changes, Filter } from './question.ts'
import { ago } from './words.ts'

type Props = { filter: Filter; onNarrow: (changes: Changes) => void }

/** Where a filter finds nothing between two moments: when it would have. */
export function LastMatch({ filter: { since, until, ...filter }, onNarrow }: Props) {
  const isTimed = since !== undefined || until !== undefined
  const question = new URLSearchParams({ ...filter, limit: '1' }).toString()
  const { data } = useQuery({
    queryKey: ['timeline', 'last', question],
    queryFn: async () => ({ read: await get<Timeline>(`/api/timeline?${question}`), now: Date.now() }),
    enabled: isTimed,
  })
  if (!isTimed || !data) return null
  const [last] = data.read.pages
  if (!last) return <p>Nothing matches at any other time{data.read.next === null ? '' : ' of late'}.</p>
  return (
    <p className="flex flex-wrap items-center justify-center gap-2">
      <span>
        Last match <time dateTime={last.recordedAt}>{ago(data.now - Date.parse(last.recordedAt))}</time>.
      </span>
      <Button onClick={() => onNarrow({ since: null, until: null })}>Show it</Button>
    </p>
  )
}
