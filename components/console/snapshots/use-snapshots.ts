'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SnapshotsPage } from '@/server/instance'
import { get } from '../../live/http.ts'

export type FirstSnapshots = { readonly asked: string; readonly page: SnapshotsPage }

/** Newest first, page by page. */
export const useSnapshots = (asked: string | undefined, first: FirstSnapshots | undefined) => {
  const query = useInfiniteQuery({
    queryKey: ['snapshots', asked],
    queryFn: ({ pageParam }) =>
      get<SnapshotsPage>(`/api/snapshots?${asked}${pageParam === null ? '' : `&before=${pageParam}`}`),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }: SnapshotsPage) => next,
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 0,
    ...(first && first.asked === asked ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  })
  const snapshots = useMemo(() => query.data?.pages.flatMap(page => page.snapshots) ?? [], [query.data])
  return { ...query, snapshots }
}
