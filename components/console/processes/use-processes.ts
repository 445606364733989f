'use client'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ProcessesPage, ProcessRow, ProcessTold } from '@/server/instance'
import { get } from '../../live/http.ts'

export type FirstProcesses = { readonly asked: string; readonly page: ProcessesPage }

const everyMs = 3000

/** Each once: an instance may come again further down, by an older event. */
const once = (rows: readonly ProcessRow[]): readonly ProcessRow[] =>
  [...new Map([...rows].reverse().map(row => [`${row.process}/${row.key}`, row])).values()].reverse()

export const useProcesses = (asked: string, first: FirstProcesses | undefined) => {
  const query = useInfiniteQuery({
    queryKey: ['processes', asked],
    queryFn: ({ pageParam }) =>
      get<ProcessesPage>(`/api/processes?${asked}${pageParam === null ? '' : `&before=${pageParam}`}`),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }: ProcessesPage) => next,
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
    gcTime: 0,
    ...(first?.asked === asked ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
  const newest = query.data?.pages[0]
  const rows = useMemo(() => {
    const stuck = newest?.stuck ?? []
    return once([...stuck, ...(query.data?.pages.flatMap(page => page.rows) ?? [])])
  }, [query.data, newest])
  return { ...query, newest, rows }
}

export const useProcess = (process: string, key: string, first: ProcessTold | undefined) =>
  useQuery({
    queryKey: ['process', process, key],
    queryFn: () => get<ProcessTold>(`/api/processes?process=${process}&key=${key}`),
    refetchInterval: everyMs,
    ...(first ? { initialData: first } : {}),
  })
