'use client'
import { lazy, Suspense } from 'react'
import { passive } from './turn.ts'
import type { Turn } from './use-turn.ts'
import { chips } from './wording.ts'

const ConfirmDialog = lazy(() =>
  import('./confirm-dialog.tsx').then(({ ConfirmDialog }) => ({ default: ConfirmDialog })),
)

/** Asked before a fold that costs a free card, and, where wished, before the last chip goes in. */
export function TurnQuestion({ turn }: { turn: Turn }) {
  const { asked, confirm, dismiss } = turn
  if (!asked) return null
  if (asked.kind === 'free-fold') {
    return (
      <Suspense>
        <ConfirmDialog
          title="Fold for free?"
          about="Checking costs nothing. You are asked this once."
          yes="Fold"
          no="Check"
          onYes={confirm}
          onNo={() => turn.act(turn.turn && passive(turn.turn.legal))}
          onClose={dismiss}
        />
      </Suspense>
    )
  }
  const amount = chips(asked.decision.amount ?? 0)
  return (
    <Suspense>
      <ConfirmDialog
        title={`All-in for ${amount}?`}
        about="This puts your last chip in."
        yes={`All-in ${amount}`}
        no="Back"
        onYes={confirm}
        onNo={dismiss}
        onClose={dismiss}
      />
    </Suspense>
  )
}
