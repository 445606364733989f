'use client'
import { useQuery } from '@tanstack/react-query'
import { get } from '../../live/http.ts'

export type LetterCount = { readonly groups: readonly { readonly count: number }[] }

const everyMs = 15_000

/** How many dead letters are open; undefined while nobody could say. */
export const useOpenLetters = (first: LetterCount | undefined): number | undefined => {
  const { data, isError } = useQuery({
    queryKey: ['open-letters'],
    queryFn: () => get<LetterCount>('/api/dead-letters?status=open&limit=1'),
    refetchInterval: everyMs,
    ...(first ? { initialData: first } : {}),
  })
  return isError ? undefined : data?.groups.reduce((sum, { count }) => sum + count, 0)
}
