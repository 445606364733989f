'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { consoleKeys } from '../../keys/shortcuts.ts'
import { fallsElsewhere, useShortcuts } from '../../keys/use-shortcuts.ts'
import { readSettings } from '../../settings/settings.ts'
import { places } from './places.ts'

type Given = { onPalette: () => void; onHelp: () => void }

const patience = 1500
const isPlain = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent) => !(altKey || ctrlKey || metaKey || shiftKey)

/** ⌘K opens the palette, `g` and a letter lead to a place, `?` tells the keys. Single letters can be switched off. */
export const useConsoleKeys = ({ onPalette, onHelp }: Given) => {
  const router = useRouter()
  const latest = useRef(onPalette)
  useEffect(() => {
    latest.current = onPalette
  })
  useShortcuts({ help: onHelp }, consoleKeys)
  useEffect(() => {
    let going = Number.NEGATIVE_INFINITY
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return latest.current()
      }
      if (!isPlain(event) || fallsElsewhere(event) || readSettings().shortcuts === 'off') return
      const isGoing = event.timeStamp - going < patience
      going = event.key === 'g' && !isGoing ? event.timeStamp : Number.NEGATIVE_INFINITY
      const place = isGoing ? places.find(({ letter }) => letter === event.key) : undefined
      if (!place && !isGoing) return
      event.preventDefault()
      if (place) router.push(place.href as Route)
    }
    // Before any page gets it: after a `g` a letter is no order.
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [router])
}
