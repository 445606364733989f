'use client'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { SeatView } from '@/domain/hand/seat-view'
import type { LobbyRow } from '@/domain/projections/lobby'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableView } from '@/domain/projections/table-view'
import type { Timeline } from '@/server/instance'
import { get } from './http.ts'
import { openWire, type Wire } from './wire.ts'

/** How far a hand is, on main or in an edition. */
type HandProgress = { hand: string; edition: string; nextSequence: number; over: boolean }
type Views = { lobby: LobbyRow[]; table: TableView; seat: SeatView | null; player: AccountRow; hand: HandProgress }
type ViewName = keyof Views
export type Held<Row> = { row: Row; version: number }
type Pushed = Held<unknown> & { view: ViewName; id: string; edition?: string }
/** `starting` until the first connection; `lost` while it is being made again. */
export type Connection = 'starting' | 'live' | 'lost'
/** Since when there is no connection, and when it is tried again, in milliseconds since the epoch. */
export type Loss = { readonly since: number; readonly nextTry: number }
/** `fresh`: the next row comes first after a connection and is taken whatever its version, as a server may count anew. */
type Watched = { view: ViewName; id: string; readers: number; fresh: boolean }

const watched = new Map<string, Watched>()
const connectionListeners = new Set<() => void>()
let connection: Connection = 'starting'
let loss: Loss | null = null
let wire: Wire | undefined

const keyOf = (view: ViewName, id: string) => `${view}/${id}`
const setConnection = (next: Connection) => {
  connection = next
  for (const listener of connectionListeners) listener()
}
/** Keeps the newest row: one that is older than what is held is dropped. */
export const newest = <Row>(held: Held<Row> | undefined, next: Held<Row>): Held<Row> =>
  held && held.version > next.version ? held : next

/** In an edition, what is watched is named by its id and the edition's name. */
export const inEdition = (id: string, edition: string): string => (edition === '' ? id : `${id}@${edition}`)
const placeOf = ({ view, id }: Pick<Watched, 'view' | 'id'>) => {
  const [root, edition] = id.split('@')
  return { view, id: root, ...(edition === undefined ? {} : { edition }) }
}

const ask = (watch: Watched) => {
  watch.fresh = true
  wire?.emit('watch', placeOf(watch))
}
const take = (client: QueryClient, { view, id: root, edition = '', version, row }: Pushed) => {
  const id = inEdition(root, edition)
  const watch = watched.get(keyOf(view, id))
  const held = watch?.fresh ? undefined : client.getQueryData<Held<unknown>>([view, id])
  if (watch) watch.fresh = false
  client.setQueryData([view, id], newest(held, { row, version }))
}
const connect = (client: QueryClient): Wire =>
  openWire('/socket.io', {
    connected: () => {
      loss = null
      setConnection('live')
      for (const watch of watched.values()) ask(watch)
      if (tail) follow(tail)
    },
    lost: wait => {
      loss = { since: loss?.since ?? Date.now(), nextTry: Date.now() + wait }
      setConnection('lost')
    },
    event: (name, payload) => {
      if (name === 'row') take(client, payload as Pushed)
      if (name === 'events') tail?.onEvents(payload as Arrived)
    },
  })

/** The tail of the log: what came behind a position, of the last one that is in it and the last one that there is. */
export type Arrived = Pick<Timeline, 'pages' | 'head'> & { readonly position: number }
type Tail = {
  readonly filter: Readonly<Record<string, string>>
  /** The last position that is held: from there it goes on, after a loss too. */
  readonly position: () => number
  readonly onEvents: (arrived: Arrived) => void
}
let tail: Tail | undefined
const follow = ({ filter: { edition = '', ...filter }, position }: Tail) =>
  wire?.emit('watch', { view: 'timeline', id: 'all', edition, after: position(), filter })

/** Watches the timeline, one at a time, as long as it is mounted. */
export const useTail = (wanted: Tail) => {
  const client = useQueryClient()
  useEffect(() => {
    tail = wanted
    if (wire) follow(wanted)
    else wire = connect(client)
    return () => {
      tail = undefined
      wire?.emit('unwatch', { view: 'timeline', id: 'all' })
    }
  }, [client, wanted])
}
/** After signing in or out: the server knows who asks from the handshake. */
export const reconnect = () => wire?.renew()

const watch = (client: QueryClient, view: ViewName, id: string) => {
  const key = keyOf(view, id)
  const entry = watched.get(key) ?? { view, id, readers: 0, fresh: true }
  entry.readers += 1
  watched.set(key, entry)
  if (!wire) wire = connect(client)
  else if (entry.readers === 1) ask(entry)
  return () => {
    entry.readers -= 1
    if (entry.readers > 0) return
    watched.delete(key)
    wire?.emit('unwatch', placeOf(entry))
  }
}
const fetchView = async (view: ViewName, id: string): Promise<Held<unknown>> => {
  if (view !== 'lobby') return get(`/api/query/${view}/${id}`)
  const { rows } = await get<{ rows: Held<LobbyRow>[] }>('/api/query/lobby')
  return { row: rows.map(served => served.row), version: -1 }
}

/** A read model's row: first as the page brought it, then as the server pushes it. No id, nothing watched. */
export const useView = <V extends ViewName>(view: V, id: string | null, initial?: Held<Views[V]>) => {
  const client = useQueryClient()
  const { data, error } = useQuery({
    queryKey: [view, id ?? ''],
    queryFn: () => fetchView(view, id ?? '') as Promise<Held<Views[V]>>,
    enabled: id !== null,
    ...(initial ? { initialData: initial } : {}),
  })
  useEffect(() => {
    if (id !== null && initial) client.setQueryData<Held<Views[V]>>([view, id], held => newest(held, initial))
  }, [client, view, id, initial])
  useEffect(() => (id === null ? undefined : watch(client, view, id)), [client, view, id])
  return { row: id === null ? undefined : data?.row, failed: error !== null && data === undefined }
}

const subscribe = (listener: () => void) => {
  connectionListeners.add(listener)
  return () => {
    connectionListeners.delete(listener)
  }
}
export const useConnection = (): Connection =>
  useSyncExternalStore(
    subscribe,
    () => connection,
    () => 'starting',
  )
export const useLoss = (): Loss | null =>
  useSyncExternalStore(
    subscribe,
    () => loss,
    () => null,
  )
