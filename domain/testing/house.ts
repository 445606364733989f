// A whole house in memory for tests: the engine with all of poker, and a clock that moves when it is told to.
import { expect } from 'vitest'
import { type Engine, startEngine } from '@/engine/engine'
import { type ManualClock, manualClock } from '@/engine/memory/clock'
import { memoryPorts } from '@/engine/memory/ports'
import type { Message, Page } from '@/engine/message'
import type { Ports } from '@/engine/ports'
import type { HandCommand } from '../hand/commands.ts'
import { PlayerId, type Seat, TableId } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'
import { pokerWith } from '../poker.ts'
import { type Pauses, pauses as usualPauses } from '../process-managers/pauses.ts'
import type { LedgerRow } from '../projections/ledger.ts'
import type { LobbyRow } from '../projections/lobby.ts'
import type { AccountRow } from '../projections/player-account.ts'
import type { TableRow, TableTurn } from '../projections/table-view.ts'

const opening = 1_790_000_000_000
/** Lets everything that is waiting in memory run as far as it can. */
const yieldTurn = () => new Promise<void>(resolve => setImmediate(resolve))

const id = (kind: string, n: number) => `00000000-0000-4000-${kind}-${String(n).padStart(12, '0')}`

type Terms = { smallBlind: number; bigBlind: number; minBuyIn: number; maxBuyIn: number; timeBankSeconds: number }
const usualTerms: Terms = { smallBlind: 5, bigBlind: 10, minBuyIn: 10, maxBuyIn: 5000, timeBankSeconds: 30 }

type Opened = { engine: Engine; readonly clock: ManualClock; readonly ports: Ports; ids: number }
type Order = { readonly domain: string; readonly root: string; readonly actor: string; readonly message: Message }

const order = async (house: Opened, { domain, root, actor, message }: Order) => {
  house.ids += 1
  const cover = { domain, root, edition: '', correlationId: domain === 'hand' ? root : '', ext: null }
  const answer = await house.engine.execute({ cover, message, commandId: id('b002', house.ids), actor })
  await atRest(house)
  return answer
}

const demand = async (house: Opened, wanted: Order) => {
  const answer = await order(house, wanted)
  if (answer.status === 'rejected') throw new Error(`${wanted.message.type}: ${answer.problem.reason}`)
  return answer
}

/** What was caused is done, as far as no timer has to run for it. */
const atRest = async (house: Opened) => {
  const { engine, clock, ports } = house
  for (;;) {
    await clock.advance(0)
    const before = await ports.events.lastPosition()
    await clock.advance(0)
    const isBehind = engine.status().some(({ lag }) => lag > 0)
    if (!isBehind && (await ports.events.lastPosition()) === before) return
  }
}

const pagesOf = (ports: Ports): Promise<readonly Page[]> => ports.events.readAll(0, Number.MAX_SAFE_INTEGER)

/** Chips are where they should be after every event of the log, and nothing went wrong in silence. */
const expectSound = async (house: Opened) => {
  const books = await house.engine.row<LedgerRow>('ledger', 'all')
  expect(books?.row).toMatchObject({ balance: 0, lowest: 0, alarm: null })
  const dead = (await pagesOf(house.ports)).filter(({ domain }) => domain === 'dead-letter')
  expect(dead.map(({ data }) => data)).toEqual([])
}

const players = (house: Opened) => {
  const toPlayer = (player: PlayerId, message: Message, actor: string = player) =>
    demand(house, { domain: 'player', root: player, actor, message })
  return {
    register: async (n: number, given: { kind?: PlayerKind; funds?: number } = {}): Promise<PlayerId> => {
      const player = PlayerId.parse(id('a000', n))
      const { kind = 'human', funds = 10_000 } = given
      await toPlayer(player, { type: 'RegisterPlayer', displayName: `Player ${n}`, kind } as Message, 'engine/session')
      await toPlayer(player, { type: 'DepositFunds', amount: funds } as Message)
      return player
    },
    account: async (player: PlayerId): Promise<AccountRow> => {
      const stored = await house.engine.row<AccountRow>('player', player)
      if (!stored) throw new Error('no such account')
      return stored.row
    },
    toPlayer,
  }
}

