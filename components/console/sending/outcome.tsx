import type { EventBook, Speculated } from '@/server/instance'
import type { Problem } from '../../live/http.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { correlationPath } from '../addresses.ts'
import { DifferenceList } from '../json/difference-list.tsx'
import { problemWords } from '../problem.ts'
import { StreamLink } from '../stream-link.tsx'
import { Chain } from './chain.tsx'

export type Outcome =
  | { readonly kind: 'tried'; readonly value: Speculated }
  | { readonly kind: 'sent'; readonly value: EventBook }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly isTrial: boolean }

/** What it would come to, came to, or why not. */
export function OutcomePanel({ outcome }: { outcome: Outcome | null }) {
  return (
    <section aria-label="Result" aria-live="polite" className="panel outcome">
      <h2>Result</h2>
      {outcome === null ? (
        <p className="text-muted">Nothing was sent yet. Speculating stores nothing: it shows what would come of it.</p>
      ) : outcome.kind === 'refused' ? (
        <Refusal {...outcome} />
      ) : (
        <Book outcome={outcome} />
      )}
    </section>
  )
}

function Refusal({ problem, isTrial }: { problem: Problem; isTrial: boolean }) {
  const { reason, rule, params = {}, status, deadLetterId } = problem
  if (deadLetterId)
    return (
      <p className="standing">
        It waits for review: the stream had moved on.{' '}
        <PageLink href={`/admin/dead-letters/${deadLetterId}`} className="desk-link">
          To the dead letter
        </PageLink>
      </p>
    )
  return (
    <div className="standing" data-status="refused">
      <p>
        <strong>{isTrial ? 'It would be refused' : 'Refused'}:</strong> {problemWords(problem)}
      </p>
      <p className="text-muted">
        {[
          reason,
          rule ? `rule ${rule}` : '',
          ...Object.entries(params).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
          `status ${status}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}

const countWords = (kind: 'tried' | 'sent', count: number, isOld: boolean) => {
  if (isOld) return 'This was recorded before: it is stored once.'
  if (count === 0)
    return kind === 'tried' ? 'It would go through without an event: it is so already.' : 'It is so already: no event.'
  const events = count === 1 ? 'one event' : `${count} events`
  return kind === 'tried' ? `It would lead to ${events}. Nothing is stored.` : `Stored: ${events}.`
}

function Book({ outcome: { kind, value } }: { outcome: Exclude<Outcome, { kind: 'refused' }> }) {
  const { cover, pages, merged, pending = [], reactions = [], reactionErrors = [] } = value
  return (
    <>
      <p className="standing" data-status={kind === 'sent' ? 'accepted' : undefined}>
        {countWords(kind, pages.length, value.alreadyProcessed === true)}
      </p>
      <ol className="between" aria-label="Events">
        {pages.map(({ eventId, sequence, type, data }) => (
          <li key={eventId}>
            <strong>{type}</strong>{' '}
            {kind === 'sent' ? (
              <StreamLink {...cover} at={sequence} />
            ) : (
              <span className="text-muted">#{sequence}</span>
            )}{' '}
            <code>{JSON.stringify(data)}</code>
          </li>
        ))}
      </ol>
      {merged ? (
        <p>
          Merged: meanwhile <code>{merged.intervening.join(', ') || 'nothing'}</code> had changed, this changes{' '}
          <code>{merged.mine.join(', ') || 'nothing'}</code>.
        </p>
      ) : null}
      {'before' in value ? (
        <DifferenceList
          label="State before and after"
          before={value.before}
          after={value.after}
          names={['Now', 'Then']}
        />
      ) : null}
      {pending.length > 0 ? <p className="text-muted">Not there yet: {pending.join(', ')}.</p> : null}
      <Chain title="What followed" links={reactions} isStored={kind === 'sent'} />
      <Chain title="Refused further on" links={reactionErrors} isStored={kind === 'sent'} />
      {kind === 'sent' && cover.correlationId ? (
        <PageLink href={correlationPath(cover.correlationId)} className="desk-link self-start">
          The workflow that it belongs to
        </PageLink>
      ) : null}
    </>
  )
}
