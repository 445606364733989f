'use client'
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import type { Moves } from './moves.ts'
import { type Playback, paceLabel, paces } from './use-playback.ts'

type Props = { moves: Moves; playback: Playback; first: boolean; last: boolean }

/** Everything that a drag does, by buttons as large as a thumb. */
export function Transport({ moves, playback, first, last }: Props) {
  const { playing, pace, setPace, toggle } = playback
  const step = (label: string, Icon: typeof Play, act: { off: boolean; onPress: () => void }) => (
    <button
      type="button"
      className="tray-button"
      aria-label={label}
      aria-disabled={act.off}
      onClick={() => act.off || act.onPress()}
    >
      <Icon size={20} aria-hidden />
    </button>
  )
  return (
    <fieldset className="transport" aria-label="Steps">
      {step('Street before', ChevronFirst, { off: first, onPress: moves.previousStreet })}
      {step('Event before', ChevronLeft, { off: first, onPress: moves.previousEvent })}
      <button
        type="button"
        className="tray-button transport-play"
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={toggle}
      >
        {playing ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />}
      </button>
      {step('Next event', ChevronRight, { off: last, onPress: moves.nextEvent })}
      {step('Next street', ChevronLast, { off: last, onPress: moves.nextStreet })}
      <select
        className="pace"
        aria-label="Speed"
        value={pace}
        onChange={({ target }) => setPace(paces.find(one => String(one) === target.value) ?? 1)}
      >
        {paces.map(one => (
          <option key={one} value={one}>
            {paceLabel(one)}
          </option>
        ))}
      </select>
    </fieldset>
  )
}
