'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { Row } from './chains.ts'
import { EventRow, type Shown } from './event-row.tsx'
import { useRowHeight } from './use-row-height.ts'

type Props = {
  rows: readonly Row[]
  head: number
  follows: boolean
  selected: number | null
  shown: Shown
  /** The list comes near an end of what is held, or leaves and reaches the end of the log. */
  onNear: (end: 'older' | 'newer') => void
  onLeave: () => void
  onReach: () => void
  onSelect: (position: number | null) => void
  onUnfold: (lead: number) => void
}

const columns = ['Time', '#', 'Stream', 'n', 'Type', 'By', 'What happened']
const nearRows = 60
const idOf = (position: number) => `event-${position}`

export function EventList(props: Props) {
  const { rows, head, selected, shown, onSelect, onUnfold } = props
  const box = useRef<HTMLDivElement>(null)
  const height = useRowHeight()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
    scrollPaddingEnd: 40,
    getItemKey: index => rows[index]?.page.position ?? index,
  })
  const { measure } = virtual
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another measure of every row
  useLayoutEffect(() => measure(), [height, measure])
  const onScroll = useAnchor(box, height, props)
  const moveTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row) return
    onSelect(row.page.position)
    virtual.scrollToIndex(rows.indexOf(row))
  }
  const at = rows.findIndex(({ page }) => page.position === selected)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (step !== undefined) moveTo(at < 0 ? (step > 0 ? (virtual.range?.startIndex ?? 0) : rows.length - 1) : at + step)
    else if (event.key === 'Home') moveTo(0)
    else if (event.key === 'End') moveTo(rows.length - 1)
    else if (event.key === 'Enter' || event.key === ' ') {
      const row = rows[at]
      if (row?.followers) onUnfold(row.lead)
    } else return
    event.preventDefault()
  }
  return (
    <div ref={box} className="event-list" onScroll={onScroll}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are gone through and chosen
        role="grid"
        tabIndex={0}
        aria-label="Events"
        aria-rowcount={head + 1}
        aria-activedescendant={at >= 0 ? idOf(selected ?? 0) : undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1} className="event-row event-head">
            {columns.map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index]
            return row ? (
              <EventRow
                key={key}
                id={idOf(row.page.position)}
                row={row}
                top={start}
                selected={row.page.position === selected}
                shown={shown}
                onSelect={onSelect}
                onUnfold={onUnfold}
              />
            ) : null
          })}
        </tbody>
      </table>
    </div>
  )
}

const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 20, PageUp: -20 }

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
