'use client'
import { createParser, useQueryState } from 'nuqs'
import { useCallback, useEffect, useRef, useState } from 'react'

/** Before the first event. */
const beforeAll = -1
const idleMs = 250

/** What is no moment lies behind the end, and is clamped like everything that does. */
export const moment = createParser<number>({
  parse: text => {
    if (text === 'start') return beforeAll
    return /^\d{1,9}$/.test(text) ? Number(text) : Number.MAX_SAFE_INTEGER
  },
  serialize: at => (at === beforeAll ? 'start' : String(at)),
})

type Given = { last: number; onClamped: (text: string) => void }

/**
 * Where one stands in a stream or a replay: the state after the event `at`. The address says it, so that a link, Back and Forward lead
 * there; while somebody scrubs it is known here alone, and written once they rest.
 */
export const usePosition = ({ last, onClamped }: Given) => {
  const [asked, setAsked] = useQueryState('at', moment)
  const [local, setLocal] = useState<number | null>(null)
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined)
  const at = local ?? Math.min(asked ?? last, last)

  const write = useCallback(
    (to: number, history: 'push' | 'replace') => {
      clearTimeout(idle.current)
      setLocal(null)
      void setAsked(to, { history })
    },
    [setAsked],
  )
  useEffect(() => () => clearTimeout(idle.current), [])
  useEffect(() => {
    if (asked === null || asked <= last) return
    onClamped(`The stream ends at ${last}.`)
    write(last, 'replace')
  }, [asked, last, onClamped, write])

  const clamped = (to: number) => Math.max(beforeAll, Math.min(to, last))
  return {
    at,
    /** Shown at once, known to nobody else. */
    show: (to: number) => {
      clearTimeout(idle.current)
      setLocal(clamped(to))
    },
    /** One of many small steps: the address follows when they end. */
    scrub: (to: number) => {
      clearTimeout(idle.current)
      setLocal(clamped(to))
      idle.current = setTimeout(() => write(clamped(to), 'replace'), idleMs)
    },
    /** The thumb is let go. */
    settle: () => local !== null && write(local, 'replace'),
    /** A place that somebody chose: Back leads to where they came from. */
    jump: (to: number) => clamped(to) !== at && write(clamped(to), 'push'),
  }
}
export type Position = ReturnType<typeof usePosition>
