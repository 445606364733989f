import type { ShownDeadLetter } from '@/server/instance'
import { PageLink } from '../../ui/page-link.tsx'
import { StreamLink } from '../stream-link.tsx'
import { actorWords } from './words.ts'

type Place = { readonly domain: string; readonly root: string; readonly edition: string; readonly sequence: number }
const last = <T extends string>({ history }: ShownDeadLetter, type: T) =>
  history.findLast(page => page.type === type)?.data as
    | { reviewer: string; reason: string; events: readonly Place[]; event: Place; problem: { message: string } }
    | undefined

/** How it stands, in a sentence: told only once the event that says so is there. */
export function Standing({ letter }: { letter: ShownDeadLetter }) {
  return (
    <div role="status" className="standing" data-status={letter.state.status}>
      <StandingWords letter={letter} />
    </div>
  )
}

function StandingWords({ letter }: { letter: ShownDeadLetter }) {
  const { status, pending, decided } = letter.state
  const by = actorWords(decided?.by ?? '')
  if (pending) return <p>On its way: {by} has resubmitted it, and there is no answer yet.</p>
  if (status === 'resubmitted') {
    const events = last(letter, 'DeadLetterResolved')?.events ?? []
    return (
      <p>
        Resubmitted by {by}: “{last(letter, 'DeadLetterResubmitted')?.reason}”.{' '}
        {events.length === 0 ? 'It went through.' : 'It led to '}
        <Places places={events} />
      </p>
    )
  }
  if (status === 'accepted') {
    const { reason, event } = last(letter, 'DeadLetterAccepted') ?? {}
    return (
      <p>
        Accepted by {by} as already done: “{reason}”. It was done by <Places places={event ? [event] : []} />
      </p>
    )
  }
  if (status === 'discarded')
    return (
      <p>
        Discarded by {by}: “{last(letter, 'DeadLetterDiscarded')?.reason}”.
      </p>
    )
  const failed = last(letter, 'DeadLetterReopened')
  if (letter.blockedBy)
    return (
      <p>
        It waits:{' '}
        <PageLink className="desk-link" href={`/admin/dead-letters/${letter.blockedBy}`}>
          an older one of the same stream
        </PageLink>{' '}
        is decided first.
      </p>
    )
  return failed ? <p className="text-error">The last attempt failed: {failed.problem.message}</p> : null
}

function Places({ places }: { places: readonly Place[] }) {
  return places.map(({ domain, root, edition, sequence }) => (
    <span key={`${domain} ${root} ${sequence}`}>
      <StreamLink domain={domain} root={root} edition={edition} at={sequence} />{' '}
    </span>
  ))
}
