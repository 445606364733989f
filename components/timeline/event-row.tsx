'use client'
import type { ComponentType } from 'react'
import { PageLink } from '../ui/page-link.tsx'
import type { Row } from './chains.ts'
import type { TimelinePage } from './stretch.ts'
import { clock, shortened, whole } from './words.ts'

/** What a product knows of its events: a mark for each kind of stream, and where an event can be looked at. */
export type Shown = {
  readonly Mark: ComponentType<{ domain: string }>
  readonly linkOf: (page: TimelinePage) => string | undefined
}
type Props = {
  id: string
  row: Row
  top: number
  selected: boolean
  shown: Shown
  onSelect: (position: number) => void
  onUnfold: (lead: number) => void
}

export function EventRow({ id, row: { page, lead, followers }, top, selected, shown, onSelect, onUnfold }: Props) {
  const { position, recordedAt, domain, root, sequence, type, by, words } = page
  const link = shown.linkOf(page)
  const { Mark } = shown
  const stream = (
    <>
      <Mark domain={domain} /> {domain} {shortened(root)}
    </>
  )
  return (
    <tr
      id={id}
      aria-rowindex={position + 1}
      aria-selected={selected}
      className="event-row"
      style={{ transform: `translateY(${top}px)` }}
      data-follows-on={lead === position ? undefined : ''}
      onClick={() => onSelect(position)}
    >
      <td>
        <time dateTime={recordedAt}>{clock(recordedAt)}</time>
      </td>
      <td className="number">{whole(position)}</td>
      <td className="stream">
        {link ? (
          <PageLink href={link} tabIndex={-1}>
            {stream}
          </PageLink>
        ) : (
          stream
        )}
      </td>
      <td className="number">{sequence}</td>
      <td className="type">
        {type}
        {followers > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            className="followers"
            aria-label={`${followers} that follow from it`}
            onClick={event => {
              event.stopPropagation()
              onUnfold(lead)
            }}
          >
            +{followers}
          </button>
        ) : null}
      </td>
      <td className="by">{by}</td>
      <td className="words">{words}</td>
    </tr>
  )
}
