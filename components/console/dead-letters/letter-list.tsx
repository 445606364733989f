import type { DeadLetterListed } from '@/engine/dead-letter-rows'
import { shortened } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { type Filters, searchOf } from './filters.ts'
import { StatusChip } from './status-chip.tsx'
import { actorWords, reasonWords, subjectType } from './words.ts'

type Props = { rows: readonly DeadLetterListed[]; filters: Filters }

/** One row for each dead letter, newest first. The filter goes along, so that the next one is the next one here. */
export function LetterList({ rows, filters }: Props) {
  return (
    <ul className="desk-list" aria-label="Dead letters">
      {rows.map(row => (
        <li key={row.id}>
          <PageLink href={`/admin/dead-letters/${row.id}${searchOf(filters)}`} className="desk-row">
            <span className="desk-row-main">
              <strong>{subjectType(row.subject)}</strong>{' '}
              <span className="text-muted">
                {row.domain} {shortened(row.root)} {row.edition ? `in ${row.edition}` : ''}
              </span>
            </span>
            <StatusChip status={row.blocked && row.status === 'open' ? 'blocked' : row.status} />
            <span className="desk-row-more">
              {reasonWords[row.reason]} · {row.consumer} · <When at={row.openedAt} />
              {row.failed ? ` · failed again: ${row.failed}` : ''}
              {row.claimedBy ? ` · claimed by ${actorWords(row.claimedBy)}` : ''}
              {row.decision ? ` · by ${actorWords(row.decision.by)}: ${row.decision.reason}` : ''}
            </span>
          </PageLink>
        </li>
      ))}
    </ul>
  )
}