const tables = (house: Opened) => {
  const row = async (table: TableId): Promise<TableRow> => {
    const stored = await house.engine.row<TableRow>('table', table)
    if (!stored) throw new Error('no such table')
    return stored.row
  }
  const toTable = (table: TableId, message: Message, actor: string) =>
    demand(house, { domain: 'table', root: table, actor, message })
  return {
    row,
    toTable,
    lobby: async (table: TableId) => (await house.engine.row<LobbyRow>('lobby', table))?.row,
    open: async (given: Partial<Terms> = {}, host = 'administrator'): Promise<TableId> => {
      const table = TableId.parse(id('b000', 1))
      const shape = { name: 'Test', variant: 'texas-holdem', seats: 6, actionSeconds: 20, reveal: 'shown-only' }
      const terms = { ...usualTerms, ...given, ...shape, visibility: 'public' }
      await toTable(table, { type: 'CreateTable', ...terms } as Message, host)
      return table
    },
  }
}

type Action = Extract<HandCommand, { type: 'PlayerAction' }>['action']

const hands = (house: Opened, row: (table: TableId) => Promise<TableRow>) => {
  const turn = async (table: TableId): Promise<TableTurn & { hand: string }> => {
    const { hand } = await row(table)
    if (!hand?.turn) throw new Error(`nobody's turn: ${hand?.phase}`)
    return { ...hand.turn, hand: hand.hand }
  }
  /** Whose turn it is does this. */
  const act = async (table: TableId, action: Action, amount?: number): Promise<PlayerId> => {
    const { hand, player, decision } = await turn(table)
    const base = { type: 'PlayerAction', player, action, decision }
    const message: Message = amount === undefined ? base : ({ ...base, amount } as Message)
    await demand(house, { domain: 'hand', root: hand, actor: player, message })
    return player
  }
  return { turn, act }
}

export const openHouse = async (pauses: Pauses = usualPauses) => {
  const clock = manualClock(opening, yieldTurn)
  const ports = memoryPorts({ clock })
  const engine = await startEngine(ports, pokerWith(pauses))
  const house: Opened = { engine, clock, ports, ids: 0 }
  const { row, ...atTables } = tables(house)
  const people = players(house)
  return {
    engine: () => house.engine,
    clock,
    ...people,
    ...atTables,
    ...hands(house, row),
    row,
    sit: (player: PlayerId, table: TableId, given: { amount: number; seat: number }) =>
      people.toPlayer(player, { type: 'ReserveFunds', purpose: 'buy-in', table, ...given } as Message),
    topUp: (player: PlayerId, table: TableId, amount: number) =>
      people.toPlayer(player, { type: 'ReserveFunds', purpose: 'top-up', table, amount } as Message),
    /** What may be refused: the answer says. */
    attempt: (wanted: Order) => order(house, wanted),
    leave: (player: PlayerId, table: TableId) =>
      atTables.toTable(table, { type: 'LeaveTable', player } as Message, player),
    stackOf: async (table: TableId, player: PlayerId) =>
      (await row(table)).seats.find(seat => seat.player === player)?.stack,
    seatOf: async (table: TableId, seat: Seat | number) => (await row(table)).seats.find(taken => taken.seat === seat),
    /** Time passes, and what comes due on the way is done. */
    wait: async (milliseconds: number) => {
      await clock.advance(milliseconds)
      await atRest(house)
    },
    events: (): Promise<readonly Page[]> => pagesOf(ports),
    typesOf: async (domain: string) =>
      (await pagesOf(ports)).filter(page => page.domain === domain).map(({ type }) => type),
    sound: () => expectSound(house),
    /** The process ends, time goes by, and another one starts on the same log. */
    restart: async (downFor = 0) => {
      await house.engine.stop()
      await clock.advance(downFor)
      house.engine = await startEngine(ports, pokerWith(pauses))
      await atRest(house)
    },
    close: () => house.engine.stop(),
  }
}
export type House = Awaited<ReturnType<typeof openHouse>>

/** Who sits where with how much; seats count from 0 in the order given. */
export const seated = async (house: House, table: TableId, stacks: readonly number[]): Promise<readonly PlayerId[]> => {
  const players: PlayerId[] = []
  for (const [seat, amount] of stacks.entries()) {
    const player = await house.register(seat + 1)
    await house.sit(player, table, { amount, seat })
    players.push(player)
  }
  return players
}

/** Pauses that are there, and short. */
export const quick: Pauses = { nextHand: 50, runOut: 10, show: 20 }
