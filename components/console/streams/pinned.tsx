'use client'
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { whole } from '../../timeline/words.ts'
import { type AmongTurns, stepsOf } from '../json/course.ts'
import type { Course } from './reading.ts'

type Props = {
  pointer: string
  course: Course | undefined
  at: number
  turns: AmongTurns
  onJump: (to: number) => void
  onUnpin: () => void
}

const box = { width: 600, height: 36 }
const longest = 60
const shortText = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'not there'
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** One value over the stretch around the moment: where it changed, what set it. */
export function Pinned({ pointer, course, at, turns, onJump, onUnpin }: Props) {
  const { setBy, previous, next, number, count } = turns
  const path = course && stepsOf(course.turns, { ...course, ...box })
  const place = course && (box.width * (at - course.from)) / Math.max(1, course.to - course.from)
  return (
    <section className="pinned" aria-label={`Course of ${pointer}`}>
      <p className="pinned-words">
        <b>{pointer}</b> {shortText(setBy?.value)}
        {setBy && setBy.sequence >= 0 && number > 0 ? (
          <button type="button" className="text-primary underline" onClick={() => onJump(setBy.sequence)}>
            set by #{whole(setBy.sequence)}
          </button>
        ) : null}
      </p>
      <svg viewBox={`-2 -3 ${box.width + 4} ${box.height + 6}`} preserveAspectRatio="none" aria-hidden>
        {path ? <path d={path} className="pinned-line" /> : null}
        {course?.turns.slice(1).map(({ sequence }) => {
          const x = (box.width * (sequence - course.from)) / Math.max(1, course.to - course.from)
          return <path key={sequence} d={`M${x} ${box.height}v3`} className="pinned-turn" />
        })}
        {place === undefined || place < 0 ? null : <path d={`M${place} -3V${box.height + 3}`} className="pinned-at" />}
      </svg>
      <div className="pinned-steps">
        <span className="text-muted">
          {number}/{count} {count === 1 ? 'change' : 'changes'}
          {course ? `, #${whole(course.from)}–#${whole(course.to)}` : ''}
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label="Change before"
          aria-disabled={!previous}
          onClick={() => previous && onJump(previous.sequence)}
        >
          <ChevronLeft size={18} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Next change"
          aria-disabled={!next}
          onClick={() => next && onJump(next.sequence)}
        >
          <ChevronRight size={18} aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label={`Unpin ${pointer}`} onClick={onUnpin}>
          <X size={18} aria-hidden />
        </button>
      </div>
    </section>
  )
}
