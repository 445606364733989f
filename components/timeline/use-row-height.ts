'use client'
import { useSyncExternalStore } from 'react'

const wide = '(min-width: 900px)'

const subscribe = (changed: () => void) => {
  const media = matchMedia(wide)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** In pixels, as timeline.css has it: one line where there is room, two where there is none. */
export const useRowHeight = (): number =>
  useSyncExternalStore(
    subscribe,
    () => (matchMedia(wide).matches ? 32 : 60),
    () => 32,
  )
