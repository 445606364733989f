'use client'
import { useQuery } from '@tanstack/react-query'
import type { StreamSummary } from '@/engine/ports'
import { get } from '../../live/http.ts'
import type { Catalog } from '../catalog/declared.ts'
import type { Known } from './palette-entries.ts'

type Named = { readonly name: string }
const nothing: Known = { editions: [], projections: [], processes: [], messages: [] }

const read = async (): Promise<Known> => {
  const [editions, projections, processes, catalog] = await Promise.all([
    get<{ rows: readonly Named[] }>('/api/editions?limit=500'),
    get<{ projections: readonly Named[] }>('/api/projections'),
    get<{ processes: readonly string[] }>('/api/processes?limit=1'),
    get<Catalog>('/api/catalog'),
  ])
  return {
    editions: editions.rows.map(({ name }) => name),
    projections: projections.projections.map(({ name }) => name),
    processes: processes.processes,
    messages: catalog.aggregates.flatMap(({ domain, commands, events }) =>
      [...commands, ...events].map(({ type }) => `${domain}/${type}`),
    ),
  }
}

/** Asked for whenever the palette opens. */
export const useKnown = (): Known => {
  const { data } = useQuery({ queryKey: ['known'], queryFn: read, staleTime: 0 })
  return data ?? nothing
}

const beginning = /^[\da-f]{4,8}(-[\da-f-]*)?$/i
/** Streams whose root begins with what is typed. */
export const useStreamsLike = (text: string): readonly StreamSummary[] => {
  const search = text.trim().toLowerCase()
  const { data } = useQuery({
    queryKey: ['streams-like', search],
    queryFn: () => get<{ streams: readonly StreamSummary[] }>(`/api/streams?search=${search}&limit=8`),
    enabled: beginning.test(search),
    gcTime: 10_000,
  })
  return data?.streams ?? []
}
