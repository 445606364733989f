'use client'
import { useMemo } from 'react'
import { beforeAll, type HandHistory } from '@/domain/replay/history'
import { seatViewAt, tableViewAt, tapeOf } from '@/domain/replay/tape'
import { Felt } from '../table/felt.tsx'
import type { Compared } from './difference.ts'

type Titles = { readonly left: string; readonly right: string }
type Props = {
  left: HandHistory
  right: HandHistory
  titles: Titles
  compared: Compared
  row: number
  onRow: (row: number) => void
}

/** Where a line stands once this row is told: a row that only the other one has changes nothing here. */
const standing = ({ shared, rows }: Compared, side: 'left' | 'right', row: number): number =>
  rows.slice(0, row + 1).findLast(each => each[side])?.[side]?.moment.sequence ?? shared - 1

function Table({ history, title, at }: { history: HandHistory; title: string; at: number }) {
  const tape = useMemo(() => tapeOf(history), [history])
  const frame = tape.at(Math.max(beforeAll, at))
  return (
    <figure>
      <figcaption>
        {title} <span className="text-muted">#{at}</span>
      </figcaption>
      <Felt
        table={tableViewAt(frame, history)}
        view={seatViewAt(frame, history.viewer)}
        viewer={history.viewer}
        clockOffset={null}
        label={`Table: ${title}`}
      />
    </figure>
  )
}

/** Both tables in step: one slider for two hands. */
export function CompareTables({ left, right, titles, compared, row, onRow }: Props) {
  const last = compared.rows.length - 1
  const [here, there] = [standing(compared, 'left', row), standing(compared, 'right', row)]
  return (
    <section className="compare-tables" aria-label="Both tables in step">
      <div>
        <Table history={left} title={titles.left} at={here} />
        <Table history={right} title={titles.right} at={there} />
      </div>
      <input
        type="range"
        aria-label="Row of the comparison"
        aria-valuetext={`Row ${row + 1} of ${last + 1}: ${titles.left} at event ${here}, ${titles.right} at event ${there}`}
        min={-1}
        max={last}
        step={1}
        value={row}
        onChange={event => onRow(event.target.valueAsNumber)}
      />
    </section>
  )
}
