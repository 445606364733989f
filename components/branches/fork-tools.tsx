'use client'
import { Split } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Spot } from '../replay/spot.ts'
import type { WhatIf } from './use-what-if.ts'

const WhatIfSheet = lazy(() => import('./what-if-sheet.tsx').then(({ WhatIfSheet }) => ({ default: WhatIfSheet })))
const ForkSheet = lazy(() => import('./fork-sheet.tsx').then(({ ForkSheet }) => ({ default: ForkSheet })))

type Props = { spot: Spot; whatIf: WhatIf }

/** Beside the own cards: another answer where one was given, and the lines that part here. */
export function ForkTools({ spot, whatIf }: Props) {
  const { history, at } = spot
  const { here, isHere, ask, asked, deck, close, showRuns } = whatIf
  const [listed, setListed] = useState(false)
  return (
    <div className="fork-tools">
      {here.length > 0 ? (
        <button type="button" className="tray-button gap-1.5 px-3" onClick={() => setListed(true)}>
          <Split size={16} aria-hidden /> {here.length + 1} lines
        </button>
      ) : null}
      {isHere ? (
        <button type="button" className="tray-button fork-ask" onClick={ask}>
          What if? <kbd aria-hidden>F</kbd>
        </button>
      ) : null}
      <Suspense>
        {asked ? <WhatIfSheet {...{ history, deck }} decision={asked} onRun={showRuns} onClose={close} /> : null}
        {listed ? <ForkSheet {...{ history, at, whatIf }} onClose={() => setListed(false)} /> : null}
      </Suspense>
    </div>
  )
}
