'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { PlayerId } from '@/domain/ids'
import { type Answer, get, post } from './http.ts'
import { reconnect } from './use-view.ts'

export type Session = { player: PlayerId; name: string } | null

/** Who this browser is, and how it becomes somebody. */
export const useSession = (initial: Session) => {
  const client = useQueryClient()
  const { data: session } = useQuery({
    queryKey: ['session'],
    queryFn: () => get<Session>('/api/session'),
    initialData: initial,
  })
  const signIn = useCallback(
    async (by: { name: string } | { recoveryCode: string }): Promise<Answer<NonNullable<Session>>> => {
      const answer = await post<NonNullable<Session>>('/api/session', by)
      if (!answer.ok) return answer
      client.setQueryData(['session'], answer.value)
      reconnect()
      return answer
    },
    [client],
  )
  const enter = useCallback((name: string) => signIn({ name }), [signIn])
  const recover = useCallback((recoveryCode: string) => signIn({ recoveryCode }), [signIn])
  return { session, enter, recover }
}
