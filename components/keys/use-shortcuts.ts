'use client'
import { useEffect, useRef } from 'react'
import { readSettings } from '../settings/settings.ts'
import { type ShortcutId, shortcutOf } from './shortcuts.ts'

type Handlers = Partial<Record<ShortcutId, () => void>>

const taken = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="listbox"], [role="menu"]'

const fallsElsewhere = (target: EventTarget | null) =>
  (target instanceof Element && target.closest(taken) !== null) || document.querySelector('[role="dialog"]') !== null

/** Listens for the keys of the list while mounted. */
export const useShortcuts = (handlers: Handlers) => {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented) return
      const id = shortcutOf({
        key: event.key,
        code: event.code,
        altKey: event.altKey,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        elsewhere: fallsElsewhere(event.target),
      })
      if (!id || (readSettings().shortcuts === 'off' && id !== 'repeat')) return
      const handler = latest.current[id]
      if (!handler) return
      event.preventDefault()
      handler()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
