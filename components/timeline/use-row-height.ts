'use client'
import { useSyncExternalStore } from 'react'
import type { Heights } from './look.ts'

const wide = '(min-width: 900px)'

const subscribe = (changed: () => void) => {
  const media = matchMedia(wide)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** One line where there is room, two where there is none. */
export const usualHeights: Heights = { wide: 32, narrow: 60 }

/** In pixels, as the style sheets have it. */
export const useRowHeight = (heights: Heights = usualHeights): number => {
  const isWide = useSyncExternalStore(
    subscribe,
    () => matchMedia(wide).matches,
    () => true,
  )
  return isWide ? heights.wide : heights.narrow
}
