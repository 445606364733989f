'use client'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { DeadLettersPage } from '@/server/instance'
import { get } from '../../live/http.ts'

/** What the page brought: the first dead letters of one question. */
export type FirstLetters = { readonly asked: string; readonly page: DeadLettersPage }
const often = 5000

const pageOf = (asked: string, cursor: number | null) =>
  get<DeadLettersPage>(`/api/dead-letters?${asked}${cursor === null ? '' : `&cursor=${cursor}`}`)

/** What a question leads to, newest first, page by page; asked again now and then, as others decide too. */
export const useLetters = (asked: string, first: FirstLetters | undefined) => {
  const query = useInfiniteQuery({
    queryKey: ['dead-letters', asked],
    queryFn: ({ pageParam }) => pageOf(asked, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }: DeadLettersPage) => next,
    placeholderData: keepPreviousData,
    refetchInterval: often,
    ...(first?.asked === asked ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
  const rows = query.data?.pages.flatMap(page => page.rows) ?? []
  return { ...query, rows, groups: query.data?.pages[0]?.groups ?? [] }
}

/** All there are, by kind, whatever the filter says. */
export const useAllGroups = (first: DeadLettersPage['groups'] | undefined) =>
  useQuery({
    queryKey: ['dead-letters', 'all'],
    queryFn: async () => (await get<DeadLettersPage>('/api/dead-letters?limit=1')).groups,
    refetchInterval: often,
    ...(first ? { initialData: first } : {}),
  })
