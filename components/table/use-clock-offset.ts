'use client'
import { useEffect, useState } from 'react'

/** How far the server's clock is ahead: the largest seen is the one that spent least time on its way. */
export const useClockOffset = (serverNow: number): number => {
  const [offset, setOffset] = useState(Number.NEGATIVE_INFINITY)
  useEffect(() => setOffset(known => Math.max(known, serverNow - Date.now())), [serverNow])
  return Number.isFinite(offset) ? offset : 0
}
