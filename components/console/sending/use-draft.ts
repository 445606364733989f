'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { useCallback, useState } from 'react'
import { newId } from '../../live/http.ts'

const placeOf = (id: string, message: string) => `draft ${id} ${message}`

const stored = (place: string): unknown => {
  const text = sessionStorage.getItem(place)
  return text === null ? undefined : JSON.parse(text)
}

/**
 * What is being written, kept by this tab over reloads; its id stands in the address and is the key under which it is
 * sent, so that it is done once. A change of what was done already makes another draft of it.
 */
export const useDraft = (message: string, blank: unknown) => {
  const [asked, setAsked] = useQueryState('draft', parseAsString)
  const [fresh] = useState(newId)
  const [done, setDone] = useState<string | null>(null)
  const [written, setWritten] = useState<{ readonly place: string; readonly data: unknown } | null>(null)
  const id = asked ?? fresh
  const place = placeOf(id, message)
  const data = written?.place === place ? written.data : (stored(place) ?? blank)
  const write = useCallback(
    (next: unknown) => {
      const to = done === id ? newId() : id
      const there = placeOf(to, message)
      sessionStorage.setItem(there, JSON.stringify(next ?? null))
      setWritten({ place: there, data: next })
      if (to !== asked) void setAsked(to)
    },
    [asked, done, id, message, setAsked],
  )
  return {
    id,
    data,
    write,
    /** Anything else that is said with it changed. */
    touch: () => done === id && write(data),
    markDone: () => setDone(id),
  }
}
