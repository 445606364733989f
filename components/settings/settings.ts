'use client'
import { useSyncExternalStore } from 'react'
import { storageKey } from './appearance.ts'

export type Settings = {
  theme: 'dark' | 'light' | 'system'
  deck: 'four' | 'two'
  motion: 'system' | 'reduced' | 'full'
  /** 0 is silence. */
  volume: number
  /** What a screen reader is told. */
  speech: 'all' | 'my-turn' | 'off'
  shortcuts: 'on' | 'off'
  confirmAllIn: 'on' | 'off'
  notify: 'on' | 'off'
  /** Of the console's timeline; null as many as there is room for. */
  logColumns: readonly string[] | null
}
export const defaults: Settings = {
  theme: 'dark',
  deck: 'four',
  motion: 'system',
  volume: 0.6,
  speech: 'all',
  shortcuts: 'on',
  confirmAllIn: 'off',
  notify: 'off',
  logColumns: null,
}

let current: Settings | undefined
const listeners = new Set<() => void>()

const stored = (): Settings => {
  try {
    return { ...defaults, ...JSON.parse(localStorage.getItem(storageKey) ?? '{}') }
  } catch {
    return defaults
  }
}
export const readSettings = (): Settings => {
  if (typeof window === 'undefined') return defaults
  current ??= stored()
  return current
}
const themeOf = ({ theme }: Settings) => {
  if (theme !== 'system') return theme
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}
export const applyAppearance = (settings: Settings) => {
  const { dataset } = document.documentElement
  dataset.theme = themeOf(settings)
  dataset.deck = settings.deck
  if (settings.motion === 'system') delete dataset.motion
  else dataset.motion = settings.motion
}
export const changeSettings = (change: Partial<Settings>) => {
  current = { ...readSettings(), ...change }
  try {
    localStorage.setItem(storageKey, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing still plays with the settings of this visit.
  }
  applyAppearance(current)
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const useSettings = (): Settings => useSyncExternalStore(subscribe, readSettings, () => defaults)
