import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { ChatRow } from '@/domain/projections/chat'
import type { TableRow } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import type { RowChange } from '@/engine/ports'
import { keyedQueue } from '@/engine/queue'
import { TimelineFilter } from '../asked'
import type { Caller } from '../callers/callers'
import type { Instance, Queries } from '../instance'
import { describedError, type Log } from '../operating/log'
import type { Names } from '../reading/names'
import { chatViewOf, seatViewOf, tableViewOf } from '../reading/queries'
import type { ReadTimeline } from '../reading/timeline'
import { mayGoOver } from '../reading/who-may-read'
import { handPush, handRoom } from './hand-push'
import { timelinePush } from './timeline-push'

const Row = z.strictObject({
  view: z.enum(['lobby', 'table', 'seat', 'chat', 'player']),
  /** The lobby is one: `all`. */
  id: z.union([z.literal('all'), z.uuid().toLowerCase()]),
  edition: z.literal('').optional(),
})
const Tail = z.strictObject({
  view: z.literal('timeline'),
  id: z.literal('all'),
  edition: z.string().max(64).default(''),
  /** The last position that the watcher has; without it the tail begins now. */
  after: z.int().min(0).optional(),
  filter: TimelineFilter.prefault({}),
})
const HandProgress = z.strictObject({
  view: z.literal('hand'),
  id: z.uuid().toLowerCase(),
  edition: z.string().max(64).default(''),
})
const Watch = z.discriminatedUnion('view', [Row, Tail, HandProgress])
type Watch = z.infer<typeof Watch>
type Acknowledge = (answer: { ok: true } | { problem: { code: string; detail: string } }) => void

const mostMessages = { count: 120, seconds: 10 }
const mostWatches = 20
const leavesAfter = 3000
const recheckMilliseconds = 60_000

type Needs = {
  readonly engine: Engine
  readonly queries: Queries
  readonly names: Names
  readonly sessions: Instance['sessions']
  readonly mayPost: Instance['mayPost']
  readonly timeline: ReadTimeline
  readonly log: Log
  readonly now: () => number
}
/** Who watches a table from a seat of their own, by table. */
type Seats = Map<string, Set<Socket>>

const roomOf = (watch: Watch) => (watch.view === 'hand' ? handRoom(watch) : `${watch.view}/${watch.id}`)

type Gateway = { readonly stop: () => Promise<void>; readonly sockets: () => number }

/** Pushes read models to those who watch them: on a saved row, what this viewer may see of it. */
export const startGateway = (http: HttpServer, needs: Needs): Gateway => {
  const io = new Server(http, {
    path: '/socket.io',
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: 16_384,
    destroyUpgrade: false,
    allowRequest: (request, decide) =>
      decide(null, needs.mayPost(request.headers.origin ?? null, request.headers.host ?? null)),
  })
  const seats: Seats = new Map()
  const inOrder = keyedQueue()
  const { onGrowth, lastPosition } = needs.engine
  const tail = timelinePush({ timeline: needs.timeline, onGrowth, lastPosition, log: needs.log })
  io.use((socket, next) => {
    needs.sessions.callerOf(socket.handshake.headers.cookie ?? null, null, false).then(
      caller => {
        socket.data.caller = caller
        next()
      },
      () => next(new Error('UNAVAILABLE')),
    )
  })
  const hands = handPush({ ...needs, io })
  io.on('connection', socket => attend(socket, { ...needs, seats, io, tail, hands }))
  needs.engine.onRows(({ projection, changes }) => {
    if (projection === 'table') {
      for (const change of changes)
        void inOrder(change.key, () => pushTable(io, needs, { change, seats }).catch(logged(needs.log)))
    }
    if (projection === 'player') pushAccounts(io, changes)
    if (projection === 'chat') void pushChats(io, needs, changes).catch(logged(needs.log))
    if (projection === 'lobby') void inOrder('lobby', () => pushLobby(io, needs).catch(logged(needs.log)))
  })
  const recheck = () => void disconnectRevoked(io, needs).catch(logged(needs.log))
  needs.sessions.onSignOut(recheck)
  const timer = setInterval(recheck, recheckMilliseconds)
  return {
    sockets: () => io.engine.clientsCount,
    stop: async () => {
      clearInterval(timer)
      tail.stop()
      await io.close()
    },
  }
}

