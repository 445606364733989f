'use client'
import { Minus, Plus, X } from 'lucide-react'
import type { KeyboardEvent, RefObject, WheelEvent } from 'react'
import { type PreAction, preActionLabel } from './pre-action.ts'
import type { Sizing } from './use-sizing.ts'
import { chips } from './wording.ts'

type Props = {
  sizing: Sizing
  inert: boolean
  amountBox: RefObject<HTMLInputElement | null>
  onSubmit: () => void
}
const stepKeys: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }

/** Slider, steps of one big blind, wheel, and a box to type in. */
export function SizingRow({ sizing, inert, amountBox, onSubmit }: Props) {
  const off = inert || !sizing.range
  const range = sizing.range ?? { min: 0, max: 0 }
  const step = (steps: number) => !off && sizing.step(steps)
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = stepKeys[event.key]
    if (steps === undefined) return
    event.preventDefault()
    step(steps)
  }
  const onWheel = ({ deltaY }: WheelEvent) => deltaY !== 0 && step(deltaY < 0 ? 1 : -1)
  return (
    <form
      className="tray-row-size"
      data-off={off}
      onWheel={onWheel}
      onSubmit={event => {
        event.preventDefault()
        if (off || sizing.wrong) return
        onSubmit()
        // Out of the box, so that letters are keys again; still on the tray.
        event.currentTarget.closest<HTMLElement>('.tray')?.focus({ preventScroll: true })
      }}
    >
      <button
        type="button"
        className="tray-button"
        aria-label="One big blind less"
        aria-disabled={off}
        onClick={() => step(-1)}
      >
        <Minus size={18} aria-hidden />
      </button>
      <input
        type="range"
        aria-label="Amount"
        aria-valuetext={!sizing.range ? 'No raise open' : `${chips(sizing.amount)} of ${chips(range.max)}`}
        min={range.min}
        max={Math.max(range.max, range.min + 1)}
        value={sizing.range ? sizing.amount : range.min}
        disabled={off}
        onChange={event => sizing.slide(Number(event.target.value))}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="tray-button"
        aria-label="One big blind more"
        aria-disabled={off}
        onClick={() => step(1)}
      >
        <Plus size={18} aria-hidden />
      </button>
      <input
        ref={amountBox}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="go"
        aria-label="Amount in chips"
        aria-invalid={!!sizing.wrong}
        className="amount"
        value={sizing.range ? sizing.text : ''}
        placeholder="–"
        readOnly={off}
        onFocus={event => event.target.select()}
        onChange={event => sizing.write(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </form>
  )
}

/** The answer that will be given when the turn comes. */
export function ArmedChip({ armed, onDisarm }: { armed: PreAction; onDisarm: () => void }) {
  const label = preActionLabel(armed.kind, armed.kind === 'call' ? chips(armed.amount) : '')
  return (
    <div className="tray-row-armed">
      <span>
        On your turn: <b>{label}</b>
      </span>
      <button type="button" className="tray-button" aria-label={`Cancel ${label}`} onClick={onDisarm}>
        <X size={18} aria-hidden />
      </button>
    </div>
  )
}
