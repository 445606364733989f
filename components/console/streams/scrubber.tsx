'use client'
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react'
import type { Position } from '../../moment/use-position.ts'
import { whole } from '../../timeline/words.ts'

type Props = { position: Position; total: number }

export const momentWords = (at: number, total: number): string =>
  at < 0 ? `Before the first of ${whole(total)}` : `After #${whole(at)} of #${whole(total - 1)}`

/** The whole stream as a way to go along; each step by a button too. */
export function Scrubber({ position: { at, scrub, settle, jump }, total }: Props) {
  const last = total - 1
  const button = (label: string, Icon: typeof ChevronLeft, { go, off }: { go: () => void; off: boolean }) => (
    <button type="button" className="icon-button" aria-label={label} title={label} aria-disabled={off} onClick={go}>
      <Icon size={18} aria-hidden />
    </button>
  )
  return (
    <div className="stream-scrubber">
      <input
        type="range"
        data-scrubber
        aria-label="Moment of the stream"
        aria-valuetext={momentWords(at, total)}
        min={-1}
        max={last}
        step={1}
        value={at}
        onChange={({ target }) => scrub(target.valueAsNumber)}
        onPointerUp={settle}
      />
      <output>{at < 0 ? 'start' : `#${whole(at)}`}</output>
      <div className="flex">
        {button('Before the first event', ChevronFirst, { go: () => jump(-1), off: at < 0 })}
        {button('Event before', ChevronLeft, { go: () => scrub(at - 1), off: at < 0 })}
        {button('Next event', ChevronRight, { go: () => scrub(at + 1), off: at === last })}
        {button('Last event', ChevronLast, { go: () => jump(last), off: at === last })}
      </div>
    </div>
  )
}
