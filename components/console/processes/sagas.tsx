import type { ProcessesPage } from '@/server/instance'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { lagWords } from '../consumers/words.ts'
import { StatusChip } from './status-chip.tsx'

type Saga = ProcessesPage['sagas'][number]

const statusOf = ({ lag, letters, parked }: Saga) => {
  if (letters + parked > 0) return 'stuck'
  return lag > 0 ? 'running' : 'done'
}
const count = (value: number, one: string, many: string) => `${whole(value)} ${value === 1 ? one : many}`

const words = (saga: Saga): string =>
  [
    ...(saga.letters > 0 ? [count(saga.letters, 'dead letter waits', 'dead letters wait')] : []),
    ...(saga.parked > 0 ? [count(saga.parked, 'stream waits', 'streams wait')] : []),
    `answers ${saga.types.join(', ')} of ${saga.domain}`,
    lagWords(saga),
  ].join(' · ')

/** They keep no state: an event in, commands out. What they could not do are dead letters. */
export function Sagas({ sagas }: Pick<ProcessesPage, 'sagas'>) {
  if (sagas.length === 0) return null
  return (
    <section className="desk-section" aria-labelledby="sagas">
      <h2 id="sagas">Sagas</h2>
      <ul className="desk-list" aria-label="Sagas">
        {sagas.map(saga => (
          <li key={saga.name}>
            <PageLink href={`/admin/projections/${saga.name}`} className="desk-row">
              <span className="desk-row-main">
                <strong>{saga.name}</strong>
              </span>
              <StatusChip status={statusOf(saga)} />
              <span className="desk-row-more">{words(saga)}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
