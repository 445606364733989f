import type { OperationRow } from '@/engine/operation'
import { percentOf, progressWords, titleOf } from './words.ts'

/** How far it is, as a bar and in numbers. */
export function Progress({ row }: { row: OperationRow }) {
  const percent = percentOf(row)
  const words = progressWords(row)
  return (
    <div>
      <div
        role="progressbar"
        aria-label={titleOf(row)}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={words}
        className="progress"
        data-status={row.status}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
      <p className="mt-1 text-sm">{words}</p>
    </div>
  )
}
