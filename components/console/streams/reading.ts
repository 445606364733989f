'use client'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { StateAt, Turn } from '@/engine/streams'
import type { EventBook, ShownEvent, Workflow } from '@/server/instance'
import { get } from '../../live/http.ts'
import { perPage } from './window.ts'

export type Stream = { readonly domain: string; readonly root: string; readonly edition: string }
export type StreamEvent = EventBook['pages'][number]

const address = ({ domain, root, edition }: Stream, what: string, query: Readonly<Record<string, string>> = {}) =>
  `/api/streams/${domain}/${root}${what}?${new URLSearchParams({ ...(edition ? { edition } : {}), ...query })}`

const everyMs = 5000

/** How many events there are: looked up again and again, since streams grow. */
export const useTotal = (stream: Stream, first: number): number => {
  const { data } = useQuery({
    queryKey: ['total', stream],
    queryFn: async () => (await get<EventBook>(address(stream, '', { from: '0', to: '0' }))).nextSequence,
    initialData: first,
    refetchInterval: everyMs,
  })
  // What is remembered of an earlier look may be older than the page.
  return Math.max(data, first)
}

/** The last page is read again as it fills. */
const pageQuery = (stream: Stream, page: number, total: number) => {
  const from = page * perPage
  const to = Math.min(total, from + perPage) - 1
  return {
    queryKey: ['events', stream, from, to],
    queryFn: () => get<EventBook>(address(stream, '', { from: String(from), to: String(to) })),
    gcTime: 60_000,
  }
}

/** Events by sequence, as far as these pages are there yet. */
export const useEvents = (stream: Stream, pages: readonly number[], total: number) =>
  useQueries({
    queries: pages.map(page => pageQuery(stream, page, total)),
    combine: results => ({
      events: new Map(results.flatMap(({ data }) => data?.pages ?? []).map(event => [event.sequence, event])),
      failed: results.some(({ isError }) => isError),
      retry: () => {
        for (const { isError, refetch } of results) if (isError) void refetch()
      },
    }),
  })

/** Before the first event it is the state that every stream of this kind begins with. */
export const useStateAt = (stream: Stream, at: number, enabled = true) =>
  useQuery({
    queryKey: ['state', stream, at],
    queryFn: () => get<StateAt>(address(stream, '/state', { asOf: at < 0 ? 'position:0' : String(at) })),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })

export type Course = { readonly from: number; readonly to: number; readonly turns: readonly Turn[] }

export const useCourse = (stream: Stream, pointer: string | null, { from, to }: Pick<Course, 'from' | 'to'>) =>
  useQuery({
    queryKey: ['course', stream, pointer, from, to],
    queryFn: () =>
      get<Course>(address(stream, '/course', { pointer: pointer ?? '', from: String(from), to: String(to) })),
    enabled: pointer !== null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })

export type Verified = { readonly ok: boolean; readonly checked: number; readonly firstBroken?: number }
export const verify = (stream: Stream) => get<Verified>(address(stream, '/verify'))

export const readBefore = (stream: Stream, to: number) =>
  get<EventBook>(address(stream, '', { from: '0', to: String(to) }))

/** One event as it lies in the store. */
export const useStored = (stream: Stream, sequence: number) =>
  useQuery({
    queryKey: ['stored', stream, sequence],
    queryFn: () => get<ShownEvent>(address(stream, `/events/${sequence}`)),
    gcTime: 60_000,
  })

/** What belongs to the event: its command, what caused it, what followed. Nothing where it belongs to no workflow. */
export const useWorkflow = (correlationId: string) =>
  useQuery({
    queryKey: ['workflow', correlationId],
    queryFn: () => get<Workflow>(`/api/correlations/${encodeURIComponent(correlationId)}`),
    enabled: correlationId !== '',
    gcTime: 60_000,
  })

type Found = { readonly pages: readonly { readonly sequence: number }[]; readonly next: number | null }
/** Where in the stream something is said, oldest first; at most 200 places. */
export const useFound = ({ domain, root, edition }: Stream, words: string) =>
  useQuery({
    queryKey: ['found', domain, root, edition, words],
    queryFn: async () => {
      const query = { domain, root, q: words, after: '0', limit: '200', ...(edition ? { edition } : {}) }
      const { pages, next } = await get<Found>(`/api/timeline?${new URLSearchParams(query)}`)
      return { places: pages.map(({ sequence }) => sequence), more: next !== null }
    },
    enabled: words !== '',
    placeholderData: keepPreviousData,
  })
