import type { LogPage, ShownDeadLetter } from '@/server/instance'
import { When } from '../../ui/when.tsx'
import { actorWords } from './words.ts'

type Data = {
  readonly reviewer?: string
  readonly reason?: string
  readonly diff?: { readonly [field: string]: { readonly from: unknown; readonly to: unknown } }
  readonly problem?: { readonly message: string }
  readonly attempt?: number
}

const told: Readonly<Record<string, string>> = {
  DeadLetterOpened: 'Opened',
  DeadLetterClaimed: 'Claimed',
  DeadLetterReleased: 'Released',
  DeadLetterResubmitted: 'Resubmitted',
  DeadLetterResolved: 'Done',
  DeadLetterReopened: 'Failed again',
  DeadLetterAccepted: 'Accepted as already done',
  DeadLetterDiscarded: 'Discarded',
}

/** Its own events: nothing of it is ever lost. */
export function History({ letter: { history } }: { letter: ShownDeadLetter }) {
  return (
    <section aria-labelledby="history" className="desk-section">
      <h2 id="history">History</h2>
      <ol className="history">
        {history.map(page => (
          <Entry key={page.eventId} page={page} />
        ))}
      </ol>
    </section>
  )
}

function Entry({ page: { type, data, actor, recordedAt, sequence } }: { page: LogPage }) {
  const { reviewer, reason, diff = {}, problem, attempt } = data as Data
  return (
    <li>
      <span className="text-muted">#{sequence}</span>
      <span>
        <strong>{told[type] ?? type}</strong>
        {attempt ? `, attempt ${attempt}` : ''} <span className="text-muted">by {actorWords(reviewer ?? actor)}</span>
        {type === 'DeadLetterOpened' || !reason ? null : <q className="ml-2">{reason}</q>}
        {problem ? <span className="ml-2 text-error">{problem.message}</span> : null}
        {Object.entries(diff).map(([field, { from, to }]) => (
          <code key={field} className="block text-xs">
            ~ {field}: {JSON.stringify(from)} → {JSON.stringify(to)}
          </code>
        ))}
      </span>
      <When at={recordedAt} className="text-muted text-xs" />
    </li>
  )
}
