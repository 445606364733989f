'use client'
import { useQueries } from '@tanstack/react-query'
import type { EditionRow } from '@/engine/edition'
import { whole } from '../../timeline/words.ts'
import { EditionMark } from '../../ui/edition-mark.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { LaneGraph } from './lane-graph.tsx'
import { type Lane, lanesOf } from './lanes.ts'
import { type Plan, planQuery } from './use-plan.ts'
import { aheadWords, divergenceWords, statusWords } from './words.ts'

/** Of so many open editions it is asked how far they and main went apart. */
const mostPlans = 30
const columns = ['Edition', 'Leaves main', 'Ahead / behind', 'By', 'Made', 'Status']

/** Branches of history, newest first, each with its lane. */
export function EditionTable({ rows }: { rows: readonly EditionRow[] }) {
  const lanes = lanesOf(rows)
  const open = rows.filter(({ status }) => status === 'open').slice(0, mostPlans)
  const plans = useQueries({ queries: open.map(({ name }) => planQuery(name)) })
  const planOf = (row: EditionRow) => plans[open.indexOf(row)]
  return (
    <div className="edition-list">
      <LaneGraph lanes={lanes} />
      <table className="edition-table" aria-label="Editions">
        <thead>
          <tr>
            {columns.map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Row key={row.name} row={row} lane={lanes[at]} plan={planOf(row)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = {
  row: EditionRow
  lane: Lane | undefined
  plan: { data?: Plan | undefined; isError: boolean } | undefined
}

function Row({ row, lane, plan }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <EditionMark mark={lane?.mark ?? null} />
        <span className="min-w-0">
          <PageLink href={`/admin/editions/${row.name}`}>{row.name}</PageLink>
          <span className="edition-purpose" title={row.purpose}>
            {row.purpose}
          </span>
        </span>
      </th>
      <td>{divergenceWords(row)}</td>
      <td className="edition-apart">
        {plan?.isError ? 'could not be read' : plan?.data ? aheadWords(plan.data) : row.status === 'open' ? '…' : '–'}
        {plan?.data && plan.data.events > 0 ? <InStreams plan={plan.data} /> : null}
      </td>
      <td className="edition-by">{row.owner}</td>
      <td>
        <When at={row.createdAt} />
      </td>
      <td>
        <span className="status-chip" data-status={row.status}>
          {statusWords[row.status]}
        </span>
      </td>
    </tr>
  )
}

function InStreams({ plan: { streams, busy } }: { plan: Plan }) {
  return (
    <span className="text-muted">
      {' '}
      in {whole(streams.length)} {streams.length === 1 ? 'stream' : 'streams'}
      {busy ? ', something is not finished' : ''}
    </span>
  )
}
