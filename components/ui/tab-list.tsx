'use client'
import { type KeyboardEvent, useEffect, useRef } from 'react'

type Props<Name extends string> = {
  label: string
  className: string
  tabs: readonly (readonly [name: Name, title: string])[]
  shown: Name
  /** The id of what a tab shows. */
  idOf: (name: Name) => string
  onChange: (name: Name) => void
}

/** Tabs of which one is reached by Tab, and the others from there by the arrows, Home and End. */
export function TabList<Name extends string>({ label, className, tabs, shown, idOf, onChange }: Props<Name>) {
  const list = useRef<HTMLDivElement>(null)
  const at = tabs.findIndex(([name]) => name === shown)
  const step = (event: KeyboardEvent) => {
    const last = tabs.length - 1
    const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }
    const place = places[event.key]
    const next = place === undefined ? undefined : tabs[(place + tabs.length) % tabs.length]
    if (!next || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onChange(next[0])
    list.current?.querySelector<HTMLElement>(`[data-tab="${next[0]}"]`)?.focus()
  }
  // Where they are more than fit, the one that is shown is in sight. Only this box moves: a page stays where it is.
  useEffect(() => {
    const box = list.current
    const tab = box?.querySelector(`[data-tab="${shown}"]`)?.getBoundingClientRect()
    if (box && tab) box.scrollLeft += tab.left - box.getBoundingClientRect().left - (box.clientWidth - tab.width) / 2
  }, [shown])
  return (
    <div ref={list} role="tablist" aria-label={label} className={className}>
      {tabs.map(([name, title]) => (
        <button
          key={name}
          id={`${idOf(name)}-tab`}
          type="button"
          role="tab"
          data-tab={name}
          aria-selected={name === shown}
          aria-controls={name === shown ? idOf(name) : undefined}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => onChange(name)}
          onKeyDown={step}
        >
          {title}
        </button>
      ))}
    </div>
  )
}

type PanelProps = { id: string; children: React.ReactNode }

/** What the tab shows whose `idOf` this is. */
export function TabPanel({ id, children }: PanelProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reachable by keyboard
    <div role="tabpanel" id={id} aria-labelledby={`${id}-tab`} tabIndex={0}>
      {children}
    </div>
  )
}
