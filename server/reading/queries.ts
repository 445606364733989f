import { z } from 'zod'
import { Hand } from '@/domain/hand/hand'
import { type SeatView, seatView } from '@/domain/hand/seat-view'
import type { PlayerId } from '@/domain/ids'
import type { ChatRow } from '@/domain/projections/chat'
import type { LobbyRow } from '@/domain/projections/lobby'
import type { AccountRow } from '@/domain/projections/player-account'
import type { TableRow, TableView } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import type { StoredRow } from '@/engine/ports'
import type { Caller } from '../callers/callers'
import type { ChatView, Queries, Served } from '../instance'
import { branchesOf } from '../play/branches'
import { readStatement, readStatistics } from '../sending/own-account'
import { exportHand } from './hand-export'
import { makeHandHistory } from './hand-history'
import { listHands } from './hand-list'
import type { Names } from './names'

type Place = Pick<StoredRow, 'version' | 'position'>
const chatKept = 30 * 86_400_000
/** The root of any stream. */
const Root = z.uuid().toLowerCase()

type Stored<Row> = StoredRow & { readonly row: Row }

/** The table's row as everybody may see it, with names and the server's clock. */
export const tableViewOf = async (row: TableRow, names: Names, serverNow: number): Promise<TableView> => {
  const speakers = row.log.flatMap(({ player }) => (player ? [player] : []))
  const present = [...row.seats.map(seat => seat.player), ...speakers]
  return { ...row, names: await names([...new Set(present)]), serverNow }
}

/** What was said lately, with names. */
export const chatViewOf = async (row: ChatRow, names: Names, now: number): Promise<ChatView> => {
  const messages = row.messages.filter(({ at }) => at > now - chatKept)
  return { ...row, messages, names: await names([...new Set(messages.map(({ player }) => player))]) }
}

/** What one player sees of the running hand beyond that: the fold of the events as presented to them. */
export const seatViewOf = async (engine: Engine, hand: string, player: PlayerId): Promise<SeatView | null> => {
  const { state } = await engine.presentedState(Hand, hand, { audience: player })
  return seatView(state, player)
}

/** What is no id names no row. */
const rowOf = async <Row>(engine: Engine, projection: string, id: string) => {
  const key = Root.safeParse(id)
  return key.success ? engine.row<Row>(projection, key.data) : undefined
}

const mayList = (caller: Caller, row: LobbyRow) =>
  !row.closed && (row.visibility === 'public' || (caller.kind === 'player' && row.host === caller.player))

export const makeQueries = (engine: Engine, names: Names, now: () => number): Queries => {
  const served = <Row>(projection: string, { version, position }: Place, row: Row): Served<Row> => {
    const status = engine.status().find(({ name }) => name === projection)
    return { row, version, position, lagMs: status?.lagMs ?? 0 }
  }
  const tableRow = async (table: string) => rowOf<TableRow>(engine, 'table', table)
  return {
    lobby: async caller => {
      const rows: readonly Stored<LobbyRow>[] = [...(await engine.rows<LobbyRow>('lobby')).values()]
      const listed = rows.filter(({ row }) => mayList(caller, row))
      return listed
        .sort((a, b) => a.row.name.localeCompare(b.row.name))
        .map(stored => served('lobby', stored, stored.row))
    },
    table: async (_, table) => {
      const stored = await tableRow(table)
      return stored && served('table', stored, await tableViewOf(stored.row, names, now()))
    },
    seat: async (caller, table) => {
      const stored = await tableRow(table)
      const hand = stored?.row.hand?.hand
      const seat = hand && caller.kind === 'player' ? await seatViewOf(engine, hand, caller.player) : null
      return served('table', stored ?? { version: 0, position: 0 }, seat)
    },
    chat: async (_, table) => {
      if (!(await tableRow(table))) return undefined
      const stored = await rowOf<ChatRow>(engine, 'chat', table)
      const row = stored?.row ?? { messages: [], muted: [] }
      return served('chat', stored ?? { version: 0, position: 0 }, await chatViewOf(row, names, now()))
    },
    hand: makeHandHistory({ engine, names }),
    branches: (caller, hand) => branchesOf(engine, caller, hand),
    account: async (caller, player) => {
      const own = caller.kind === 'administrator' || (caller.kind === 'player' && caller.player === player)
      const stored = own ? await rowOf<AccountRow>(engine, 'player', player) : undefined
      return stored && served('player', stored, stored.row)
    },
    hands: (caller, query) => listHands({ engine, names }, caller, query),
    handFile: (caller, asked) => exportHand({ engine, names }, caller, asked),
    statement: (caller, query) => readStatement(engine, caller, query),
    statistics: caller => readStatistics(engine, caller),
  }
}
