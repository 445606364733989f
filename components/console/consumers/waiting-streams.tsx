import type { ConsumerTold } from '@/server/instance'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { StreamLink } from '../stream-link.tsx'

/** Streams behind an event that could not be handled: the dead letter hands it over again, or passes over it. */
export function WaitingStreams({ waiting }: Pick<ConsumerTold, 'waiting'>) {
  if (waiting.length === 0) return null
  return (
    <section className="desk-section" aria-labelledby="waiting">
      <h2 id="waiting">
        {waiting.length === 1 ? 'One stream waits' : `${whole(waiting.length)} streams wait`} behind an event that could
        not be handled
      </h2>
      <p className="text-muted text-sm">
        All other streams go on. Resubmitting the dead letter hands the event over again; accepting or discarding it
        passes over it.
      </p>
      <ul className="lines">
        {waiting.map(({ domain, root, edition, sequence, event }) => (
          <li key={`${domain}/${root}/${edition}`}>
            <StreamLink domain={domain} root={root} edition={edition} at={sequence} />
            <span>{event?.type}</span>
            {event ? (
              <PageLink className="desk-link ml-auto" href={`/admin/dead-letters/${event.letter}`}>
                Decide
              </PageLink>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
