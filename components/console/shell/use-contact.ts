'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Problem } from '../../live/http.ts'

const isLost = (error: unknown) => {
  const status = (error as { problem?: Problem } | null)?.problem?.status
  return status === 0 || status === 503
}

/** Since when no answer has come; null while the page hears from the server. */
export const useContact = (): number | null => {
  const client = useQueryClient()
  const [lostAt, setLostAt] = useState<number | null>(null)
  useEffect(
    () =>
      client.getQueryCache().subscribe(event => {
        if (event.type !== 'updated') return
        if (event.action.type === 'success') setLostAt(null)
        if (event.action.type === 'error' && isLost(event.action.error)) setLostAt(since => since ?? Date.now())
      }),
    [client],
  )
  return lostAt
}
