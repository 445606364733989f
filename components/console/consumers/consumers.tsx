'use client'
import type { ConsumerRow, ConsumersPage } from '@/server/instance'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { ReadFailed } from '../listing.tsx'
import { Actions } from './actions.tsx'
import { StandingChip } from './standing-chip.tsx'
import { Trend } from './trend.tsx'
import { useConsumers } from './use-consumers.ts'
import { kindWords, lagWords, span, whyWords, worstFirst } from './words.ts'

/** Whoever follows the log: how far, since when, and what stands in the way; who needs somebody first. */
export function Consumers({ first }: { first: ConsumersPage | undefined }) {
  const query = useConsumers(first)
  const { data } = query
  const rows = worstFirst(data?.projections ?? [])
  const live = rows.filter(({ standing, parked }) => standing === 'live' && parked === 0).length
  return (
    <div className="desk">
      <header className="desk-head">
        <h1>Projections</h1>
        {data ? (
          <p className="text-muted">
            {live === rows.length
              ? `All ${whole(live)} consumers of the log are live.`
              : `${live} of ${rows.length} live.`}
          </p>
        ) : null}
      </header>
      <ReadFailed what="The consumers" query={query} />
      {data ? (
        <>
          <Ledger label="Projections" rows={rows.filter(isProjection)} />
          <section className="desk-section" aria-labelledby="reacting">
            <h2 id="reacting">Sagas, process managers, and the engine’s own</h2>
            <p className="text-muted">They keep no rows: there is nothing to rebuild, and none of them is paused.</p>
            <Ledger
              label="Sagas, process managers, and the engine’s own"
              rows={rows.filter(row => !isProjection(row))}
            />
          </section>
        </>
      ) : null}
    </div>
  )
}

const isProjection = ({ kind }: ConsumerRow) => kind === 'projector'

function Ledger({ label, rows }: { label: string; rows: readonly ConsumerRow[] }) {
  return (
    <table className="ledger" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Status</th>
          <th scope="col" className="ledger-number">
            Position
          </th>
          <th scope="col" className="ledger-number">
            Lag
          </th>
          <th scope="col">Last minutes</th>
          <th scope="col">Errors</th>
          {rows.some(isProjection) ? <th scope="col">Actions</th> : <td />}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.name} row={row} />
        ))}
      </tbody>
    </table>
  )
}

const trendLabel = ({ trend }: ConsumerRow) =>
  trend.length < 2
    ? 'Lag: not watched long enough yet'
    : `Lag over ${span((trend.at(-1)?.[0] ?? 0) - (trend[0]?.[0] ?? 0))}, at most ${whole(Math.max(...trend.map(([, lag]) => lag)))} events`

function Row({ row }: { row: ConsumerRow }) {
  const { name, kind, standing, position, head, trend } = row
  const why = whyWords(row)
  return (
    <tr>
      <th scope="row">
        <PageLink className="desk-link" href={`/admin/projections/${name}`}>
          {name}
        </PageLink>
        {row.consistency === 'async' ? null : (
          <span className="ledger-more">{row.consistency === 'inline' ? 'inline projection' : kindWords[kind]}</span>
        )}
      </th>
      <td>
        <StandingChip standing={standing} />
        {why ? <span className="ledger-more">{why}</span> : null}
      </td>
      <td className="ledger-number" data-label="Position">
        {whole(position)} <span className="text-muted">/ {whole(head)}</span>
      </td>
      <td className="ledger-number" data-label="Lag">
        {lagWords(row)}
      </td>
      <td className="ledger-trend">
        <Trend label={trendLabel(row)} points={trend.map(([at, lag]) => [at, lag])} />
      </td>
      <td data-label="Errors">
        <Errors row={row} />
      </td>
      {isProjection(row) ? (
        <td className="ledger-actions">
          <Actions row={row} />
        </td>
      ) : (
        <td />
      )}
    </tr>
  )
}

function Errors({ row: { name, letters, parked } }: { row: ConsumerRow }) {
  if (letters + parked === 0) return <span className="text-muted">none</span>
  return (
    <>
      {letters > 0 ? (
        <PageLink className="desk-link" href={`/admin/dead-letters?view=items&status=open&component=${name}`}>
          {whole(letters)} {letters === 1 ? 'dead letter' : 'dead letters'}
        </PageLink>
      ) : null}
      {parked > 0 ? (
        <span className="ledger-more">
          {whole(parked)} {parked === 1 ? 'stream waits' : 'streams wait'}
        </span>
      ) : null}
    </>
  )
}
