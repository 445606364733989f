'use client'
import type { HandHistory } from '@/domain/replay/history'
import { BranchPanel } from './branch-panel.tsx'
import { RunPanel } from './run-panel.tsx'
import type { WhatIf } from './use-what-if.ts'

type Props = { history: HandHistory; whatIf: WhatIf; onTold: (text: string) => void }

/** Beside the felt: the lines of the hand, and what a spot came to. */
export function BranchSide({ history, whatIf, onTold }: Props) {
  const { may, branches, chosen, isHere, ask, runs, showRuns } = whatIf
  return (
    <>
      {may ? <BranchPanel {...{ history, branches, chosen, onTold }} onAsk={isHere ? ask : null} /> : null}
      {runs ? <RunPanel operation={runs} onClose={() => showRuns(null)} /> : null}
    </>
  )
}
