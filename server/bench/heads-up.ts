import { io, type Socket } from 'socket.io-client'
import type { SeatView } from '@/domain/hand/seat-view'
import type { TableView } from '@/domain/projections/table-view'
import type { EventBook } from '../instance'

type Guest = { readonly player: string; readonly cookie: string; readonly socket: Socket }
type Row = { readonly view: string; readonly id: string; readonly row: unknown }
export type Latencies = { readonly action: number[]; readonly push: number[] }

const turnOf = (seat: SeatView | null | undefined) => `${seat?.hand}/${seat?.decision}`

const post = async (base: string, path: string, { cookie, body }: { cookie?: string; body: unknown }) => {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base, ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

const signIn = async (base: string, name: string): Promise<Guest> => {
  const response = await post(base, '/api/session', { body: { name } })
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { player } = (await response.json()) as { player: string }
  const socket = io(base, { transports: ['websocket'], extraHeaders: { cookie, origin: base } })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return { player, cookie, socket }
}

/**
 * Two guests play heads-up over HTTP and sockets, checking and calling, until so many actions are measured.
 * `action`: request sent to answer read. `push`: the event's own time to its row at the other player's socket.
 */
export const playHeadsUp = async (base: string, actions: number): Promise<Latencies> => {
  const guests = [await signIn(base, 'Bench one'), await signIn(base, 'Bench two')] as const
  const table = crypto.randomUUID()
  const [host] = guests
  const blinds = { smallBlind: 5, bigBlind: 10, minBuyIn: 400, maxBuyIn: 5000 }
  const terms = { seats: 2, actionSeconds: 60, timeBankSeconds: 0, reveal: 'shown-only', visibility: 'private' }
  const create = { name: 'Bench', variant: 'texas-holdem', ...blinds, ...terms }
  await post(base, `/api/commands/table/${table}/CreateTable`, { cookie: host.cookie, body: { data: create } })
  const latencies: Latencies = { action: [], push: [] }
  const newest = new Map<string, { view: TableView; at: number }>()
  const seats = new Map<string, SeatView | null>()
  const answered = new Set<string>()
  for (const { player, socket } of guests) {
    socket.on('row', ({ view, row }: Row) => {
      if (view === 'table') newest.set(player, { view: row as TableView, at: Date.now() })
      if (view === 'seat') seats.set(player, row as SeatView | null)
    })
    for (const view of ['table', 'seat']) await socket.emitWithAck('watch', { view, id: table })
  }
  for (const { player, cookie } of guests) {
    const data = { amount: 5000, table, purpose: 'buy-in' }
    await post(base, `/api/commands/player/${player}/ReserveFunds`, { cookie, body: { data } })
  }
  while (latencies.action.length < actions) {
    const open = ({ player }: Guest) => seats.get(player)?.legal && !answered.has(turnOf(seats.get(player)))
    const actor = guests.find(open)
    const seat = actor && seats.get(actor.player)
    if (!actor || !seat?.legal) {
      await new Promise(resolve => setTimeout(resolve, 1))
      continue
    }
    answered.add(turnOf(seat))
    const other = guests.find(guest => guest !== actor) ?? actor
    const data = { player: actor.player, action: seat.legal.check ? 'check' : 'call', decision: seat.decision }
    const start = performance.now()
    const response = await post(base, `/api/commands/hand/${seat.hand}/PlayerAction`, {
      cookie: actor.cookie,
      body: { data },
    })
    const book = (await response.json()) as EventBook
    latencies.action.push(performance.now() - start)
    await pushed(newest, { player: other.player, book, latencies })
  }
  for (const { socket } of guests) socket.close()
  return latencies
}

type Waiting = { readonly player: string; readonly book: EventBook; readonly latencies: Latencies }

/** The row that shows the action at the other player: said, or a street further. */
const pushed = async (newest: Map<string, { view: TableView; at: number }>, { player, book, latencies }: Waiting) => {
  const [first] = book.pages
  if (!first) return
  const recorded = Date.parse(first.recordedAt)
  for (let waited = 0; waited < 2000; waited++) {
    const seen = newest.get(player)
    if (seen && seen.at >= recorded && seen.view.log.some(line => Number(line.id) >= first.position)) {
      latencies.push.push(Math.max(0, seen.at - recorded))
      return
    }
    await new Promise(resolve => setTimeout(resolve, 0))
  }
}
