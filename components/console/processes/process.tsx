'use client'
import type { EventBook, ProcessTold } from '@/server/instance'
import { PageLink } from '../../ui/page-link.tsx'
import { JsonTree } from '../json/json-tree.tsx'
import { errorWords, isMissing } from '../problem.ts'
import { Unread } from '../unread.tsx'
import { useNow } from '../use-now.ts'
import { StatusChip } from './status-chip.tsx'
import { StepList } from './step-list.tsx'
import { TimeoutList } from './timeout-list.tsx'
import { useProcess } from './use-processes.ts'
import { stuckWords, waitingWords } from './words.ts'

type Props = { name: string; id: string; first: ProcessTold | undefined; book: EventBook | undefined }

/**
 * One instance: what it waits for and why it may not go on, its timeouts, what happened step by step, and its state. What
 * failed is tried again where it lies: as a dead letter, or as a timeout that is fired.
 */
export function Process({ name, id, first, book }: Props) {
  const { data: row, error } = useProcess(name, id, first)
  const now = useNow()
  if (!row)
    return (
      <Unread
        what={`${name} ${id}`}
        why={isMissing(error) || !error ? 'There is no such process.' : errorWords(error)}
        back="/admin/processes"
      />
    )
  const at = now ?? Date.parse(row.last?.at ?? '')
  return (
    <div className="desk">
      <PageLink href="/admin/processes" className="desk-back">
        ← Processes
      </PageLink>
      <header className="desk-head">
        <h1>
          {name} <span className="font-mono text-base">{id}</span>
        </h1>
        <StatusChip status={row.status} />
      </header>
      {error ? <p className="text-error text-sm">What is shown may be old: {errorWords(error)}</p> : null}
      <div className="standing" data-status={row.status}>
        <p>
          In step <strong>{row.step}</strong>, {waitingWords(row, at)}.
        </p>
        {row.stuck.map(one => (
          <p key={one.kind === 'letter' ? one.letter : one.timeout}>
            {stuckWords(one, at)}.{' '}
            {one.kind === 'letter' ? (
              <PageLink className="desk-link" href={`/admin/dead-letters/${one.letter}`}>
                Retry or decide
              </PageLink>
            ) : (
              <a className="desk-link" href="#timeouts">
                Fire or cancel it
              </a>
            )}
          </p>
        ))}
      </div>
      <TimeoutList process={name} id={id} due={row.due} now={at} />
      <div className="process-columns">
        <StepList row={row} first={book} now={at} />
        <section className="desk-section" aria-labelledby="state">
          <h2 id="state">State</h2>
          <div className="panel">
            <JsonTree label="State" value={row.state} />
          </div>
        </section>
      </div>
    </div>
  )
}
