'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { StreamSummary } from '@/engine/ports'
import { get } from '../../live/http.ts'

export type StreamsPage = { readonly streams: readonly StreamSummary[]; readonly next: string | null }
export type FirstStreams = { readonly asked: string; readonly page: StreamsPage }

const pageOf = (asked: string, cursor: string | null) =>
  get<StreamsPage>(`/api/streams?${asked}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)

/** The streams that a question leads to, page by page. What was there before stays until the answer comes. */
export const useStreams = (asked: string, first: FirstStreams | undefined) => {
  const query = useInfiniteQuery({
    queryKey: ['streams', asked],
    queryFn: ({ pageParam }) => pageOf(asked, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: StreamsPage) => next,
    placeholderData: keepPreviousData,
    gcTime: 0,
    ...(first?.asked === asked ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
  const streams = useMemo(() => query.data?.pages.flatMap(page => page.streams) ?? [], [query.data])
  return { ...query, streams }
}
