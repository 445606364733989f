'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { get } from '../live/http.ts'

export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }
/** What the page brought: the first rows of one question. */
export type FirstPage<Row> = { readonly asked: string; readonly page: Page<Row> }
type Asked<Row> = {
  readonly path: string
  readonly asked: string
  readonly first: FirstPage<Row> | undefined
  /** In how many milliseconds it is asked again, as others add to it too. */
  readonly again: (rows: readonly Row[]) => number
}

const rowsIn = <Row>(pages: readonly Page<Row>[] | undefined): readonly Row[] => pages?.flatMap(page => page.rows) ?? []

/** A list newest first, page by page: each begins where the one before ended, whatever came on top meanwhile. */
export const usePages = <Row>({ path, asked, first, again }: Asked<Row>) => {
  const query = useInfiniteQuery({
    queryKey: [path, asked],
    queryFn: ({ pageParam }) =>
      get<Page<Row>>(`${path}?${asked}${pageParam === null ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: Page<Row>) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => again(rowsIn(state.data?.pages)),
    ...(first?.asked === asked ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
  return { ...query, rows: rowsIn(query.data?.pages) }
}
