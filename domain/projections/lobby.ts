// The lobby: one row per table, as the list shows it.
import { projector } from '@/engine/define'
import type { Chips } from '../chips.ts'
import { TableId } from '../ids.ts'
import type { TableEvent } from '../table/events.ts'
import { Table } from '../table/table.ts'
import type { Blinds, Variant } from '../table/terms.ts'

export type LobbyRow = {
  table: TableId
  name: string
  variant: Variant
  blinds: Blinds
  minBuyIn: Chips
  maxBuyIn: Chips
  capacity: number
  seated: number
  bots: number
  playing: boolean
  hands: number
  reveal: 'full' | 'shown-only'
  visibility: 'public' | 'private'
  host: string
  closed: boolean
  /** Where the bots sit: who leaves is named by seat and player only. */
  botSeats: number[]
}

/** A reaction to an event of a table that is there. */
const present =
  <E>(react: (row: LobbyRow, event: E) => LobbyRow) =>
  (row: LobbyRow | undefined, event: E): LobbyRow | undefined =>
    row && react(row, event)

const withBots = (row: LobbyRow, botSeats: number[]): LobbyRow => ({ ...row, botSeats, bots: botSeats.length })

export const lobby = projector<TableEvent, LobbyRow>(
  { name: 'lobby', version: 1, sources: [Table] },
  {
    TableCreated: (_, { name, host, variant, blinds, minBuyIn, maxBuyIn, seats, reveal, visibility }, { root }) => ({
      table: TableId.parse(root),
      name,
      variant,
      blinds,
      minBuyIn,
      maxBuyIn,
      capacity: seats,
      seated: 0,
      bots: 0,
      botSeats: [],
      playing: false,
      hands: 0,
      reveal,
      visibility,
      host,
      closed: false,
    }),
    PlayerSeated: present((row, { kind, seat }) =>
      withBots({ ...row, seated: row.seated + 1 }, kind === 'bot' ? [...row.botSeats, seat] : row.botSeats),
    ),
    PlayerLeft: present((row, { seat }) =>
      withBots(
        { ...row, seated: row.seated - 1 },
        row.botSeats.filter(taken => taken !== seat),
      ),
    ),
    HandStarted: present((row, { number }) => ({ ...row, playing: true, hands: number })),
    HandEnded: present(row => ({ ...row, playing: false })),
    TableClosed: present(row => ({ ...row, playing: false, closed: true })),
  },
)
