'use client'
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'

type Props = { title: string; anchor: RefObject<HTMLElement | null>; onClose: () => void; children: ReactNode }

/** Hangs on the button that opened it. Mount it to open it. */
export function Popover({ title, anchor, onClose, children }: Props) {
  return (
    <Base.Root open onOpenChange={open => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="bottom" align="end" sideOffset={6} collisionPadding={8} className="z-40">
          <Base.Popup className="flex max-h-[min(82dvh,640px)] w-80 max-w-[calc(100vw-16px)] flex-col gap-1 overflow-y-auto rounded-xl border border-border bg-surface p-3 text-foreground shadow-2xl outline-none transition-opacity duration-150 data-[starting-style]:opacity-0">
            <Base.Title className="px-1 pb-1 font-semibold text-base">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
