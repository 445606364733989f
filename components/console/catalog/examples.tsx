'use client'
import { Button } from '../../ui/button.tsx'
import { When } from '../../ui/when.tsx'
import { JsonTree } from '../json/json-tree.tsx'
import { errorWords } from '../problem.ts'
import { StreamLink } from '../stream-link.tsx'
import { useMessage } from './use-message.ts'

type Props = { domain: string; type: string; kind: 'event' | 'command' }

/** Live ones from the log, as an operator may see them: hidden parts stay hidden. */
export function Examples({ domain, type, kind }: Props) {
  const { data, error, refetch } = useMessage(domain, type)
  if (error)
    return (
      <div role="alert" className="empty">
        <p>The log could not be read. {errorWords(error)}</p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    )
  if (!data) return <p className="text-muted">Reading…</p>
  const shown = kind === 'event' ? data.examples : data.sent
  if (shown.length === 0)
    return (
      <p className="empty">
        {kind === 'event'
          ? 'Never emitted: there is none in the log.'
          : `None among what led to the last events of ${domain}.`}
      </p>
    )
  return (
    <ul className="desk-section">
      {shown.map(one => (
        <li key={`${one.root} ${one.edition} ${one.sequence}`} className="panel">
          <p className="desk-facts">
            <StreamLink domain={one.domain} root={one.root} edition={one.edition} at={one.sequence} />
            <span>by {one.actor}</span>
            <When at={one.recordedAt} />
          </p>
          <JsonTree label={`${type} as it was ${kind === 'event' ? 'stored' : 'sent'}`} value={one.data} />
        </li>
      ))}
    </ul>
  )
}
