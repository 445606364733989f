'use client'
import { useSettled } from './fresh.ts'
import type { Sizing } from './use-sizing.ts'
import { chips } from './wording.ts'

const placeholders = ['½ pot', '¾ pot', 'Pot', 'Max']

/** Four amounts; each sets the amount and sends nothing. */
export function PresetRow({ sizing, inert }: { sizing: Sizing; inert: boolean }) {
  const settled = useSettled()
  const { presets, amount, wrong } = sizing
  return (
    <fieldset className="tray-row-4" aria-label="Set the amount">
      {placeholders.map((label, place) => {
        const preset = presets?.[place]
        const chosen = preset !== undefined && preset.amount === amount && !wrong
        return (
          <button
            key={label}
            type="button"
            className="tray-button"
            aria-pressed={chosen}
            aria-disabled={inert || !preset}
            aria-label={preset ? `Set to ${preset.spoken}, ${chips(preset.amount)}` : label}
            onClick={settled(() => preset && !inert && sizing.set(preset.amount))}
          >
            {preset?.label ?? label}
          </button>
        )
      })}
    </fieldset>
  )
}
