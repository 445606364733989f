'use client'
import { useEffect, useRef } from 'react'
import type { TableView } from '@/domain/projections/table-view'
import { say } from '../announce/announcer.ts'
import type { Connection } from '../live/use-view.ts'
import { linesAfter, missedText, newsText } from './news.ts'
import { play } from './sound.ts'

/** Tells what is new in the log: by voice, by a short sound, and after a lost connection in one sentence. */
export const useNews = (table: TableView, connection: Connection, onMissed: (text: string) => void) => {
  const seen = useRef(table.log.at(-1)?.id)
  /** The row that was held when the connection was lost: nothing is new until another one has come. */
  const stale = useRef<number | null>(null)
  const board = table.hand?.board.length ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: every row carries another time of the server
  useEffect(() => {
    if (connection === 'lost') stale.current ??= table.serverNow
    if (connection !== 'live' || stale.current === table.serverNow) return
    const lines = linesAfter(table.log, seen.current)
    seen.current = table.log.at(-1)?.id ?? seen.current
    if (stale.current !== null) onMissed(missedText(lines.length))
    else if (lines.length > 0) play('chips')
    stale.current = null
    say(newsText(lines, table))
  }, [table.serverNow, connection])
  useEffect(() => {
    if (board > 0) play('card')
  }, [board])
}
