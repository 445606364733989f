'use client'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { Row } from './chains.ts'
import { EventRow } from './event-row.tsx'
import type { Look } from './look.ts'
import { eventRowId, RowGrid, stepOf, useRows } from './row-grid.tsx'
import { usePress } from './use-press.ts'
import { useRowHeight } from './use-row-height.ts'

type Props = {
  rows: readonly Row[]
  head: number
  follows: boolean
  freshAfter: number
  selected: number | null
  look: Look
  /** The list comes near an end of what is held, or leaves and reaches the end of the log. */
  onNear: (end: 'older' | 'newer') => void
  onLeave: () => void
  onReach: () => void
  onSelect: (position: number | null) => void
  onUnfold: (lead: number) => void
}

const nearRows = 60

export function EventList(props: Props) {
  const { rows, head, follows, freshAfter, selected, look, onLeave, onSelect, onUnfold } = props
  const box = useRef<HTMLDivElement>(null)
  const height = useRowHeight(look.height)
  const { isHeld, press } = usePress({ follows, onPress: onLeave, onSelect })
  const isQuick = follows || isHeld
  const virtual = useRows({
    box,
    height,
    count: rows.length,
    keyOf: index => rows[index]?.page.position ?? index,
    isQuick,
  })
  const onScroll = useAnchor(box, height, props)
  const moveTo = (index: number) => {
    const to = Math.min(rows.length - 1, Math.max(0, index))
    const row = rows[to]
    if (!row) return
    onSelect(row.page.position)
    virtual.scrollToIndex(to)
  }
  const at = rows.findIndex(({ page }) => page.position === selected)
  const from = (step: number) => (at >= 0 ? at : step > 0 ? (virtual.range?.startIndex ?? 0) - 1 : rows.length)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event)
    const row = rows[at]
    if (step !== undefined) moveTo(from(step) + step)
    else if ((event.key === 'Enter' || event.key === ' ') && row?.followers) onUnfold(row.lead)
    else return
    event.preventDefault()
  }
  return (
    <RowGrid
      box={box}
      rows={virtual}
      look={look.name}
      columns={look.columns}
      rowCount={head + 1}
      activeId={at >= 0 ? eventRowId(selected ?? 0) : undefined}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
      press={press}
      isQuick={isQuick}
    >
      {(index, top) => {
        const row = rows[index]
        return row ? (
          <EventRow
            row={row}
            top={top}
            selected={row.page.position === selected}
            fresh={row.page.position > freshAfter}
            look={look}
            onUnfold={onUnfold}
          />
        ) : null
      }}
    </RowGrid>
  )
}

/** Holds what is looked at in its place, whatever is added or taken away above it; or stays at the end. */
const useAnchor = (box: { readonly current: HTMLDivElement | null }, height: number, props: Props) => {
  const { rows, follows, onNear, onLeave, onReach } = props
  // Where one comes in by a link, what was before shows above.
  const anchor = useRef({ position: rows[0]?.page.position ?? 0, offset: -3 * height })
  const placed = useRef(0)
  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    const { position, offset } = anchor.current
    const at = rows.findIndex(({ page }) => page.position >= position)
    const top = follows || at < 0 ? current.scrollHeight - current.clientHeight : at * height + offset
    if (Math.abs(current.scrollTop - top) >= 1) current.scrollTop = top
    placed.current = current.scrollTop
  }, [box, rows, follows, height])
  const near = useCallback(() => {
    const { current } = box
    if (!current) return
    const { scrollTop, scrollHeight, clientHeight } = current
    if (scrollTop < nearRows * height) onNear('older')
    if (scrollHeight - scrollTop - clientHeight < nearRows * height) onNear('newer')
  }, [box, height, onNear])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was added may not have been enough
  useEffect(near, [near, rows])
  return useCallback(() => {
    const { current } = box
    if (!current) return
    const { scrollTop, scrollHeight, clientHeight } = current
    const first = Math.min(rows.length - 1, Math.floor(scrollTop / height))
    anchor.current = { position: rows[first]?.page.position ?? 0, offset: scrollTop - first * height }
    const isAtEnd = scrollHeight - scrollTop - clientHeight < height
    const wentUp = scrollTop < placed.current - 1
    const wentDown = scrollTop > placed.current + 1
    placed.current = scrollTop
    if (follows && wentUp && !isAtEnd) onLeave()
    if (!follows && wentDown && isAtEnd) onReach()
    near()
  }, [box, rows, height, follows, near, onLeave, onReach])
}
