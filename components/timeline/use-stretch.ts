'use client'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { Timeline } from '@/server/instance'
import { get } from '../live/http.ts'
import { type Arrived, useTail } from '../live/use-view.ts'
import { type Entry, type Filter, questionOf } from './question.ts'
import { type Change, changed, newest, nothingFresh, onward, type Stretch } from './stretch.ts'

type Given = { filter: Filter; entry: Entry; first: Timeline }
type End = 'older' | 'newer'
const mostEmptyReads = 20

const begun = ({ first, entry }: Given): Stretch => (entry.kind === 'newest' ? newest(first) : onward(first))

/** The part of the log that is held: read on at both ends, and told at its end by the tail. */
export const useStretch = (given: Given) => {
  const { filter } = given
  const [held, change] = useReducer(changed, given, begun)
  const latest = useRef(held)
  useEffect(() => {
    latest.current = held
  })
  const [failed, setFailed] = useState<End | 'newest' | null>(null)
  const [attached, setAttached] = useState(0)
  const busy = useRef(false)
  const emptyReads = useRef(0)
  const ask = useCallback(
    async (kind: End | 'newest', place: { after?: string; before?: string }) => {
      if (busy.current) return
      busy.current = true
      try {
        const read = await get<Timeline>(`/api/timeline?${questionOf(filter, place)}`)
        emptyReads.current = read.pages.length > 0 ? 0 : emptyReads.current + 1
        change({ kind, read })
        setFailed(null)
        // The tail goes on from where this was read to.
        if (kind !== 'older' && (kind === 'newest' || read.next === null)) setAttached(times => times + 1)
      } catch {
        setFailed(kind)
      } finally {
        busy.current = false
      }
    },
    [filter],
  )
  const searchFurther = useCallback(() => {
    const { older } = latest.current
    if (older !== null) void ask('older', { before: String(older) })
  }, [ask])
  /** Goes on by itself only so far where nothing is found. */
  const loadOlder = useCallback(() => {
    if (emptyReads.current < mostEmptyReads) searchFurther()
  }, [searchFurther])
  const loadNewer = useCallback(() => {
    const { newer } = latest.current
    if (newer !== null) void ask('newer', { after: String(newer) })
  }, [ask])
  const follow = useCallback(() => {
    if (latest.current.newer === null) change({ kind: 'follow' })
    else void ask('newest', {})
  }, [ask])
  const pause = useCallback(() => change({ kind: 'pause' }), [])
  const { freshAfter } = held
  useEffect(() => {
    if (freshAfter === nothingFresh) return
    const timer = setTimeout(() => change({ kind: 'settle' }), freshMs)
    return () => clearTimeout(timer)
  }, [freshAfter])
  const [rate, count] = useRate()
  // biome-ignore lint/correctness/useExhaustiveDependencies: attached anew, the tail is watched from the new position
  const tail = useMemo(
    () => ({
      filter,
      position: () => latest.current.position,
      onEvents: (arrived: Arrived) => {
        count(arrived.pages.length)
        change({ kind: 'arrived', arrived } satisfies Change)
      },
    }),
    [filter, attached, count],
  )
  useTail(tail)
  return { held, failed, rate, searchFurther, loadOlder, loadNewer, follow, pause }
}

const freshMs = 1500
const measuredMs = 2000

/** How many events a second are told, and how they are counted. */
const useRate = (): readonly [number, (more: number) => void] => {
  const [rate, setRate] = useState(0)
  const counted = useRef(0)
  useEffect(() => {
    const timer = setInterval(() => {
      setRate((counted.current / measuredMs) * 1000)
      counted.current = 0
    }, measuredMs)
    return () => clearInterval(timer)
  }, [])
  const count = useCallback((more: number) => {
    counted.current += more
  }, [])
  return [rate, count]
}
