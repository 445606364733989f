'use client'
import { useSettled } from './fresh.ts'

/** The hand is over for this seat: its cards may be shown or stay hidden. */
export function RevealRow({ onReveal }: { onReveal: (muck: boolean) => void }) {
  const settled = useSettled()
  return (
    <fieldset className="tray-row-2" aria-label="Your cards">
      <button type="button" className="tray-button" onClick={settled(() => onReveal(false))}>
        Show cards
      </button>
      <button type="button" className="tray-button" onClick={settled(() => onReveal(true))}>
        Keep hidden
      </button>
    </fieldset>
  )
}
