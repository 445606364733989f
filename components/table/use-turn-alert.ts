'use client'
import { useEffect } from 'react'
import type { SeatView } from '@/domain/hand/seat-view'
import type { TableView } from '@/domain/projections/table-view'
import { alert } from '../announce/announcer.ts'
import { readSettings } from '../settings/settings.ts'
import { play, unlockSound } from './sound.ts'
import type { OwnTurn } from './turn.ts'
import { turnText } from './wording.ts'

const lateMs = 10_000

const setIcon = (href: string) => {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (icon) icon.href = href
}
const notify = (text: string) => {
  if (readSettings().notify === 'off' || !document.hidden || !('Notification' in window)) return
  if (Notification.permission === 'granted') new Notification('Your turn', { body: text, tag: 'your-turn' })
}

type Given = { table: TableView; view: SeatView | null; turn: OwnTurn | null; clockOffset: number }

/** Whose turn it is, for somebody who looks elsewhere: sound at once, title, icon, voice, notification. */
export const useTurnAlert = ({ table, view, turn, clockOffset }: Given) => {
  const key = turn?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per decision, whatever else moves meanwhile
  useEffect(() => {
    if (!key || !turn || !view || !table.hand) return
    const title = document.title
    const left = turn.deadline - (Date.now() + clockOffset)
    const text = turnText(view, table.hand, left / 1000)
    document.title = `● Your turn · ${table.name}`
    setIcon('/icon-turn.svg')
    play('turn')
    alert(text)
    notify(text)
    const late = setTimeout(
      () => {
        play('late')
        alert('10 seconds left')
      },
      Math.max(0, left - lateMs),
    )
    if (left < lateMs + 1000) clearTimeout(late)
    return () => {
      clearTimeout(late)
      document.title = title
      setIcon('/icon.svg')
    }
  }, [key])
}

/** A sound of its own for what the viewer wins. */
export const useWinSound = (won: number) => {
  useEffect(() => {
    if (won > 0) play('win')
  }, [won])
}

/** The first touch of the page lets it sound. */
export const useSoundUnlock = () => {
  useEffect(() => {
    const options = { once: true, capture: true }
    window.addEventListener('pointerdown', unlockSound, options)
    window.addEventListener('keydown', unlockSound, options)
    return () => {
      window.removeEventListener('pointerdown', unlockSound, options)
      window.removeEventListener('keydown', unlockSound, options)
    }
  }, [])
}
