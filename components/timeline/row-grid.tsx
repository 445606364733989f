'use client'
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import {
  type DOMAttributes,
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type UIEvent,
  useLayoutEffect,
} from 'react'

type Box = RefObject<HTMLDivElement | null>
export type VirtualRows = Virtualizer<HTMLDivElement, Element>
type Given = {
  readonly box: Box
  readonly count: number
  /** In pixels, one for all; another one measures them anew. */
  readonly height: number
  readonly keyOf: (index: number) => number
  /** They go by and are not scrolled: hardly any is drawn that is out of sight. */
  readonly isQuick?: boolean
  readonly startAt?: number
}

/** As many rows as are in sight, however many there are. */
export const useRows = ({ box, count, height, keyOf, isQuick = false, startAt = 0 }: Given): VirtualRows => {
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: isQuick ? 2 : 12,
    // The head stands in the way above; below, the side scroller may.
    scrollPaddingStart: 34,
    scrollPaddingEnd: 40,
    getItemKey: keyOf,
    initialOffset: startAt * height,
  })
  const { measure } = rows
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another measure of every row
  useLayoutEffect(() => measure(), [height, measure])
  return rows
}

/** What a key does among rows: a step by so many, the first, the last, or nothing. */
export const stepOf = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): number | undefined =>
  altKey || ctrlKey || metaKey ? undefined : steps[key]
const far = Number.MAX_SAFE_INTEGER
const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  PageDown: 20,
  PageUp: -20,
  Home: -far,
  End: far,
}

export const eventRowId = (of: number) => `event-${of}`
export const positionOf = (id: string | undefined): number | null => Number(/^event-(\d+)$/.exec(id ?? '')?.[1]) || null

type Props = {
  box: Box
  rows: VirtualRows
  /** How rows are laid out, for the style sheet. */
  look: string
  columns: readonly string[]
  /** All there are, with the head, though few are drawn. */
  rowCount: number
  activeId: string | undefined
  onKeyDown: (event: KeyboardEvent) => void
  onScroll?: (event: UIEvent) => void
  /** What a pointer does. */
  press?: Pick<DOMAttributes<HTMLElement>, 'onPointerDown' | 'onPointerUp' | 'onPointerCancel' | 'onClick'>
  /** They go by: rows are told something else rather than made anew, whose style would cost more than all the rest. */
  isQuick?: boolean
  children: (index: number, top: number) => ReactNode
}

/** Events, row by row: one stop for Tab, gone through by keys. */
export function RowGrid({
  box,
  rows,
  look,
  columns,
  rowCount,
  activeId,
  onKeyDown,
  onScroll,
  press,
  children,
  isQuick = false,
}: Props) {
  return (
    <div ref={box} className="event-list" data-look={look} onScroll={onScroll}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are gone through and chosen
        role="grid"
        tabIndex={0}
        aria-label="Events"
        aria-rowcount={rowCount}
        aria-activedescendant={activeId}
        onKeyDown={onKeyDown}
        {...press}
      >
        <thead>
          <tr aria-rowindex={1} className="event-row event-head">
            {columns.map(name => (
              <th key={name} scope="col" data-column={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, key }, place) => (
            <Fragment key={isQuick ? place : key}>{children(index, start)}</Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}
