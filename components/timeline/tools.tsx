'use client'
import { Crosshair, ListTree } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'

type Props = { folded: boolean; tools: ReactNode; onFold: () => void; onGoTo: () => void }

/** What can be done with the list beside following it. */
export function Tools({ folded, tools, onFold, onGoTo }: Props) {
  return (
    <div className="flex flex-wrap items-center">
      {tools}
      <Button look="quiet" className="px-3" aria-label="Fold what follows" aria-pressed={folded} onClick={onFold}>
        <ListTree size={18} aria-hidden /> <span className="max-md:hidden">{folded ? 'Folded' : 'Fold'}</span>
      </Button>
      <Button
        look="quiet"
        className="px-3"
        aria-label="Go to a number or a time"
        aria-keyshortcuts="g"
        onClick={onGoTo}
      >
        <Crosshair size={18} aria-hidden /> <span className="max-md:hidden">Go to…</span>
      </Button>
    </div>
  )
}
