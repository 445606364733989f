// How each event of a table changes what it remembers.
import { type Evolve, handlerOf } from '@/engine/define'
import type { Of } from '@/engine/message'
import type { PlayerId } from '../ids.ts'
import type { TableEvent } from './events.ts'
import type { Sitter, Table } from './state.ts'

export const evolve: Evolve<TableEvent, Table> = {
  TableCreated: (table, { host, variant, blinds, minBuyIn, maxBuyIn, seats, timeBankSeconds, ...terms }) => ({
    ...table,
    status: 'open',
    host,
    variant,
    blinds,
    minBuyIn,
    maxBuyIn,
    capacity: seats,
    timeBankSeconds,
    terms: { actionSeconds: terms.actionSeconds, reveal: terms.reveal, rake: terms.rake },
  }),
  PlayerSeated: (table, { player, kind, seat, stack, reservation }) => ({
    ...table,
    sitters: {
      ...table.sitters,
      [player]: {
        seat,
        player,
        kind,
        stack,
        bank: table.timeBankSeconds,
        hands: 0,
        leaving: false,
        reservations: [reservation],
      },
    },
    added: [...table.added, reservation],
  }),
  PlayerLeaving: (table, { player }) => changed(table, player, sitter => ({ ...sitter, leaving: true })),
  PlayerLeft: (table, { player }) => ({
    ...table,
    sitters: without(table.sitters, player),
    sittingOut: without(table.sittingOut, player),
    timedOut: without(table.timedOut, player),
    disconnected: without(table.disconnected, player),
    queued: table.queued.filter(queued => queued.player !== player),
  }),
  PlayerSatOut: (table, { player }) => ({ ...table, sittingOut: { ...table.sittingOut, [player]: true } }),
  PlayerSatIn: (table, { player }) => ({
    ...table,
    sittingOut: without(table.sittingOut, player),
    timedOut: without(table.timedOut, player),
  }),
  ChipsAdded: (table, { player, reservation, stack }) => ({
    ...changed(table, player, sitter => ({
      ...sitter,
      stack,
      reservations: [...sitter.reservations, reservation],
    })),
    queued: table.queued.filter(queued => queued.reservation !== reservation),
    added: [...table.added, reservation],
  }),
  AddChipsQueued: (table, { player, reservation, amount }) => ({
    ...table,
    queued: [...table.queued, { player, reservation, amount }],
  }),
  AddChipsCancelled: (table, { reservation }) => ({
    ...table,
    queued: table.queued.filter(queued => queued.reservation !== reservation),
    cancelled: [...table.cancelled, reservation],
  }),
  HandStarted: (table, { hand, number, button, smallBlindSeat, bigBlindSeat, seats }) => ({
    ...table,
    hand: { hand, dealt: seats },
    handNumber: number,
    // A dead small blind was due where the big blind was before.
    blindSeats: { button, small: smallBlindSeat ?? table.blindSeats?.big ?? button, big: bigBlindSeat },
  }),
  HandEnded: (table, event) => ({
    ...table,
    hand: null,
    sitters: afterHand(table.sitters, event),
    timedOut: timedOutAfter(table, event),
  }),
  TablePaused: table => ({ ...table, paused: true }),
  TableResumed: table => ({ ...table, paused: false }),
  TableClosing: table => ({ ...table, status: 'closing' }),
  TableClosed: table => ({ ...table, status: 'closed' }),
  PlayerDisconnected: (table, { player }) =>
    table.sitters[player] ? { ...table, disconnected: { ...table.disconnected, [player]: true } } : table,
  PlayerReconnected: (table, { player }) => ({ ...table, disconnected: without(table.disconnected, player) }),
  RulingRecorded: table => table,
}

/** The table after these events. */
export const after = (table: Table, events: readonly TableEvent[]): Table =>
  events.reduce((state, event) => handlerOf(evolve, event.type)?.(state, event), table)

const changed = (table: Table, player: PlayerId, change: (sitter: Sitter) => Sitter): Table => {
  const sitter = table.sitters[player]
  return sitter ? { ...table, sitters: { ...table.sitters, [player]: change(sitter) } } : table
}

const without = <Value>(map: Readonly<Record<PlayerId, Value>>, player: PlayerId): Readonly<Record<PlayerId, Value>> =>
  Object.fromEntries(Object.entries<Value>(map).filter(([key]) => key !== player))

type Ended = Of<TableEvent, 'HandEnded'>

const afterHand = (sitters: Table['sitters'], { stacks, banks }: Ended): Table['sitters'] => {
  const dealtIn: Record<PlayerId, Sitter> = {}
  for (const player of playersIn(stacks)) {
    const sitter = sitters[player]
    if (!sitter) continue
    const { stack, bank } = { stack: stacks[player] ?? sitter.stack, bank: banks[player] ?? sitter.bank }
    dealtIn[player] = { ...sitter, stack, bank, hands: sitter.hands + 1 }
  }
  return { ...sitters, ...dealtIn }
}

/** Only who did something is in time again. */
const timedOutAfter = (table: Table, { timedOut, acted }: Ended): Table['timedOut'] => {
  const still = playersIn(table.timedOut).filter(player => !acted.includes(player))
  return Object.fromEntries([...still, ...timedOut].map(player => [player, true]))
}

const playersIn = (map: object) => Object.keys(map) as PlayerId[]
