'use client'
import { useSettled } from './fresh.ts'
import { arm, type PreAction, type PreActionKind, preActionKinds, preActionLabel } from './pre-action.ts'
import { chips } from './wording.ts'

type Props = { price: number; armed: PreAction | null; onArm: (kind: PreActionKind) => void; inert: boolean }

/** Answers given ahead of the turn. */
export function PreActionRow({ price, armed, onArm, inert }: Props) {
  const settled = useSettled()
  return (
    <fieldset className="tray-row-4" aria-label="Answer ahead">
      {preActionKinds.map(kind => {
        const off = inert || arm(kind, price) === null
        return (
          <button
            key={kind}
            type="button"
            className="tray-button"
            aria-pressed={armed?.kind === kind}
            aria-disabled={off}
            onClick={settled(() => !off && onArm(kind))}
          >
            {preActionLabel(kind, price > 0 ? chips(price) : '')}
          </button>
        )
      })}
    </fieldset>
  )
}
