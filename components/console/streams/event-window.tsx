'use client'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { eventRowId, RowGrid, stepOf, useRows } from '../../timeline/row-grid.tsx'
import { useRowHeight } from '../../timeline/use-row-height.ts'
import { clock, whole } from '../../timeline/words.ts'
import { type Stream, type StreamEvent, useEvents } from './reading.ts'
import { pagesAround, type Window, windowAround, windowFor } from './window.ts'

type Props = {
  stream: Stream
  total: number
  at: number
  onSelect: (sequence: number) => void
  onStep: (sequence: number) => void
}

const columns = ['#', 'Type', 'Time', 'Data']

/** The events of a stream, however long it is: rows of a window, read page by page where one looks. */
export function EventWindow({ stream, total, at, onSelect, onStep }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const height = useRowHeight()
  const { shown, move } = useWindow(at, total)
  const { base, count } = shown
  const virtual = useRows({
    box,
    height,
    count,
    keyOf: index => base + index,
    startAt: Math.max(0, at - base - 5),
  })
  const { scrollToIndex } = virtual
  // biome-ignore lint/correctness/useExhaustiveDependencies: who moves goes along; where the window moves, nobody has
  useEffect(() => {
    scrollToIndex(Math.max(0, at - base), { align: 'auto' })
  }, [at, scrollToIndex])
  const inSight = virtual.getVirtualItems()
  const [top, bottom] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0]
  useLayoutEffect(() => {
    const next = windowFor(shown, shown.base + Math.floor((top + bottom) / 2), total)
    if (next.base === shown.base || !box.current) return
    box.current.scrollTop += (shown.base - next.base) * height
    move(next)
  }, [shown, top, bottom, total, height, move])
  const { events, failed, retry } = useEvents(stream, pagesAround(base + top, base + bottom, total), total)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event)
    if (step === undefined) return
    event.preventDefault()
    onStep(Math.min(total - 1, Math.max(-1, at + step)))
  }
  return (
    <section className="event-window" aria-label="Events">
      <RowGrid
        box={box}
        rows={virtual}
        look="stream"
        columns={columns}
        rowCount={total + 1}
        activeId={at >= 0 ? eventRowId(at) : undefined}
        onKeyDown={onKeyDown}
      >
        {(index, start) => (
          <Row
            sequence={base + index}
            event={events.get(base + index)}
            selected={base + index === at}
            top={start}
            onSelect={onSelect}
          />
        )}
      </RowGrid>
      {failed ? (
        <p role="alert" className="text-error">
          Some events could not be read.{' '}
          <button type="button" className="underline" onClick={retry}>
            Try again
          </button>
        </p>
      ) : null}
    </section>
  )
}

/** The window goes to where the moment is, and along with whoever scrolls. */
const useWindow = (at: number, total: number) => {
  const [look, setLook] = useState(() => ({ shown: windowAround(at, total), at, total }))
  const move = useCallback((shown: Window) => setLook(now => ({ ...now, shown })), [])
  if (look.at === at && look.total === total) return { shown: look.shown, move }
  const { base, count } = look.shown
  const place = look.at === at ? base + Math.floor(count / 2) : Math.max(0, at)
  const shown = windowFor(look.shown, place, total)
  setLook({ shown, at, total })
  return { shown, move }
}

type RowProps = {
  sequence: number
  event: StreamEvent | undefined
  selected: boolean
  top: number
  onSelect: (sequence: number) => void
}

function Row({ sequence, event, selected, top, onSelect }: RowProps) {
  return (
    <tr
      id={eventRowId(sequence)}
      aria-rowindex={sequence + 2}
      aria-selected={selected}
      aria-busy={event === undefined}
      className="event-row"
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(sequence)}
    >
      <td className="number">{whole(sequence)}</td>
      <td className="type">{event?.type ?? '…'}</td>
      <td className="when">{event ? <time dateTime={event.recordedAt}>{clock(event.recordedAt)}</time> : null}</td>
      <td className="data">{event ? shortData(event.data) : null}</td>
    </tr>
  )
}

const longest = 160
const shortData = (data: unknown) => {
  const text = JSON.stringify(data)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
