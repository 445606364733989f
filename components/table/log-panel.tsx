'use client'
import { useEffect, useRef } from 'react'
import type { TableView } from '@/domain/projections/table-view'
import { lineText, withGlyphs } from './wording.ts'

type Props = Pick<TableView, 'log' | 'names'>

/** The hand in words, newest last; stays at the end unless somebody has scrolled back. */
export function LogLines({ log, names }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const atEnd = useRef(true)
  const last = log.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the last line
  useEffect(() => {
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight
  }, [last])
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = list.current ?? { scrollTop: 0, scrollHeight: 0, clientHeight: 0 }
    atEnd.current = scrollHeight - scrollTop - clientHeight < 24
  }
  if (log.length === 0) return <p className="p-4 text-muted">Nothing has happened yet.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
    <ol ref={list} onScroll={onScroll} className="log-lines" tabIndex={0} aria-label="Hand log">
      {log.map(line => (
        <li key={line.id} className={line.player ? undefined : 'text-muted'}>
          {lineText({ ...line, text: withGlyphs(line.text) }, names)}
        </li>
      ))}
    </ol>
  )
}

export function LogPanel(props: Props) {
  return (
    <aside className="log-panel" aria-label="Log">
      <h2 className="px-4 pt-3 pb-1 font-semibold text-muted text-xs">Log</h2>
      <LogLines {...props} />
    </aside>
  )
}
