'use client'
import { useQuery } from '@tanstack/react-query'
import type { Tried } from '@/server/instance'
import { post } from '../../live/http.ts'
import { DifferenceList } from '../json/difference-list.tsx'
import { problemWords } from '../problem.ts'
import { dataWords } from './between.tsx'

type Props = { id: string; data?: object | undefined }

const tryOut = async ({ id, data }: Props) => {
  const answer = await post<Tried>(`/api/dead-letters/${id}/try`, data ? { data } : {})
  return answer.ok ? answer.value : { refused: problemWords(answer.problem) }
}

/** What would come of it now. Nothing is stored. */
export function TryResult({ id, data }: Props) {
  const { data: tried } = useQuery({
    queryKey: ['try', id, data],
    queryFn: () => tryOut({ id, data }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <section aria-label="What would happen" aria-live="polite" className="try-result">
      {tried ? <Told tried={tried} /> : <p className="text-muted">Trying…</p>}
    </section>
  )
}

function Told({ tried }: { tried: Tried | { readonly refused: string } }) {
  if ('refused' in tried) return <p className="text-error">It cannot be tried: {tried.refused}</p>
  const { problem, pages, before, after, reactions } = tried
  if (problem) return <p className="text-error">It would be refused: {problem.message}</p>
  return (
    <>
      <p>{pages.length === 0 ? 'It would go through, without an event.' : 'It would lead to'}</p>
      <ol className="between">
        {pages.map(({ eventId, sequence, type, data }) => (
          <li key={eventId}>
            <span className="text-muted">#{sequence}</span> <strong>{type}</strong> <code>{dataWords(data)}</code>
          </li>
        ))}
        {reactions.map(({ issuer, command, domain, root, status, reason }) => (
          <li key={`${issuer} ${command} ${root}`}>
            <span className="text-muted">{issuer} →</span> <strong>{command}</strong> {domain}{' '}
            <span className="text-muted">{status === 'rejected' ? `refused: ${reason}` : status}</span>
          </li>
        ))}
      </ol>
      {pages.length > 0 ? (
        <DifferenceList label="State before and after" before={before} after={after} names={['Now', 'Then']} />
      ) : null}
    </>
  )
}
