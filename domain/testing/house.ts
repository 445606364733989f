// A whole house in memory for tests: the engine with all of poker, and a clock that moves when it is told to.
import { expect } from 'vitest'
import type { Domain } from '@/engine/define'
import { manualClock } from '@/engine/memory/clock'
import { memoryPorts } from '@/engine/memory/ports'
import type { Message, Page } from '@/engine/message'
import type { Ports } from '@/engine/ports'
import type { HandCommand } from '../hand/commands.ts'
import type { PlayerId, Seat, TableId } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'
import { pokerWith } from '../poker.ts'
import { type Pauses, pauses as usualPauses } from '../process-managers/pauses.ts'
import type { LedgerRow } from '../projections/ledger.ts'
import type { LobbyRow } from '../projections/lobby.ts'
import type { AccountRow } from '../projections/player-account.ts'
import type { TableRow, TableTurn } from '../projections/table-view.ts'
import type { TableCommand } from '../table/commands.ts'
import { playerId, tableId } from './ids.ts'
import { answered, atRest, coverOf, type Opened, type Order, order, send, start } from './running.ts'

const opening = 1_790_000_000_000
/** Lets everything that is waiting in memory run as far as it can. */
const yieldTurn = () => new Promise<void>(resolve => setImmediate(resolve))

type Terms = Omit<Extract<TableCommand, { type: 'CreateTable' }>, 'type'>
const usualTerms: Terms = {
  name: 'Test',
  variant: 'texas-holdem',
  smallBlind: 5,
  bigBlind: 10,
  ante: { kind: 'none', amount: 0 },
  minBuyIn: 10,
  maxBuyIn: 5000,
  seats: 6,
  actionSeconds: 20,
  timeBankSeconds: 30,
  reveal: 'shown-only',
  visibility: 'public',
  rake: null,
}

const demand = async (house: Opened, wanted: Order) => {
  const answer = await order(house, wanted)
  if (answer.status === 'rejected') throw new Error(`${wanted.message.type}: ${answer.problem.reason}`)
  return answer
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
      const player = playerId(n)
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
      const table = tableId(1)
      await toTable(table, { type: 'CreateTable', ...usualTerms, ...given } as Message, host)
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

const livesForEver = () => Number.POSITIVE_INFINITY

export const openHouse = async (
  pauses: Pauses = usualPauses,
  lifespan: () => number = livesForEver,
  domain: Domain = pokerWith(pauses),
) => {
  const clock = manualClock(opening, yieldTurn)
  const lives = { count: 0 }
  // A process that has ended holds no lease when the next one begins.
  const ports = memoryPorts({ clock }, () => lives.count * 60_000)
  const kept = { domain, lifespan, clock, ports, lives, ids: 0, birth: null }
  const house: Opened = { ...kept, ...(await start(kept)) }
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
    /** What the gateway sees of a player's connection. */
    connection: async (player: PlayerId, table: TableId, type: 'PlayerDisconnected' | 'PlayerReconnected') => {
      house.ids += 1
      const fact = { cover: coverOf('table', table), event: { type, player }, externalId: `socket-${house.ids}` }
      await answered(house, engine => engine.recordFact({ ...fact, actor: 'engine/gateway' }))
      await atRest(house)
    },
    /** All at the same moment. */
    attemptAll: async (wanted: readonly Order[]) => {
      const answers = await Promise.all(wanted.map(one => send(house, one)))
      await atRest(house)
      return answers
    },
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
      house.life.end()
      await clock.advance(downFor)
      await atRest(house)
    },
    close: () => Promise.race([house.engine.stop(), house.life.ended]),
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
