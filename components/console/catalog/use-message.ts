'use client'
import { useQuery } from '@tanstack/react-query'
import type { MessageUse } from '@/server/instance'
import { get } from '../../live/http.ts'

/** What the log knows of a message. */
export const useMessage = (domain: string, type: string) =>
  useQuery({
    queryKey: ['message', domain, type],
    queryFn: () => get<MessageUse>(`/api/catalog/${domain}/${type}`),
    staleTime: 10_000,
  })
