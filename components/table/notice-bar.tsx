'use client'
import { X } from 'lucide-react'
import type { Notice } from './use-notice.ts'

/** Spoken elsewhere (the alert region), so it is no live region of its own. */
export function NoticeBar({ notice, onDismiss }: { notice: Notice | null; onDismiss: () => void }) {
  if (!notice) return null
  return (
    <div className="notice">
      <span>{notice.text}</span>
      <button
        type="button"
        aria-label="Dismiss"
        className="grid size-11 flex-none place-items-center"
        onClick={onDismiss}
      >
        <X size={18} aria-hidden />
      </button>
    </div>
  )
}
