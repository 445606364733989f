'use client'
import { useQuery } from '@tanstack/react-query'
import type { OperationRow } from '@/engine/operation'
import { get } from '../../live/http.ts'
import { isMissing } from '../problem.ts'

export const isRunning = ({ status }: Pick<OperationRow, 'status'>): boolean =>
  status === 'running' || status === 'paused'

const soon = 600
const patience = 250
/** What has just begun may not be listed yet. */
const mostTries = 12

/** One operation, asked for again as long as it goes on. */
export const useOperation = (id: string, first: OperationRow | undefined) =>
  useQuery({
    queryKey: ['operation', id],
    queryFn: () => get<OperationRow>(`/api/operations/${id}`),
    refetchInterval: ({ state: { data } }) => (data && isRunning(data) ? soon : false),
    retry: (failures, error) => failures < (isMissing(error) ? mostTries : 1),
    retryDelay: patience,
    ...(first ? { initialData: first } : {}),
  })
