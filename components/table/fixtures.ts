import type { Card } from '@/domain/cards/card'
import type { SeatView } from '@/domain/hand/seat-view'
import type { HandId, PlayerId, Seat, TableId } from '@/domain/ids'
import type { TableHand, TableSeat, TableTurn, TableView } from '@/domain/projections/table-view'

/** Tables to look at and to test with. Seat 0 is the viewer's. */
const id = (kind: string, number: number) => `00000000-0000-7000-${kind}-${String(number).padStart(12, '0')}`
export const player = (number: number) => id('8000', number) as PlayerId
export const tableId = id('9000', 1) as TableId
export const handId = id('a000', 1042) as HandId
export const cards = (text: string) => text.split(' ').filter(Boolean) as Card[]

const names = ['Rio', 'Dana', 'Eli', 'Fay Wong', 'Gus', 'Maximiliane', 'Ivo', 'Jun', 'Kit', 'Lou']
export const seatAt = (seat: number, change: Partial<TableSeat> = {}): TableSeat => ({
  seat: seat as Seat,
  player: player(seat),
  kind: seat % 3 === 2 ? 'bot' : 'human',
  stack: 12_450 - seat * 610,
  status: 'seated',
  connected: true,
  inHand: true,
  folded: false,
  allIn: false,
  bet: 0,
  said: null,
  shown: null,
  description: null,
  queued: 0,
  additions: [],
  ...change,
})
export const turnAt = (seat: number, change: Partial<TableTurn> = {}): TableTurn => ({
  player: player(seat),
  seat: seat as Seat,
  decision: 7,
  toCall: 240,
  minRaiseTo: 480,
  maxRaiseTo: 12_450,
  deadline: 20_000,
  seconds: 20,
  usingBank: false,
  bankLeft: 60,
  ...change,
})
export const handOf = (change: Partial<TableHand> = {}): TableHand => ({
  hand: handId,
  number: 1042,
  button: 1 as Seat,
  smallBlindSeat: 2 as Seat,
  bigBlindSeat: 3 as Seat,
  street: 'flop',
  board: cards('As Kh 7d'),
  pot: 1_240,
  pots: [],
  turn: null,
  phase: 'betting',
  awards: null,
  commitment: null,
  banks: {},
  seed: null,
  ...change,
})
export const tableOf = (change: Partial<TableView> = {}): TableView => ({
  table: tableId,
  name: 'Harbour lights',
  host: 'administrator',
  variant: 'texas-holdem',
  blinds: { small: 60, big: 120, ante: { kind: 'none', amount: 0 } },
  minBuyIn: 4_800,
  maxBuyIn: 12_000,
  capacity: 6,
  actionSeconds: 20,
  reveal: 'shown-only',
  visibility: 'public',
  status: 'open',
  seats: [],
  hand: null,
  nextDeck: null,
  log: [],
  names: Object.fromEntries(names.map((name, number) => [player(number), name])) as TableView['names'],
  serverNow: 0,
  ...change,
})
export const viewOf = (change: Partial<SeatView> = {}): SeatView => ({
  hand: handId,
  player: player(0),
  seat: 0 as Seat,
  cards: cards('Qd Qc'),
  strength: 'pair of queens',
  best: [],
  legal: null,
  decision: null,
  mayShow: false,
  ...change,
})
