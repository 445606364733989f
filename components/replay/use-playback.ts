'use client'
import { useEffect, useState } from 'react'
import type { Moment } from '@/domain/replay/moments'
import type { Position } from '../moment/use-position.ts'

/** `real`: as it was played, without the long waits. */
export const paces = [0.5, 1, 2, 4, 'real'] as const
export type Pace = (typeof paces)[number]
export const paceLabel = (pace: Pace): string => (pace === 'real' ? 'Real time' : pace === 0.5 ? '½×' : `${pace}×`)

const eventMs = 900
/** What nobody says anything at passes quickly. */
const quietMs = 350
const longestMs = 4000
const quiet = new Set(['TurnAssigned', 'BettingRoundCompleted', 'ShowdownStarted', 'DeckCommitted', 'HandCompleted'])

type Told = Pick<Moment, 'type' | 'recordedAt'>

export const pauseBefore = (pace: Pace, before: Told | undefined, next: Told): number => {
  if (pace !== 'real') return (quiet.has(next.type) ? quietMs : eventMs) / pace
  const gap = before ? Date.parse(next.recordedAt) - Date.parse(before.recordedAt) : 0
  return Math.max(0, Math.min(gap, longestMs))
}

type Given = { moments: readonly Moment[]; position: Position }

export const usePlayback = ({ moments, position }: Given) => {
  const [playing, setPlaying] = useState(false)
  const [pace, setPace] = useState<Pace>(1)
  const { at, show, settle } = position
  const next = moments[at + 1]
  const before = moments[at]
  // biome-ignore lint/correctness/useExhaustiveDependencies: one step per moment that is shown
  useEffect(() => {
    if (!playing) return
    if (!next) {
      setPlaying(false)
      settle()
      return
    }
    const timer = setTimeout(() => show(at + 1), pauseBefore(pace, before, next))
    return () => clearTimeout(timer)
  }, [playing, pace, at, next])
  const change = (steps: 1 | -1) =>
    setPace(now => paces[Math.max(0, Math.min(paces.length - 1, paces.indexOf(now) + steps))] ?? now)
  const pause = () => {
    setPlaying(false)
    settle()
  }
  return {
    playing,
    pace,
    setPace,
    faster: () => change(1),
    slower: () => change(-1),
    pause: () => playing && pause(),
    toggle: () => {
      if (playing) return pause()
      if (!next) show(-1)
      setPlaying(true)
    },
  }
}
export type Playback = ReturnType<typeof usePlayback>
