'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { PlayerId } from '@/domain/ids'
import { Button } from '../ui/button.tsx'
import { HandRow } from './hand-row.tsx'
import type { useHands } from './use-hands.ts'

type Props = {
  list: ReturnType<typeof useHands>
  viewer: PlayerId | null
  /** Says to go to the list from outside of it. */
  goTo: RefObject<(() => void) | null>
}
/** Until it is measured. */
const rowHeight = 76
/** How far from its end the list asks for more. */
const ahead = 12

/** As many rows as are in sight, however many there are. ↑ and ↓ go from hand to hand, Enter opens one. */
export function HandList({ list, viewer, goTo }: Props) {
  const { hands, names, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const place = useRef<HTMLOListElement>(null)
  const [reached, setReached] = useState(0)
  const [top, setTop] = useState(0)
  useEffect(() => setTop(place.current?.offsetTop ?? 0), [])
  const rows = useWindowVirtualizer({
    count: hands.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    getItemKey: at => hands[at]?.hand ?? at,
  })
  const inSight = rows.getVirtualItems()
  const last = inSight.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= hands.length - ahead)
      void fetchNextPage()
  }, [last, hands.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])

  const reach = (at: number) => {
    const hand = hands[at]
    if (!hand) return
    setReached(at)
    rows.scrollToIndex(at)
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(`[data-hand="${hand.hand}"]`)?.focus())
  }
  useEffect(() => {
    goTo.current = () => reach(Math.min(reached, hands.length - 1))
  })
  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    reach(Math.max(0, Math.min(hands.length - 1, reached + by)))
  }
  return (
    <>
      <ol ref={place} aria-label="Hands" className="relative" style={{ height: rows.getTotalSize() }} onKeyDown={step}>
        {inSight.map(({ index, key, start }) => {
          const hand = hands[index]
          if (!hand) return null
          return (
            <li
              key={key}
              aria-posinset={index + 1}
              aria-setsize={hasNextPage ? -1 : hands.length}
              className="absolute inset-x-0 top-0"
              ref={rows.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <HandRow
                hand={hand}
                names={names}
                viewer={viewer}
                reached={index === Math.min(reached, hands.length - 1)}
                onReach={() => setReached(index)}
              />
            </li>
          )
        })}
      </ol>
      <p role="status" className="py-4 text-center text-muted text-xs">
        {isFetchingNextPage ? 'Loading older hands…' : null}
        {hasNextPage ? null : `${hands.length} ${hands.length === 1 ? 'hand' : 'hands'}, that is all.`}
      </p>
      {hasNextPage && !isFetchingNextPage ? (
        <div className="flex justify-center pb-6">
          <Button onClick={() => void fetchNextPage()}>{isFetchNextPageError ? 'Try again' : 'Older hands'}</Button>
        </div>
      ) : null}
    </>
  )
}
