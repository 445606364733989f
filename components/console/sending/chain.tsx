import type { Reaction } from '@/server/instance'
import { StreamLink } from '../stream-link.tsx'

type Props = { title: string; links: readonly Reaction[]; isStored: boolean }

/** The commands that followed, in order, and what became of each. */
export function Chain({ title, links, isStored }: Props) {
  if (links.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="font-medium">{title}</h3>
      <ol className="between">
        {links.map(({ issuer, command, domain, root, status, reason, events = [] }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is told is told once, in this order
          <li key={n}>
            <span className="text-muted">{issuer} →</span> <strong>{command}</strong>{' '}
            {isStored ? <StreamLink domain={domain} root={root} /> : domain}{' '}
            <span className="text-muted">
              {status === 'rejected'
                ? `refused: ${reason}`
                : events.map(({ type, sequence }) => `#${sequence} ${type}`).join(', ')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
