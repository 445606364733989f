'use client'
import { useEffect, useRef } from 'react'
import { readSettings } from '../settings/settings.ts'

type Keys = { toggle: () => void; goTo: () => void; close: () => void }

const taken = 'input, textarea, select, [contenteditable="true"], [role="dialog"]'

/** L follows and pauses, G goes to a place, Escape closes the event: outside of fields and dialogs, without modifiers. */
export const useTimelineKeys = (keys: Keys) => {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, altKey, ctrlKey, metaKey, target, defaultPrevented } = event
      if (altKey || ctrlKey || metaKey || defaultPrevented || document.querySelector('[role="dialog"]')) return
      if (target instanceof Element && target.closest(taken)) return
      if (key === 'Escape') return latest.current.close()
      if (readSettings().shortcuts === 'off') return
      if (key.toLowerCase() === 'l') latest.current.toggle()
      if (key.toLowerCase() !== 'g') return
      event.preventDefault()
      latest.current.goTo()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
