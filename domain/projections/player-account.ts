// A player's own account: name, bankroll, what is reserved where, the last movements.
import { projector } from '@/engine/define'
import type { Envelope, Of } from '@/engine/message'
import type { Chips } from '../chips.ts'
import { PlayerId, type ReservationId, type TableId } from '../ids.ts'
import type { PlayerKind } from '../player/display-name.ts'
import type { PlayerEvent } from '../player/events.ts'
import { Player } from '../player/player.ts'

/** `amount` is what it did to the free chips, `available` what of them was left; `bankroll` counts those at tables too. */
export type AccountMovement = { at: string; text: string; amount: number; available: Chips; bankroll: Chips }
export type AccountRow = {
  player: PlayerId
  name: string
  kind: PlayerKind
  bankroll: Chips
  available: Chips
  reservations: { reservation: ReservationId; table: TableId; amount: Chips; purpose: 'buy-in' | 'top-up' }[]
  /** Newest first, at most 50. */
  movements: AccountMovement[]
  /** Why the last reservation came back, until the next one. */
  lastRelease: { table: TableId; reason: string } | null
}

const movementsKept = 50

type Balance = Pick<AccountRow, 'bankroll' | 'available'>

const moved = (
  row: AccountRow,
  { recordedAt }: Envelope,
  { text, ...after }: Balance & { text: string },
): AccountRow => {
  const movement = { at: recordedAt, text, amount: after.available - row.available, ...after }
  return { ...row, ...after, movements: [movement, ...row.movements].slice(0, movementsKept) }
}

/** Chips that came or went without a table: the reserved ones stay as they are. */
const settled = (
  row: AccountRow,
  source: Envelope,
  { text, bankroll }: { text: string; bankroll: Chips },
): AccountRow => moved(row, source, { text, bankroll, available: row.available + bankroll - row.bankroll })

const present =
  <E>(react: (row: AccountRow, event: E, source: Envelope) => AccountRow) =>
  (row: AccountRow | undefined, event: E, source: Envelope): AccountRow | undefined =>
    row && react(row, event, source)

const reserved = (row: AccountRow, event: Of<PlayerEvent, 'FundsReserved'>, source: Envelope): AccountRow => {
  const { reservation, table, amount, purpose, available } = event
  const text = purpose === 'buy-in' ? 'Buy-in' : 'Top-up'
  return {
    ...moved(row, source, { text, bankroll: row.bankroll, available }),
    reservations: [...row.reservations, { reservation, table, amount, purpose }],
    lastRelease: null,
  }
}

const released = (row: AccountRow, event: Of<PlayerEvent, 'FundsReleased'>, source: Envelope): AccountRow => {
  const { reservations, table, cashedOut, bankroll, available, reason } = event
  const text = cashedOut === 0 ? 'Left with nothing' : 'Back from the table'
  return {
    ...moved(row, source, { text, bankroll, available }),
    reservations: row.reservations.filter(({ reservation }) => !reservations.includes(reservation)),
    lastRelease: { table, reason },
  }
}

export const playerAccount = projector<PlayerEvent, AccountRow>(
  { name: 'player', version: 1, sources: [Player] },
  {
    PlayerRegistered: (_, { displayName, kind }, { root }) => ({
      player: PlayerId.parse(root),
      name: displayName,
      kind,
      bankroll: 0,
      available: 0,
      reservations: [],
      movements: [],
      lastRelease: null,
    }),
    PlayerRenamed: present((row, { displayName }) => ({ ...row, name: displayName })),
    FundsDeposited: present((row, { bankroll }, source) => settled(row, source, { text: 'Deposit', bankroll })),
    FundsWithdrawn: present((row, { bankroll }, source) => settled(row, source, { text: 'Withdrawal', bankroll })),
    BankrollAdjusted: present((row, { bankroll, reason }, source) =>
      settled(row, source, { text: `Adjusted by the floor: ${reason}`, bankroll }),
    ),
    FundsReserved: present(reserved),
    FundsReleased: present(released),
  },
)
