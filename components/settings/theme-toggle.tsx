'use client'
import { Moon, Sun } from 'lucide-react'
import { changeSettings, readSettings } from './settings.ts'

/** From what is shown to the other one. The settings know a third: follow the system. */
const toggle = () => {
  const light = document.documentElement.dataset.theme === 'light'
  changeSettings({ ...readSettings(), theme: light ? 'dark' : 'light' })
}

export function ThemeToggle() {
  return (
    <button
      type="button"
      aria-label="Light or dark"
      className="grid size-11 flex-none place-items-center rounded-lg hover:bg-raised"
      onClick={toggle}
    >
      <Sun size={20} aria-hidden className="hidden [[data-theme=dark]_&]:block" />
      <Moon size={20} aria-hidden className="hidden [[data-theme=light]_&]:block" />
    </button>
  )
}
