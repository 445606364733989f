import type { DeadLetterGroup } from '@/engine/dead-letter-rows'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { type Filters, searchOf } from './filters.ts'
import { reasonWords, subjectType } from './words.ts'

type Props = { groups: readonly DeadLetterGroup[]; filters: Filters }

/** One row for each kind of failure, those that still wait first. */
export function GroupList({ groups, filters }: Props) {
  const sorted = [...groups].sort((a, b) => b.unsettled - a.unsettled || b.count - a.count)
  return (
    <ul className="desk-list" aria-label="Kinds of dead letters">
      {sorted.map(({ fingerprint, reason, consumer, subject, count, unsettled, lastAt }) => (
        <li key={fingerprint}>
          <PageLink
            href={`/admin/dead-letters${searchOf({ ...filters, fingerprint }, { view: 'items' })}`}
            className="desk-row"
          >
            <span className="desk-row-main">
              <strong>{subjectType(subject)}</strong> <span className="text-muted">{reasonWords[reason]}</span>
            </span>
            <span className="desk-row-aside" data-waiting={unsettled > 0}>
              {whole(unsettled)} waiting of {whole(count)}
            </span>
            <span className="desk-row-more">
              {subject} · {consumer} · last <When at={lastAt} />
            </span>
          </PageLink>
        </li>
      ))}
    </ul>
  )
}
