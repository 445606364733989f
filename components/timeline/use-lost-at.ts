'use client'
import { useEffect, useState } from 'react'
import type { Connection } from '../live/use-view.ts'

/** Since when there is no connection, in milliseconds since the epoch. */
export const useLostAt = (connection: Connection): number | null => {
  const [lostAt, setLostAt] = useState<number | null>(null)
  useEffect(() => setLostAt(connection === 'lost' ? Date.now() : null), [connection])
  return lostAt
}
