import { Check } from 'lucide-react'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { calmLine, type ReadOverview, recent, type Told, tilesOf } from './tiles.ts'

type Props = { read: ReadOverview }

/** Whether somebody has to do anything, and where. */
export function Overview({ read }: Props) {
  const tiles = tilesOf(read)
  const calm = calmLine(tiles, read.consumers)
  const newest = 'value' in read.newest ? read.newest.value.pages[0] : undefined
  return (
    <div className="overview">
      <h1>Overview</h1>
      <ul className="tiles">
        {tiles.map(({ label, href, figure, word, mood }) => (
          <li key={label}>
            <PageLink href={href} className="tile" data-mood={mood}>
              <span className="tile-label">{label}</span>
              <span className="tile-figure">{figure ?? 'Not known'}</span>
              <span className="tile-word">
                {label === 'Events in the log' && newest ? (
                  <>
                    newest <When at={newest.recordedAt} />
                  </>
                ) : (
                  word
                )}
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
      {calm ? (
        <p className="calm">
          <Check size={16} aria-hidden /> {calm}
        </p>
      ) : null}
      <Panel title="Recent operations" read={read.operations} shows={rows => <Operations rows={recent(rows)} />} />
      <Panel
        id="consumers"
        title="Consumers of the log"
        read={read.consumers}
        shows={({ projections }) => <Consumers rows={projections} />}
      />
    </div>
  )
}

type PanelProps<T> = { id?: string; title: string; read: Told<T>; shows: (value: T) => React.ReactNode }

function Panel<T>({ id, title, read, shows }: PanelProps<T>) {
  return (
    <section id={id} className="panel" aria-label={title}>
      <h2>{title}</h2>
      {'value' in read ? shows(read.value) : <p className="text-error">Could not be read: {read.unread}</p>}
    </section>
  )
}

function Operations({ rows }: { rows: ReturnType<typeof recent> }) {
  if (rows.length === 0) return <p className="text-muted">None yet. Rebuilds and bulk decisions appear here.</p>
  return (
    <ul className="lines">
      {rows.map(({ id, kind, status, done, total, startedAt }) => (
        <li key={id}>
          <PageLink href={`/admin/operations/${id}`}>{kind}</PageLink>
          <span className="text-muted">
            {status}
            {status === 'running' && total > 0 ? ` ${Math.floor((100 * done) / total)} %` : ''}
          </span>
          <When at={startedAt} className="ml-auto text-muted" />
        </li>
      ))}
    </ul>
  )
}

type Consumer = Extract<ReadOverview['consumers'], { value: unknown }>['value']['projections'][number]

function Consumers({ rows }: { rows: readonly Consumer[] }) {
  return (
    <ul className="lines">
      {rows.map(({ name, lag, lagMs, paused }) => (
        <li key={name}>
          <PageLink href={`/admin/projections/${name}`}>{name}</PageLink>
          <span className="ml-auto text-muted">
            {paused ? 'paused · ' : ''}
            {lag === 0 ? 'at the head' : `${lag.toLocaleString('en-US')} behind, ${(lagMs / 1000).toFixed(1)} s`}
          </span>
        </li>
      ))}
    </ul>
  )
}
