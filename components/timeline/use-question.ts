'use client'
import { parseAsBoolean, parseAsInteger, parseAsString, useQueryState, useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { type Changes, entryOf, type Filter } from './question.ts'

/** What stands in the address: the filters by these names, where one came in, which event is looked at. */
export const useQuestion = (names: readonly string[]) => {
  const parsers = useMemo(() => Object.fromEntries(names.map(name => [name, parseAsString])), [names])
  const [values, setValues] = useQueryStates(parsers, { history: 'push' })
  const [entry, setEntry] = useQueryState('from', parseAsString.withOptions({ history: 'push' }))
  const [selected, setSelected] = useQueryState('sel', parseAsInteger)
  const [folded, setFolded] = useQueryState('folded', parseAsBoolean.withDefault(false))
  /** The event that a link led to: where one comes in, until one goes elsewhere. */
  const [linked, setLinked] = useState(selected)
  const asked = JSON.stringify(Object.entries(values).filter(([, value]) => value))
  const filter = useMemo<Filter>(() => Object.fromEntries(JSON.parse(asked)), [asked])
  const place = useMemo(() => entryOf(entry ?? undefined, linked ?? undefined), [entry, linked])
  const narrow = useCallback(
    (changes: Changes) => {
      setLinked(null)
      void setSelected(null)
      void setEntry(null)
      void setValues(changes)
    },
    [setValues, setSelected, setEntry],
  )
  const goTo = useCallback(
    (from: string) => {
      setLinked(null)
      void setSelected(null)
      void setEntry(from || null)
    },
    [setEntry, setSelected],
  )
  return { filter, place, selected, folded, narrow, goTo, setSelected, setFolded }
}
