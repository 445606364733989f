'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { title: string; about?: string; onClose: () => void; children: ReactNode }

/** A sheet at the bottom of a phone, a box in the middle elsewhere. Mount it to open it. */
export function Dialog({ title, about, onClose, children }: Props) {
  return (
    <Base.Root open onOpenChange={open => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay transition-opacity duration-150 data-[starting-style]:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-4">
          <Base.Popup className="relative flex max-h-[92dvh] w-full max-w-md flex-col gap-4 overflow-y-auto rounded-t-2xl border border-border bg-surface p-5 pb-[calc(20px+env(safe-area-inset-bottom))] text-foreground shadow-2xl outline-none transition-[opacity,transform] duration-150 data-[starting-style]:translate-y-3 data-[starting-style]:opacity-0 sm:rounded-2xl">
            <header className="pr-11">
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              {about ? <Base.Description className="mt-1 text-muted">{about}</Base.Description> : null}
            </header>
            {children}
            {/* Last in order, so that the first thing reached is what the dialog is about. */}
            <Base.Close
              aria-label="Close"
              className="absolute top-3 right-3 grid size-11 place-items-center rounded-lg hover:bg-raised"
            >
              <X size={20} aria-hidden />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
