import type { ConsumerTold } from '@/server/instance'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'

const words = { paused: 'Paused', resumed: 'Resumed', rebuild: 'Rebuilt' } as const

/** Who let it stand, go on or be made anew, and why. */
export function History({ history }: Pick<ConsumerTold, 'history'>) {
  return (
    <section className="desk-section" aria-labelledby="history">
      <h2 id="history">History</h2>
      {history.length === 0 ? <p className="text-muted">Nobody has paused or rebuilt it yet.</p> : null}
      <ol className="lines">
        {history.map(({ at, what, by, reason, operation, outcome }) => (
          <li key={`${at} ${what}`} className="flex-wrap">
            <When at={at} className="w-28 flex-none text-muted" />
            {operation ? (
              <PageLink className="desk-link" href={`/admin/operations/${operation}`}>
                {words[what]}: {outcome}
              </PageLink>
            ) : (
              <strong>{words[what]}</strong>
            )}
            <span className="text-muted">by {by}</span>
            {reason ? <q>{reason}</q> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