/** Sockets whose session ended, or became somebody else's, are closed. */
const disconnectRevoked = async (io: Server, { sessions }: Needs) => {
  for (const socket of io.sockets.sockets.values()) {
    const caller = await sessions.callerOf(socket.handshake.headers.cookie ?? null, null, false)
    if (whoIs(caller) !== whoIs(socket.data.caller)) socket.disconnect(true)
  }
}
const whoIs = (caller: Caller) => (caller.kind === 'player' ? caller.player : caller.kind)

const logged = (log: Log) => (error: unknown) => log.error({ error: describedError(error) }, 'push failed')

const pushTable = async (io: Server, needs: Needs, { change, seats }: { change: RowChange; seats: Seats }) => {
  if (!change.stored) return
  const row = change.stored.row as unknown as TableRow
  const { version } = change.stored
  const view = await tableViewOf(row, needs.names, needs.now())
  io.to(`table/${change.key}`).emit('row', { view: 'table', id: change.key, version, row: view })
  const hand = row.hand?.hand
  for (const socket of seats.get(change.key) ?? []) {
    const caller = socket.data.caller as Caller
    const seat = hand && caller.kind === 'player' ? await seatViewOf(needs.engine, hand, caller.player) : null
    socket.emit('row', { view: 'seat', id: change.key, version, row: seat })
  }
}

const pushChats = async (io: Server, { names, now }: Needs, changes: readonly RowChange[]) => {
  for (const { key: id, stored } of changes) {
    if (!stored) continue
    const row = await chatViewOf(stored.row as unknown as ChatRow, names, now())
    io.to(`chat/${id}`).emit('row', { view: 'chat', id, version: stored.version, row })
  }
}

const pushAccounts = (io: Server, changes: readonly RowChange[]) => {
  for (const { key, stored } of changes) {
    if (stored)
      io.to(`player/${key}`).emit('row', { view: 'player', id: key, version: stored.version, row: stored.row })
  }
}

/** The lobby is one list, each viewer's own: private tables show to their host. */
const pushLobby = async (io: Server, { queries }: Needs) => {
  for (const socket of await io.in('lobby/all').fetchSockets()) {
    const served = await queries.lobby(socket.data.caller)
    socket.emit('row', lobbyRow(served))
  }
}
const lobbyRow = (served: Awaited<ReturnType<Queries['lobby']>>) => ({
  view: 'lobby',
  id: 'all',
  version: Math.max(0, ...served.map(({ position }) => position)),
  row: served.map(({ row }) => row),
})

type Attendance = Needs & {
  readonly seats: Seats
  readonly io: Server
  readonly tail: ReturnType<typeof timelinePush>
  readonly hands: ReturnType<typeof handPush>
}

const attend = (socket: Socket, attendance: Attendance) => {
  const caller = socket.data.caller as Caller
  const watched = new Map<string, Watch>()
  let messages = 0
  let since = attendance.now()
  socket.use((_, next) => {
    if (attendance.now() - since > mostMessages.seconds * 1000) {
      messages = 0
      since = attendance.now()
    }
    if (++messages > mostMessages.count) return void socket.disconnect(true)
    next()
  })
  socket.on('watch', (body: unknown, acknowledge: unknown) => {
    const parsed = Watch.safeParse(body)
    const answer: Acknowledge = typeof acknowledge === 'function' ? (acknowledge as Acknowledge) : () => {}
    if (!parsed.success) return answer({ problem: { code: 'INVALID_ARGUMENT', detail: 'A view and an id, no more.' } })
    if (watched.size >= mostWatches)
      return answer({ problem: { code: 'RESOURCE_EXHAUSTED', detail: 'Too many views.' } })
    watched.set(roomOf(parsed.data), parsed.data)
    watch(socket, caller, { watch: parsed.data, attendance, answer }).catch(logged(attendance.log))
  })
  socket.on('unwatch', (body: unknown) => {
    const parsed = Watch.safeParse(body)
    if (parsed.success) unwatch(socket, attendance, { watch: parsed.data, watched })
  })
  socket.on('disconnect', () => {
    const tables = [...watched.values()].filter(({ view }) => view === 'table').map(({ id }) => id)
    for (const one of [...watched.values()]) unwatch(socket, attendance, { watch: one, watched })
    if (caller.kind === 'player')
      setTimeout(() => tellGone(attendance, { caller, socket, tables }), leavesAfter).unref()
  })
}

