import type { LogPage, ShownDeadLetter } from '@/server/instance'
import { When } from '../../ui/when.tsx'
import { actorWords, payloadOf } from './words.ts'

/** What happened in its stream since its sender looked: before it arrived, and while it waited. */
export function Between({ letter }: { letter: ShownDeadLetter }) {
  const pages = letter.since?.pages ?? []
  const { nextSequence } = payloadOf(letter)
  if (pages.length === 0) return <p className="text-muted">Nothing happened in its stream since.</p>
  const arrived = nextSequence ?? 0
  const parts = [
    ['Before it arrived', pages.filter(({ sequence }) => sequence < arrived)],
    ['While it waited', pages.filter(({ sequence }) => sequence >= arrived)],
  ] as const
  return parts.map(([title, events]) =>
    events.length === 0 ? null : (
      <div key={title}>
        <h3 className="mb-1 text-muted text-xs">{title}</h3>
        <ol className="between" aria-label={title}>
          {events.map(page => (
            <BetweenEvent key={page.eventId} page={page} />
          ))}
        </ol>
      </div>
    ),
  )
}

export const dataWords = (data: LogPage['data']): string => {
  const text = JSON.stringify(data)
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}

function BetweenEvent({ page: { sequence, type, data, actor, recordedAt } }: { page: LogPage }) {
  return (
    <li>
      <span className="text-muted">#{sequence}</span> <strong>{type}</strong> <code>{dataWords(data)}</code>{' '}
      <span className="text-muted text-xs">
        {actorWords(actor)} · <When at={recordedAt} />
      </span>
    </li>
  )
}
