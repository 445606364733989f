'use client'
import { useEffect, useRef } from 'react'
import { readSettings } from '../settings/settings.ts'
import { announceKeys } from './active-keys.ts'
import { type Shortcut, type ShortcutId, shortcutOf, tableKeys } from './shortcuts.ts'

/** These are no single letters. */
const always: readonly ShortcutId[] = ['repeat', 'close']

type Handlers = Partial<Record<ShortcutId, () => void>>

/** The scrubber of a replay takes keys as the page does. */
const taken =
  'input:not([data-scrubber]), textarea, select, [contenteditable="true"], [role="dialog"], [role="listbox"], [role="menu"]'

const presses = 'button, a[href], summary'

/** Whether a press belongs to a field, a list or a dialog. */
export const fallsElsewhere = ({ target, key }: KeyboardEvent) => {
  if (document.querySelector('[role="dialog"]') !== null) return true
  return target instanceof Element && target.closest(key === ' ' ? `${taken}, ${presses}` : taken) !== null
}

/** Listens for the keys of a list while mounted. */
export const useShortcuts = (handlers: Handlers, list: readonly Shortcut[] = tableKeys) => {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => announceKeys({ list, handlerOf: id => latest.current[id] }), [list])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const { key, code, altKey, ctrlKey, metaKey, shiftKey, repeat } = event
      const press = { key, code, altKey, ctrlKey, metaKey, shiftKey, repeat, elsewhere: fallsElsewhere(event) }
      const id = shortcutOf(press, list)
      if (!id || (readSettings().shortcuts === 'off' && !always.includes(id))) return
      const handler = latest.current[id]
      if (!handler) return
      event.preventDefault()
      handler()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [list])
}
