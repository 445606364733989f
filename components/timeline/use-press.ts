'use client'
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import { positionOf } from './row-grid.tsx'

type Does = { readonly follows: boolean; readonly onPress: () => void; readonly onSelect: (position: number) => void }

/**
 * The row that a pointer went down on is the one that is chosen, wherever the list has moved by the time it comes up:
 * a click would be told of the row that is there then, or of none where that one was made anew.
 */
export const usePress = ({ follows, onPress, onSelect }: Does) => {
  const pressed = useRef<number | null>(null)
  const isTold = useRef(false)
  /** From there until it is over rows stay the same elements: what was pressed, or is being marked, is one of them. */
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (!isHeld) return
    const release = () => setHeld(isMarking())
    const ends = ['pointerup', 'pointercancel'] as const
    for (const end of ends) window.addEventListener(end, release)
    return () => {
      for (const end of ends) window.removeEventListener(end, release)
    }
  }, [isHeld])
  const onPointerDown = useCallback(
    ({ button, target }: PointerEvent) => {
      isTold.current = false
      pressed.current = button === 0 ? rowUnder(target) : null
      if (pressed.current === null) return
      setHeld(isOn => isOn || follows)
      onPress()
    },
    [follows, onPress],
  )
  const onPointerUp = () => {
    const position = pressed.current
    pressed.current = null
    if (position === null) return
    isTold.current = true
    if (!isMarking()) onSelect(position)
  }
  /** Without a pointer, as assistive technology does it. */
  const onClick = ({ target }: MouseEvent) => {
    const position = isTold.current ? null : rowUnder(target)
    isTold.current = false
    if (position !== null) onSelect(position)
  }
  const onPointerCancel = () => {
    pressed.current = null
  }
  return { isHeld, press: { onPointerDown, onPointerUp, onPointerCancel, onClick } }
}

const isMarking = () => getSelection()?.isCollapsed === false
/** What has a meaning of its own is not a part of its row. */
const rowUnder = (target: EventTarget): number | null => {
  if (!(target instanceof Element) || target.closest('a, button')) return null
  return positionOf(target.closest('tbody tr')?.id)
}
