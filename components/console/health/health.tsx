'use client'
import { useQuery } from '@tanstack/react-query'
import type { VitalsTold } from '@/server/instance'
import { get } from '../../live/http.ts'
import { whole } from '../../timeline/words.ts'
import { When } from '../../ui/when.tsx'
import { span } from '../consumers/words.ts'
import { errorWords } from '../problem.ts'
import { Plots } from './plots.tsx'
import { Settings } from './settings.tsx'
import { VerifyPanel } from './verify-panel.tsx'
import type { Health as Told } from './words.ts'

type Props = { health: Told; first: VitalsTold | undefined }

const everyMs = 5000

/** Whether this process and its store can be trusted: what they are doing, and how they are set. */
export function Health({ health, first }: Props) {
  const { data, error } = useQuery({
    queryKey: ['vitals'],
    queryFn: () => get<VitalsTold>('/api/vitals'),
    refetchInterval: everyMs,
    ...(first ? { initialData: first } : {}),
  })
  return (
    <div className="desk">
      <h1>Health</h1>
      <p className="desk-facts">
        <span>Riverbook {health.version}</span>
        <span>Node {health.node}</span>
        <span>PostgreSQL {health.durability.serverVersion}</span>
        {data ? (
          <span>
            started <When at={new Date(data.startedAt).toISOString()} />
          </span>
        ) : null}
      </p>
      {error ? (
        <p role="alert" className="text-error text-sm">
          The figures could not be read{data ? ' again: what is shown may be old' : ''}. {errorWords(error)}
        </p>
      ) : null}
      {data ? <Plots samples={data.samples} every={span(data.everyMs)} /> : null}
      <Settings durability={health.durability} />
      <VerifyPanel />
      {data ? <Alive processes={data.processes} /> : null}
    </div>
  )
}

/** Who holds consumers, and renews that every second. */
function Alive({ processes }: Pick<VitalsTold, 'processes'>) {
  return (
    <section className="desk-section" aria-labelledby="alive">
      <h2 id="alive">Processes alive</h2>
      <ul className="lines">
        {processes.map(({ owner, isHere, consumers }) => (
          <li key={owner} className="flex-wrap py-1">
            <span className="font-mono text-xs">{owner}</span>
            {isHere ? <strong>this one</strong> : null}
            <span className="text-muted" title={consumers.join(', ')}>
              runs {whole(consumers.length)} {consumers.length === 1 ? 'consumer' : 'consumers'}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-muted text-xs">One that holds no consumer at this moment does not appear here.</p>
    </section>
  )
}
