'use client'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { Changes } from '../../timeline/question.ts'
import { type Brush, barsIn, barWords, type Spanned, timesOf } from './density.ts'

type Props = {
  density: Spanned
  brush: Brush | null
  onBrush: (brush: Brush | null) => void
  onChoose: (times: Changes) => void
}

const height = 40
/** As high as it must be to be seen. */
const least = 2

/** The bars: drawn over with the pointer, or gone through by keys, one after the other. */
export function DensityBars({ density, brush, onBrush, onChoose }: Props) {
  const { counts } = density
  const [isDrawing, setDrawing] = useState(false)
  const last = counts.length - 1
  const inside = (bar: number) => Math.min(last, Math.max(0, bar))
  const choose = (chosen: Brush) => {
    onBrush(null)
    onChoose(timesOf(density, chosen))
  }
  const barAt = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return inside(Math.floor(((clientX - left) / width) * counts.length))
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrawing(true)
    onBrush({ anchor: barAt(event), at: barAt(event) })
  }
  const onPointerMove = (event: PointerEvent) => {
    const at = barAt(event)
    onBrush({ anchor: isDrawing && brush ? brush.anchor : at, at })
  }
  const onPointerUp = (event: PointerEvent) => {
    if (!isDrawing) return
    setDrawing(false)
    choose({ anchor: brush?.anchor ?? barAt(event), at: barAt(event) })
  }
  const stop = () => {
    setDrawing(false)
    onBrush(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { at, anchor } = brush ?? { at: last, anchor: last }
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key]
    if (to !== undefined) onBrush({ anchor: event.shiftKey ? anchor : inside(to), at: inside(to) })
    else if (event.key === 'Enter') choose({ at, anchor })
    else if (event.key === 'Escape' && brush) onBrush(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className="density-bars"
      role="slider"
      tabIndex={0}
      aria-label="Bars of events over time. Arrows go from one to the next, with Shift several are taken, Enter shows only these."
      aria-valuemin={1}
      aria-valuemax={counts.length}
      aria-valuenow={(brush?.at ?? last) + 1}
      aria-valuetext={barWords(density, brush ?? { anchor: last, at: last })}
      onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && onBrush({ anchor: last, at: last })}
      onBlur={stop}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={stop}
      onPointerLeave={() => isDrawing || onBrush(null)}
    >
      <Bars counts={counts} brush={brush} />
    </div>
  )
}

function Bars({ counts, brush }: { counts: readonly number[]; brush: Brush | null }) {
  const most = Math.max(1, ...counts)
  const taken = brush && barsIn(brush)
  const tall = (count: number) => (count === 0 ? 0 : Math.max(least, (count / most) * height))
  const drawn = (isMeant: (bar: number) => boolean) =>
    counts.map((count, bar) => (isMeant(bar) ? `M${bar + 0.1} ${height}v${-tall(count)}h.8V${height}` : '')).join('')
  const isTaken = (bar: number) => taken !== null && bar >= taken.first && bar <= taken.last
  return (
    <svg viewBox={`0 0 ${counts.length} ${height}`} preserveAspectRatio="none" aria-hidden>
      {taken ? <rect x={taken.first} width={taken.last - taken.first + 1} height={height} /> : null}
      <path d={drawn(bar => !isTaken(bar))} />
      <path data-taken d={drawn(isTaken)} />
    </svg>
  )
}
