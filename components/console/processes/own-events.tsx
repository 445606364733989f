'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { EventBook } from '@/server/instance'
import { get } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { StreamLink } from '../stream-link.tsx'

type Props = { process: string; id: string; first: EventBook | undefined; nextSequence: number }
type Data = EventBook['pages'][number]['data']

const shown = 50
/** The newest of a stream that is so long. */
const newestOf = (nextSequence: number): number => Math.max(0, nextSequence - shown)

/** A process is a stream: what it took from others, what it was refused, which timeouts ran out. Newest first. */
export function OwnEvents({ process, id, first, nextSequence }: Props) {
  const { data: book } = useQuery({
    queryKey: ['process-events', process, id, nextSequence],
    queryFn: () => get<EventBook>(`/api/streams/${process}/${id}?from=${newestOf(nextSequence)}`),
    placeholderData: keepPreviousData,
    ...(first?.nextSequence === nextSequence ? { initialData: first } : {}),
  })
  return (
    <section className="desk-section" aria-labelledby="events">
      <h2 id="events">Events</h2>
      <p>
        <PageLink className="desk-link" href={`/admin/streams/${process}/${id}`}>
          All {whole(nextSequence)} as a stream
        </PageLink>
      </p>
      <ol className="lines" reversed>
        {[...(book?.pages ?? [])].reverse().map(({ sequence, type, data, recordedAt, actor }) => (
          <li key={sequence} className="flex-wrap">
            <span className="w-12 flex-none text-right text-muted">#{sequence}</span>
            <strong>{type}</strong>
            <What type={type} data={data} />
            {actor === `engine/${process}` ? null : <span className="text-muted">by {actor}</span>}
            <When at={recordedAt} className="ml-auto text-muted" />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The engine's own few types, in words. */
function What({ type, data }: { type: string; data: Data }) {
  const { domain, root, sequence, eventType, command, label, reason, timeout } = data as Readonly<
    Record<string, unknown>
  >
  if (type === 'EventLinked')
    return (
      <>
        <span>{String(eventType)}</span>
        <StreamLink domain={String(domain)} root={String(root)} at={Number(sequence)} />
      </>
    )
  return (
    <span className="text-muted">
      {[command ?? timeout, label, reason].filter(one => one !== undefined).join(' · ')}
    </span>
  )
}
