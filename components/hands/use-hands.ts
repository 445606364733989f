'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { HandsPage } from '@/server/instance'
import { get } from '../live/http.ts'

/** What the page brought: the first hands of one question. */
export type FirstHands = { readonly asked: string; readonly page: HandsPage }

const pageOf = (asked: string, cursor: string | null) =>
  get<HandsPage>(`/api/hands?${asked}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)

/** The list that a question leads to, page by page. What was there before stays until the answer comes. */
export const useHands = (asked: string, first: FirstHands | undefined) => {
  const query = useInfiniteQuery({
    queryKey: ['hands', asked],
    queryFn: ({ pageParam }) => pageOf(asked, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: HandsPage) => next,
    placeholderData: keepPreviousData,
    gcTime: 0,
    ...(first?.asked === asked ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
  const { data } = query
  const hands = useMemo(() => data?.pages.flatMap(page => page.hands) ?? [], [data])
  const names = useMemo(() => Object.assign({}, ...(data?.pages.map(page => page.names) ?? [])), [data])
  return { ...query, hands, names: names as HandsPage['names'] }
}
