'use client'
import { useEffect, useRef } from 'react'

const settleMs = 350

/** A row that has just replaced another one swallows presses that were meant for the old one. */
export const useSettled = () => {
  const since = useRef(Number.POSITIVE_INFINITY)
  useEffect(() => {
    since.current = performance.now()
  }, [])
  return (press: () => void) => () => {
    if (performance.now() - since.current >= settleMs) press()
  }
}
