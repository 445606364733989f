'use client'
import type { ProcessRow } from '@/server/instance'
import { shortened, whole } from '../../timeline/words.ts'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { useNow } from '../use-now.ts'
import { StatusChip } from './status-chip.tsx'
import type { useProcesses } from './use-processes.ts'
import { streamOf, stuckWords, waitingWords } from './words.ts'

type Props = { list: ReturnType<typeof useProcesses>; status: ProcessRow['status'] | null }

export function ProcessList({ list: { newest, rows, ...list }, status }: Props) {
  const now = useNow()
  const shown = rows.filter(row => status === null || row.status === status)
  const stuck = newest?.stuck.length ?? 0
  return (
    <section className="desk-section" aria-labelledby="instances">
      <h2 id="instances">Instances</h2>
      <p className="text-muted" role="status">
        {stuck === 0 ? 'None is stuck.' : `${whole(stuck)} ${stuck === 1 ? 'is' : 'are'} stuck.`} The others by what
        happened last, newest first.
      </p>
      {shown.length === 0 ? <p className="desk-empty">No instance is like that.</p> : null}
      <ul className="desk-list" aria-label="Instances of process managers" aria-busy={list.isFetching}>
        {shown.map(row => (
          <Row key={`${row.process}/${row.key}`} row={row} now={now} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button aria-disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {list.isFetchingNextPage ? 'Reading on…' : 'Show older ones'}
        </Button>
      ) : null}
    </section>
  )
}

/** Until the page has come alive it is as long ago as when the row was read. */
function Row({ row, now }: { row: ProcessRow; now: number | null }) {
  const at = now ?? Date.parse(row.last?.at ?? '')
  return (
    <li>
      <PageLink href={streamOf(row)} className="desk-row">
        <span className="desk-row-main">
          <strong>{row.process}</strong> <span className="font-mono text-xs">{shortened(row.key)}</span>{' '}
          <span className="text-muted">{row.step}</span>
        </span>
        <StatusChip status={row.status} />
        <span className="desk-row-more">
          {row.stuck.map(one => (
            <b key={one.kind === 'letter' ? one.letter : one.timeout}>{stuckWords(one, at)}. </b>
          ))}
          {waitingWords(row, at)}
        </span>
      </PageLink>
    </li>
  )
}
