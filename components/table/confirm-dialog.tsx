'use client'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

type Props = {
  title: string
  about: string
  yes: string
  no: string
  onYes: () => void
  onNo: () => void
  onClose: () => void
}

export function ConfirmDialog({ title, about, yes, no, onYes, onNo, onClose }: Props) {
  return (
    <Dialog title={title} about={about} onClose={onClose}>
      <div className="grid grid-cols-2 gap-3">
        <Button look="primary" onClick={onNo}>
          {no}
        </Button>
        <Button onClick={onYes}>{yes}</Button>
      </div>
    </Dialog>
  )
}
