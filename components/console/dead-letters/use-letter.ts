'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { ShownDeadLetter } from '@/server/instance'
import { get, post } from '../../live/http.ts'
import type { Decide, Decision } from './deciding.ts'

const soon = 500
const often = 4000

/** One dead letter, asked for again while something can still change. */
export const useLetter = (first: ShownDeadLetter) => {
  const { id } = first
  const client = useQueryClient()
  const [pending, setPending] = useState<Decision | null>(null)
  const query = useQuery({
    queryKey: ['dead-letter', id],
    queryFn: () => get<ShownDeadLetter>(`/api/dead-letters/${id}`),
    initialData: first,
    refetchInterval: ({ state: { data } }) => (data?.state.pending ? soon : often),
  })
  /** Nothing can be pressed before the entry itself says what became of it. */
  const decide = useCallback<Decide>(
    async (decision, body = {}) => {
      setPending(decision)
      const answer = await post(`/api/dead-letters/${id}/${decision}`, body)
      await client.invalidateQueries({ queryKey: ['dead-letter', id] })
      void client.invalidateQueries({ queryKey: ['dead-letters'] })
      setPending(null)
      return answer.ok ? null : answer.problem
    },
    [client, id],
  )
  return { letter: query.data, error: query.error, decide, pending }
}
