'use client'
import type { ShownDeadLetter } from '@/server/instance'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/lazy.tsx'
import { TryResult } from './try-result.tsx'
import { subjectType } from './words.ts'

type Props = { letter: ShownDeadLetter; onResubmit: () => void; onClose: () => void }

export function TrySheet({ letter, onResubmit, onClose }: Props) {
  return (
    <Dialog title={`Try ${subjectType(letter.subject)}`} about="A dry run: nothing is stored." onClose={onClose}>
      <TryResult id={letter.id} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button look="primary" disabled={letter.blocked} onClick={onResubmit}>
          Resubmit…
        </Button>
      </div>
    </Dialog>
  )
}
