import type { ShownDeadLetter } from '@/server/instance'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { ScrollingText } from '../../ui/scrolling-text.tsx'
import { When } from '../../ui/when.tsx'
import { correlationPath } from '../addresses.ts'
import { StreamLink } from '../stream-link.tsx'
import { useNow } from '../use-now.ts'
import { StatusChip } from './status-chip.tsx'
import { actorWords, causeOf, matter, payloadOf, reasonWords, subjectType, timeLeft } from './words.ts'

/** What it is, why it is here, whose it is at the moment. */
export function LetterHeader({ letter }: { letter: ShownDeadLetter }) {
  const { subject, reason, target, consumer, openedAt, attempts, correlationId, detail, state, since } = letter
  const { sender } = payloadOf(letter)
  return (
    <header className="flex flex-col gap-2">
      <div className="desk-head">
        <h1>
          {subjectType(subject)} {matter[reason]}
        </h1>
        <StatusChip status={letter.blocked ? 'blocked' : state.status} />
        {state.claim ? <Claim by={state.claim.by} until={state.claim.until} /> : null}
      </div>
      <p className="max-w-prose">{causeOf(letter)}</p>
      <p className="desk-facts">
        <StreamLink {...target} />
        {target.edition ? <span>in {target.edition}</span> : null}
        {since ? <span>now at #{whole(since.nextSequence - 1)}</span> : null}
        {sender ? <span>sent by {actorWords(sender)}</span> : null}
        <span>{consumer === 'review' ? reasonWords[reason] : `met by ${consumer}`}</span>
        {attempts > 1 ? <span>{whole(attempts)} attempts</span> : null}
        <When at={openedAt} />
        {correlationId ? (
          <PageLink className="desk-link" href={correlationPath(correlationId)}>
            Its workflow
          </PageLink>
        ) : null}
      </p>
      {detail.includes('\n') ? (
        <details className="desk-details">
          <summary>Error with its causes</summary>
          <ScrollingText text={detail} />
        </details>
      ) : null}
    </header>
  )
}

function Claim({ by, until }: { by: string; until: number }) {
  const now = useNow()
  if (now !== null && now >= until) return <span className="text-muted text-sm">the claim of {by} has lapsed</span>
  return (
    <span className="text-muted text-sm">
      by {actorWords(by)}
      {now === null ? '' : `, ${timeLeft(until, now)} left`}
    </span>
  )
}
