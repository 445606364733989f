'use client'
import { Settings } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { Popover } from '../ui/lazy.tsx'

const SettingsForm = lazy(() => import('./settings-form.tsx').then(({ SettingsForm }) => ({ default: SettingsForm })))

export function SettingsButton() {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="grid size-11 flex-none place-items-center rounded-lg hover:bg-raised"
        aria-label="Settings"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Settings size={20} aria-hidden />
      </button>
      {open ? (
        <Popover title="Settings" anchor={anchor} onClose={() => setOpen(false)}>
          <Suspense>
            <SettingsForm />
          </Suspense>
        </Popover>
      ) : null}
    </>
  )
}
