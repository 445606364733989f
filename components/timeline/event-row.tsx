'use client'
import type { Row } from './chains.ts'
import type { Look } from './look.ts'
import { eventRowId } from './row-grid.tsx'

type Props = {
  row: Row
  top: number
  selected: boolean
  fresh: boolean
  look: Look
  onUnfold: (lead: number) => void
}

export function EventRow({ row: { page, lead, followers }, top, selected, fresh, look, onUnfold }: Props) {
  const { position } = page
  const chain =
    followers > 0 ? (
      <button
        type="button"
        tabIndex={-1}
        className="followers"
        aria-label={`${followers} that follow from it`}
        onClick={() => onUnfold(lead)}
      >
        +{followers}
      </button>
    ) : null
  return (
    <tr
      id={eventRowId(position)}
      aria-rowindex={position + 1}
      aria-selected={selected}
      className="event-row"
      data-fresh={fresh ? '' : undefined}
      style={{ transform: `translateY(${top}px)` }}
      data-follows-on={lead === position ? undefined : ''}
    >
      {look.cells(page, chain)}
    </tr>
  )
}
