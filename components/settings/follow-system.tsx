'use client'
import { useEffect } from 'react'
import { applyAppearance, readSettings } from './settings.ts'

/** Keeps a theme that follows the system in step with it. */
export function FollowSystem() {
  useEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: light)')
    const follow = () => applyAppearance(readSettings())
    scheme.addEventListener('change', follow)
    return () => scheme.removeEventListener('change', follow)
  }, [])
  return null
}
