import type { BulkCounts } from '@/engine/dead-letter-bulk'
import type { Resent } from '@/engine/edition-rebase'
import type { OperationRow } from '@/engine/operation'
import { whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { JsonTree } from '../json/json-tree.tsx'
import { StreamLink } from '../stream-link.tsx'
import { type RebuildResult, Rebuilt, Verified, type VerifyResult } from './engine-results.tsx'
import { type Filtered, NewSince } from './new-since.tsx'
import { isRunning } from './use-operation.ts'

/** What came of it so far: of the engine's own kinds in words, of any other as it is. */
export function Result({ row }: { row: OperationRow }) {
  const { kind, result } = row
  if (result === null || typeof result !== 'object') return null
  return (
    <section className="desk-section" aria-labelledby="result">
      <h2 id="result">{isRunning(row) ? 'Result so far' : 'Result'}</h2>
      {kind === 'dead-letters' ? (
        <>
          <Decided counts={result as unknown as Decisions} />
          <NewSince filter={row.params as unknown as Filtered} since={row.startedAt} />
        </>
      ) : kind === 'rebase' ? (
        <Rebased result={result as unknown as RebaseResult} isOver={row.status === 'completed'} />
      ) : kind === 'rebuild' ? (
        <Rebuilt result={result as unknown as RebuildResult} name={projectionIn(row)} />
      ) : kind === 'verify' ? (
        <Verified result={result as unknown as VerifyResult} />
      ) : (
        <JsonTree label="Result" value={result} />
      )}
    </section>
  )
}

const projectionIn = ({ params }: OperationRow) =>
  String((params as { readonly projection?: string } | null)?.projection)

type Decisions = BulkCounts & { readonly left?: number }

function Decided({ counts: { succeeded, failed, refused, problems, left = 0 } }: { counts: Decisions }) {
  return (
    <>
      <dl className="counts">
        <Count label="Succeeded" value={succeeded} />
        <Count label="Failed again" value={failed} />
        <Count label="Left to others" value={refused} />
        {left > 0 ? <Count label="More than one operation takes" value={left} /> : null}
      </dl>
      <ul className="mt-2 text-sm">
        {Object.entries(problems).map(([reason, count]) => (
          <li key={reason}>
            {whole(count)} × {reason}
          </li>
        ))}
      </ul>
    </>
  )
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{whole(value)}</dd>
    </div>
  )
}

type RebaseResult = { readonly edition: string; readonly commands: readonly Resent[] }
const outcomes = { clean: 'Clean', refused: 'Refused', 'needs-decision': 'Needs decision' } as const

function Rebased({ result: { edition, commands }, isOver }: { result: RebaseResult; isOver: boolean }) {
  const of = (outcome: Resent['outcome']) => commands.filter(one => one.outcome === outcome).length
  return (
    <>
      <p>
        {whole(of('clean'))} clean, {whole(of('refused'))} refused, {whole(of('needs-decision'))} to be decided.
      </p>
      <ol className="rebased">
        {commands.map(({ commandId, type, domain, root, outcome, events, message, deadLetterId }) => (
          <li key={commandId}>
            <span className="status-chip" data-status={outcome}>
              {outcomes[outcome]}
            </span>
            <span>
              <strong>{type}</strong> <StreamLink domain={domain} root={root} edition={edition} />{' '}
              <span className="text-muted">
                {outcome === 'clean' ? `${whole(events)} ${events === 1 ? 'event' : 'events'}` : message}
              </span>{' '}
              {deadLetterId ? (
                <PageLink className="desk-link" href={`/admin/dead-letters/${deadLetterId}`}>
                  Decide
                </PageLink>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      {isOver ? (
        <PageLink className="inspector-link mt-3" href={`/admin/editions/${edition}?tab=merge`}>
          Go on to the merge of {edition}
        </PageLink>
      ) : null}
    </>
  )
}
