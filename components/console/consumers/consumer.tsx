'use client'
import type { ConsumerTold } from '@/server/instance'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { errorWords, isMissing } from '../problem.ts'
import { Unread } from '../unread.tsx'
import { Actions } from './actions.tsx'
import { History } from './history.tsx'
import { StandingChip } from './standing-chip.tsx'
import { Trend } from './trend.tsx'
import { useConsumer } from './use-consumers.ts'
import { WaitingStreams } from './waiting-streams.tsx'
import { kindWords, lagWords, whyWords } from './words.ts'

type Props = { name: string; first: ConsumerTold | undefined }

/** One consumer: where it stands, what it waits behind, what it takes, and what was done with it. */
export function Consumer({ name, first }: Props) {
  const { data, error } = useConsumer(name, first)
  if (!data)
    return (
      <Unread
        what={name}
        why={isMissing(error) || !error ? 'There is no such consumer.' : errorWords(error)}
        back="/admin/projections"
      />
    )
  const { consumer: row, inputs, waiting, history } = data
  const why = whyWords(row)
  const lagTop = Math.max(0, ...row.trend.map(([, lag]) => lag))
  const timeTop = Math.max(0, ...row.trend.map(([, , lagMs]) => lagMs)) / 1000
  return (
    <div className="desk">
      <PageLink href="/admin/projections" className="desk-back">
        ← Projections
      </PageLink>
      <header className="desk-head">
        <h1>{name}</h1>
        <StandingChip standing={row.standing} />
      </header>
      <p className="desk-facts">
        <span>
          {row.consistency === 'inline' ? 'inline ' : ''}
          {kindWords[row.kind]}, version {row.version}
        </span>
        <span>
          at {whole(row.position)} of {whole(row.head)}
        </span>
        <span>{lagWords(row)}</span>
        <span>{row.isHere ? 'runs in this process' : 'runs in another process'}</span>
        {data.rebuild ? <span>{whole(data.rebuild.rows)} rows</span> : null}
      </p>
      {error ? <p className="text-error text-sm">What is shown may be old: {errorWords(error)}</p> : null}
      {why ? (
        <p className="standing" data-status={row.standing}>
          {why}
        </p>
      ) : null}
      <Actions row={row} />
      <section className="plots" aria-label="The last minutes">
        <figure>
          <figcaption>
            Lag, at most {whole(lagTop)} {lagTop === 1 ? 'event' : 'events'}
          </figcaption>
          <Trend size="plot" label="Lag in events" points={row.trend.map(([at, lag]) => [at, lag])} />
        </figure>
        <figure>
          <figcaption>Age of the oldest event, at most {timeTop.toFixed(1)} s</figcaption>
          <Trend size="plot" label="Lag in seconds" points={row.trend.map(([at, , lagMs]) => [at, lagMs / 1000])} />
        </figure>
      </section>
      <WaitingStreams waiting={waiting} />
      <section className="desk-section" aria-labelledby="inputs">
        <h2 id="inputs">What it takes</h2>
        {inputs.map(({ domain, types }) => (
          <p key={domain} className="inputs">
            <strong>{domain}</strong> {types.join(', ')}
          </p>
        ))}
        {inputs.length === 0 ? <p className="text-muted">The engine’s own: what it takes stands in its code.</p> : null}
      </section>
      {row.consistency ? <History history={history} /> : null}
    </div>
  )
}
