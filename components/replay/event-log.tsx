'use client'
import { memo, useCallback, useEffect, useRef } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import type { Moment } from '@/domain/replay/moments'
import { momentText, stageName } from './words.ts'

type Props = {
  moments: readonly Moment[]
  names: HandHistory['names']
  at: number
  onJump: (to: number) => void
}
type LineProps = { moment: Moment; names: HandHistory['names']; current: boolean; onJump: (to: number) => void }

const Line = memo(function Line({ moment, names, current, onJump }: LineProps) {
  return (
    <li>
      <button
        type="button"
        className="event-line"
        aria-current={current ? 'step' : undefined}
        data-quiet={moment.lines[0]?.player === null}
        onClick={() => onJump(moment.sequence)}
      >
        <span className="event-number">{moment.sequence}</span>
        {momentText(moment, names)}
      </button>
    </li>
  )
})

const startsStreet = (moments: readonly Moment[], { sequence, stage }: Moment) => moments[sequence - 1]?.stage !== stage

/** The hand in words, in step with the felt: a press leads to the moment. */
export function EventLog({ moments, names, at, onJump }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const latest = useRef(onJump)
  // Always the same, so that a step draws two lines anew and not all of them.
  const jump = useCallback((to: number) => latest.current(to), [])
  useEffect(() => {
    latest.current = onJump
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the moment
  useEffect(() => {
    const box = list.current
    const line = box?.querySelector<HTMLElement>('[aria-current]')
    if (!box || !line) return
    const top = line.offsetTop - box.offsetTop
    const isInSight = top >= box.scrollTop && top + line.offsetHeight <= box.scrollTop + box.clientHeight
    if (!isInSight) box.scrollTop = top - box.clientHeight / 2
  }, [at])
  return (
    <ol ref={list} className="event-log" aria-label="Events">
      {moments.map(moment => [
        startsStreet(moments, moment) ? (
          <li key={moment.stage} className="event-street">
            {stageName(moment.stage)}
          </li>
        ) : null,
        <Line key={moment.sequence} moment={moment} names={names} current={moment.sequence === at} onJump={jump} />,
      ])}
    </ol>
  )
}
