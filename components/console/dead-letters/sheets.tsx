'use client'
import { lazy, Suspense } from 'react'
import { DecisionSheet } from '../decision-sheet.tsx'
import { AcceptSheet } from './accept-sheet.tsx'
import type { SheetName, SheetProps } from './deciding.ts'
import { TrySheet } from './try-sheet.tsx'
import { subjectType } from './words.ts'

type Props = SheetProps & { name: SheetName; onOpen: (name: SheetName) => void }

const EditSheet = lazy(() => import('./edit-sheet.tsx').then(module => ({ default: module.EditSheet })))

/** One sheet for each decision. What it sends, it sends once, and only when it is confirmed. */
export function Sheets({ name, onOpen, ...props }: Props) {
  const { letter, decide, onClose } = props
  const what = subjectType(letter.subject)
  if (name === 'try') return <TrySheet letter={letter} onResubmit={() => onOpen('resubmit')} onClose={onClose} />
  if (name === 'accept') return <AcceptSheet {...props} />
  if (name === 'edit')
    return (
      <Suspense>
        <EditSheet {...props} />
      </Suspense>
    )
  const isDiscard = name === 'discard'
  return (
    <DecisionSheet
      title={isDiscard ? `Discard ${what}` : `Resubmit ${what}`}
      about={
        isDiscard
          ? 'It is not done. Whoever sent it is told so, with your reason.'
          : 'As it was sent, on the state of now, under your name.'
      }
      confirm={isDiscard ? 'Discard' : 'Resubmit'}
      onConfirm={reason => decide(isDiscard ? 'discard' : 'resubmit', { reason })}
      onClose={onClose}
    />
  )
}