const unwatch = (
  socket: Socket,
  { seats, tail }: Attendance,
  { watch, watched }: { watch: Watch; watched: Map<string, Watch> },
) => {
  watched.delete(roomOf(watch))
  if (watch.view === 'timeline') return tail.leave(socket)
  void socket.leave(roomOf(watch))
  if (watch.view !== 'seat') return
  const watchers = seats.get(watch.id)
  watchers?.delete(socket)
  if (watchers?.size === 0) seats.delete(watch.id)
}

type Watching = { readonly watch: Watch; readonly attendance: Attendance; readonly answer: Acknowledge }

/** Joins first and then sends the full row: a change in between arrives twice rather than never. */
const watch = async (socket: Socket, caller: Caller, { watch, attendance, answer }: Watching) => {
  const { queries, seats, tail, hands } = attendance
  const { view, id } = watch
  const missing = () => answer({ problem: { code: 'NOT_FOUND', detail: 'There is nothing to watch here.' } })
  if (view === 'timeline') {
    if (!(await mayGoOver(attendance.engine, caller, watch.edition))) return missing()
    await tail.follow(socket, caller, watch)
    return answer({ ok: true })
  }
  const push = (served: { row: unknown; version: number } | undefined) => {
    if (!served) return missing()
    socket.emit('row', { view, id, version: served.version, row: served.row })
    answer({ ok: true })
  }
  if (view === 'hand') return (await hands.follow(socket, caller, watch)) ? answer({ ok: true }) : missing()
  if (view === 'player' && !(caller.kind === 'player' && caller.player === id)) return missing()
  if (view === 'seat') {
    const watchers = seats.get(id) ?? new Set<Socket>()
    seats.set(id, watchers)
    watchers.add(socket)
    return push(await queries.seat(caller, id))
  }
  await socket.join(roomOf(watch))
  if (view === 'player') return push(await queries.account(caller, id))
  if (view === 'chat') return push(await queries.chat(caller, id))
  if (view === 'table') {
    await tellBack(attendance, { caller, socket, table: id })
    return push(await queries.table(caller, id))
  }
  socket.emit('row', lobbyRow(await queries.lobby(caller)))
  answer({ ok: true })
}

type Arrival = { readonly caller: Caller; readonly socket: Socket }

const seatedAt = async ({ engine }: Needs, caller: Caller, table: string) => {
  if (caller.kind !== 'player') return undefined
  const stored = await engine.row<TableRow>('table', table)
  return stored?.row.seats.find(({ player }) => player === caller.player)
}

const tell = async (
  { engine }: Needs,
  type: 'PlayerDisconnected' | 'PlayerReconnected',
  told: Arrival & { table: string },
) => {
  if (told.caller.kind !== 'player') return
  await engine.recordFact({
    cover: { domain: 'table', root: told.table, edition: '', correlationId: '', ext: null },
    event: { type, player: told.caller.player } as never,
    externalId: `${type} ${told.socket.id} ${told.caller.player}`,
    actor: 'engine/gateway',
  })
}

const tellBack = async (attendance: Attendance, arrival: Arrival & { table: string }) => {
  const seat = await seatedAt(attendance, arrival.caller, arrival.table)
  if (seat && !seat.connected) await tell(attendance, 'PlayerReconnected', arrival)
}

/** A player is gone when no socket of theirs watches the table any more. */
const tellGone = async (
  attendance: Attendance,
  { caller, socket, tables }: Arrival & { tables: readonly string[] },
) => {
  try {
    for (const table of tables) {
      const others = await attendance.io.in(`table/${table}`).fetchSockets()
      const here = others.some(
        ({ data }) =>
          data.caller?.kind === 'player' && caller.kind === 'player' && data.caller.player === caller.player,
      )
      const seat = here ? undefined : await seatedAt(attendance, caller, table)
      if (seat?.connected) await tell(attendance, 'PlayerDisconnected', { caller, socket, table })
    }
  } catch (error) {
    logged(attendance.log)(error)
  }
}
