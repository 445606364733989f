import type { Act } from '@/server/instance'
import { When } from '../../ui/when.tsx'
import { StreamLink } from '../stream-link.tsx'
import type { Filters } from './filters.ts'

type Props = { act: Act; onNarrow: (part: Partial<Filters>) => void }

/** One thing that somebody did: what, to which stream, when, what it came to, and why. */
export function ActRow({ act, onNarrow }: Props) {
  const { actor, action, domain, root, edition, at, sequence, events, reason } = act
  const others = events.filter(type => type !== action)
  return (
    <li className="act">
      <When at={at} className="act-when" />
      <span className="act-what">
        <button
          type="button"
          className="act-narrow"
          aria-label={`Only by ${actor}`}
          onClick={() => onNarrow({ actor })}
        >
          {actor}
        </button>{' '}
        <button
          type="button"
          className="act-narrow font-semibold"
          aria-label={`Only ${action}`}
          onClick={() => onNarrow({ action })}
        >
          {action}
        </button>{' '}
        <StreamLink domain={domain} root={root} edition={edition} at={sequence} />
        {edition ? <span className="text-muted"> in {edition}</span> : null}
      </span>
      <span className="act-more">
        {others.length > 0 ? <span>{others.join(', ')}</span> : null}
        {reason ? <span>“{reason}”</span> : null}
      </span>
    </li>
  )
}
