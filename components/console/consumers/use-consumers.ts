'use client'
import { useQuery } from '@tanstack/react-query'
import type { ConsumersPage, ConsumerTold } from '@/server/instance'
import { get } from '../../live/http.ts'

const everyMs = 2000

export const useConsumers = (first: ConsumersPage | undefined) =>
  useQuery({
    queryKey: ['consumers'],
    queryFn: () => get<ConsumersPage>('/api/projections'),
    refetchInterval: everyMs,
    ...(first ? { initialData: first } : {}),
  })

export const useConsumer = (name: string, first: ConsumerTold | undefined) =>
  useQuery({
    queryKey: ['consumers', name],
    queryFn: () => get<ConsumerTold>(`/api/projections/${encodeURIComponent(name)}`),
    refetchInterval: everyMs,
    ...(first ? { initialData: first } : {}),
  })
