'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { StreamSummary } from '@/engine/ports'
import { Button } from '../../ui/button.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { withEdition } from '../addresses.ts'
import type { useStreams } from './use-streams.ts'

type Props = { list: ReturnType<typeof useStreams>; edition: string }

const rowHeight = 44
/** How far from its end the list asks for more. */
const ahead = 20

/** As many rows as are in sight, however many there are. ↑ and ↓ go from stream to stream, Enter opens one. */
export function StreamList({ list, edition }: Props) {
  const { streams, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  const place = useRef<HTMLOListElement>(null)
  const [reached, setReached] = useState(0)
  const [top, setTop] = useState(0)
  useEffect(() => setTop(place.current?.getBoundingClientRect().top ?? 0), [])
  const rows = useWindowVirtualizer({
    count: streams.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 60,
  })
  const inSight = rows.getVirtualItems()
  const last = inSight.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= streams.length - ahead)
      void fetchNextPage()
  }, [last, streams.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const at = Math.max(0, Math.min(streams.length - 1, reached + by))
    setReached(at)
    rows.scrollToIndex(at)
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(`[data-row="${at}"]`)?.focus())
  }
  const current = Math.min(reached, streams.length - 1)
  return (
    <>
      <ol
        ref={place}
        aria-label="Streams"
        aria-busy={list.isPlaceholderData || list.isPending}
        className="stream-rows"
        style={{ height: rows.getTotalSize() }}
        onKeyDown={step}
      >
        {inSight.map(({ index, start }) => {
          const stream = streams[index]
          return stream ? (
            <li
              key={`${stream.domain}/${stream.root}`}
              aria-posinset={index + 1}
              aria-setsize={hasNextPage ? -1 : streams.length}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <Row
                stream={stream}
                edition={edition}
                at={index}
                reached={index === current}
                onReach={() => setReached(index)}
              />
            </li>
          ) : null
        })}
      </ol>
      <End list={list} />
    </>
  )
}

type RowProps = { stream: StreamSummary; edition: string; at: number; reached: boolean; onReach: () => void }

function Row({ stream: { domain, root, nextSequence, lastRecordedAt }, edition, at, reached, onReach }: RowProps) {
  return (
    <PageLink
      href={withEdition(`/admin/streams/${domain}/${root}`, edition)}
      className="stream-row"
      data-row={at}
      tabIndex={reached ? 0 : -1}
      onFocus={onReach}
    >
      <span className="stream-domain">{domain}</span>
      <span className="stream-root">{root}</span>
      <span className="stream-count">
        {nextSequence.toLocaleString('en-US')} {nextSequence === 1 ? 'event' : 'events'}
      </span>
      <When at={lastRecordedAt} className="stream-when" />
    </PageLink>
  )
}

function End({ list }: { list: Props['list'] }) {
  const { streams, hasNextPage, isFetchingNextPage, isFetchNextPageError, isPending, fetchNextPage } = list
  const words = isPending || isFetchingNextPage ? 'Reading…' : hasNextPage ? '' : endWords(streams.length)
  return (
    <div className="stream-end">
      <p role="status">{words}</p>
      {isFetchNextPageError ? (
        <Button onClick={() => void fetchNextPage()}>More could not be read. Try again</Button>
      ) : null}
    </div>
  )
}

const endWords = (count: number) =>
  count === 0
    ? 'No stream matches.'
    : `${count.toLocaleString('en-US')} ${count === 1 ? 'stream' : 'streams'}, that is all.`
