'use client'
import { CloudOff, FastForward, Pause, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../ui/button.tsx'
import type { TailState } from './stretch.ts'
import { spokenTail, tailWords, whole } from './words.ts'

/** `sampledAt`: so many come in a second, and only a sample of them is drawn. */
type Props = { state: TailState; sampledAt: number | null; onFollow: () => void; onPause: () => void }

const marks = { live: Play, paused: Pause, behind: FastForward, offline: CloudOff } as const
/** One in so many. */
export const sampleOf = 10
const settledMs = 1500

/** Whether the list follows the log, and the button that changes it. */
export function TailBar({ state, sampledAt, onFollow, onPause }: Props) {
  const Mark = marks[state.kind]
  const { kind } = state
  return (
    <div className="tail-bar">
      <span className="tail-state" data-state={kind}>
        <Mark size={14} aria-hidden /> <Told state={state} />
      </span>
      {kind === 'paused' ? (
        <Button className="px-3" onClick={onFollow} aria-keyshortcuts="l">
          {state.unseen > 0 ? 'Show new' : 'Follow'}
        </Button>
      ) : null}
      {kind === 'live' ? (
        <Button look="quiet" className="px-3" onClick={onPause} aria-keyshortcuts="l">
          Pause
        </Button>
      ) : null}
      {kind === 'behind' ? (
        <Button className="px-3" onClick={onFollow}>
          Jump to the newest
        </Button>
      ) : null}
      {sampledAt === null ? null : (
        <span className="sampled">
          {whole(sampledAt)} events a second, sampling 1:{sampleOf} – filter, or pause, to see all
        </span>
      )}
      <Spoken kind={kind} />
    </div>
  )
}

/** While there is no connection, by the second. */
function Told({ state }: { state: TailState }) {
  const [now, setNow] = useState(Number.POSITIVE_INFINITY)
  const isOffline = state.kind === 'offline'
  useEffect(() => {
    if (!isOffline) return
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [isOffline])
  return <>{tailWords(state, now)}</>
}

/** Told once a state has lasted: what only flickers is not worth a word. */
function Spoken({ kind }: { kind: TailState['kind'] }) {
  const [told, setTold] = useState<TailState['kind'] | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setTold(kind), settledMs)
    return () => clearTimeout(timer)
  }, [kind])
  return (
    <span role="status" className="sr-only">
      {told ? spokenTail[told] : ''}
    </span>
  )
}
