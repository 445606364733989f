'use client'
import { memo } from 'react'
import { beforeAll, type HandHistory } from '@/domain/replay/history'
import { type Moment, marksOf } from '@/domain/replay/moments'
import type { Position } from '../moment/use-position.ts'
import type { Fork } from './spot.ts'
import { positionText, stageName } from './words.ts'

type Props = {
  moments: readonly Moment[]
  names: HandHistory['names']
  position: Position
  forks: readonly Fork[]
  onGrab: () => void
}

/** From 0 at the left end of the way to 1 at its right end. */
const place = (at: number, moments: readonly Moment[]) => ({ '--at': (at + 1) / Math.max(1, moments.length) })
/** The pot itself is a tall tick, more is no taller. */
const height = (share: number) => ({ '--size': Math.min(1, share) })

const Ruler = memo(function Ruler({ moments, forks }: Pick<Props, 'moments' | 'forks'>) {
  return (
    <div className="ruler" aria-hidden>
      {marksOf(moments).map(({ letter, at, stage }) => (
        <span key={letter} className="ruler-street" style={place(at, moments)} title={stageName(stage)}>
          {letter}
        </span>
      ))}
      {moments.map(({ sequence, share }) =>
        share === null ? null : (
          <span key={sequence} className="ruler-tick" style={{ ...place(sequence, moments), ...height(share) }} />
        ),
      )}
      {forks.map(({ key, at, title, tone }) => (
        <span key={key} className="ruler-fork" data-edition={tone} style={place(at, moments)} title={title} />
      ))}
    </div>
  )
})

/** The whole hand as a way to go along. What is said of a place is said by its value, not by a live region. */
export function Scrubber({ moments, names, position, forks, onGrab }: Props) {
  const { at, scrub, settle } = position
  return (
    <div className="scrubber">
      <Ruler moments={moments} forks={forks} />
      <input
        type="range"
        data-scrubber
        aria-label="Moment of the hand"
        aria-valuetext={positionText({ moments, at }, names)}
        min={beforeAll}
        max={moments.length - 1}
        step={1}
        value={at}
        onPointerDown={onGrab}
        onChange={event => scrub(event.target.valueAsNumber)}
        onPointerUp={settle}
      />
    </div>
  )
}
