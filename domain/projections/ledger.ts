// Where every chip is after every event of the log; the sum is compared with what came in and went out.
import { projector } from '@/engine/define'
import type { Envelope, Of } from '@/engine/message'
import { type Chips, sum } from '../chips.ts'
import type { HandEvent } from '../hand/events.ts'
import { Hand } from '../hand/hand.ts'
import type { PlayerId, ReservationId, TableId } from '../ids.ts'
import type { PlayerEvent } from '../player/events.ts'
import { Player } from '../player/player.ts'
import type { TableEvent } from '../table/events.ts'
import { Table } from '../table/table.ts'
import { tableOf } from '../table-of.ts'

type LedgerAccount = {
  bankroll: Chips
  reserved: Chips
  /** Chips under way, by reservation; what is at rest is not listed. */
  escrow: Record<ReservationId, Chips>
}
/** During a hand the stacks of who is dealt in are the hand's; `pot` is everything put in, bets included. */
type LedgerTable = { stacks: Record<PlayerId, Chips>; pot: Chips }
export type LedgerRow = {
  accounts: Record<PlayerId, LedgerAccount>
  tables: Record<TableId, LedgerTable>
  house: Chips
  deposits: Chips
  withdrawals: Chips
  adjustments: number
  /** What is there less what should be there: 0, or chips were made or lost. */
  balance: number
  /** The smallest amount that any account, reservation, stack or pot ever held. Never below zero. */
  lowest: number
  /** The first position after which the balance was not 0 or something was below zero. */
  alarm: number | null
}
const empty: LedgerRow = {
  accounts: {},
  tables: {},
  house: 0,
  deposits: 0,
  withdrawals: 0,
  adjustments: 0,
  balance: 0,
  lowest: 0,
  alarm: null,
}
const newAccount: LedgerAccount = { bankroll: 0, reserved: 0, escrow: {} }
const newTable: LedgerTable = { stacks: {}, pot: 0 }

type Entry<Value> = { readonly before: Value; readonly after: Value }

/** Only the entry that an event touches is added up: the rest of the sum is as it was. */
const booked = (row: LedgerRow, { before, after }: Entry<readonly number[]>): LedgerRow => ({
  ...row,
  balance: row.balance + sum(after) - sum(before),
  lowest: Math.min(row.lowest, ...after),
})

const accountAmounts = ({ bankroll, reserved, escrow }: LedgerAccount) => [
  bankroll - reserved,
  ...Object.values(escrow),
]
const tableAmounts = ({ stacks, pot }: LedgerTable) => [pot, ...Object.values(stacks)]

const withAccount = (row: LedgerRow, player: PlayerId, change: (account: LedgerAccount) => Partial<LedgerAccount>) => {
  const before = row.accounts[player] ?? newAccount
  const after = { ...before, ...change(before) }
  const booking = { before: accountAmounts(before), after: accountAmounts(after) }
  return booked({ ...row, accounts: { ...row.accounts, [player]: after } }, booking)
}

const withTable = (row: LedgerRow, table: TableId, change: (table: LedgerTable) => Partial<LedgerTable>) => {
  const before = row.tables[table] ?? newTable
  const after = { ...before, ...change(before) }
  const booking = { before: tableAmounts(before), after: tableAmounts(after) }
  return booked({ ...row, tables: { ...row.tables, [table]: after } }, booking)
}

/** Moves chips into or out of what is under way; an amount that comes to nothing is at rest. */
const underWay = (row: LedgerRow, player: PlayerId, move: { reservation: ReservationId | undefined; amount: number }) =>
  withAccount(row, player, ({ escrow }) => {
    const { reservation, amount } = move
    if (!reservation || amount === 0) return {}
    const { [reservation]: before = 0, ...others } = escrow
    return { escrow: before + amount === 0 ? others : { ...others, [reservation]: before + amount } }
  })

const released = (row: LedgerRow, player: PlayerId, event: Of<PlayerEvent, 'FundsReleased'>): LedgerRow =>
  withAccount(row, player, ({ escrow }) => ({
    bankroll: event.bankroll,
    reserved: event.reserved,
    escrow: Object.fromEntries(
      Object.entries(escrow).filter(([reservation]) => !event.reservations.includes(reservation as ReservationId)),
    ),
  }))

/** Outside money: what comes in has to be found somewhere inside. */
const fromOutside = (row: LedgerRow, change: Partial<LedgerRow>): LedgerRow => {
  const worth = ({ deposits, withdrawals, adjustments }: LedgerRow) => deposits - withdrawals + adjustments
  const after = { ...row, ...change }
  return { ...after, balance: row.balance - worth(after) + worth(row) }
}

const stackSet = (player: PlayerId, stack: Chips) => (table: LedgerTable) => ({
  stacks: { ...table.stacks, [player]: stack },
})

const without = (stacks: LedgerTable['stacks'], player: PlayerId): LedgerTable['stacks'] => {
  const { [player]: _, ...others } = stacks
  return others
}

type Put = { readonly player: PlayerId; readonly stack: Chips; readonly pot: Chips }
const put = (row: LedgerRow, { player, stack, pot }: Put, table: TableId): LedgerRow =>
  withTable(row, table, before => ({ ...stackSet(player, stack)(before), pot }))

const awarded = (row: LedgerRow, { pots, rake }: Of<HandEvent, 'PotAwarded'>, table: TableId): LedgerRow => {
  const winners = pots.flatMap(pot => pot.winners)
  const paid = withTable(row, table, before => {
    const stacks = { ...before.stacks }
    for (const { player, amount } of winners) stacks[player] = (stacks[player] ?? 0) + amount
    return { stacks, pot: 0 }
  })
  return { ...paid, house: paid.house + rake, balance: paid.balance + rake }
}

type Booking<E> = (row: LedgerRow, event: E, source: Envelope) => LedgerRow

/** Books one event, and says at once when the books do not balance after it. */
const audited =
  <E>(book: Booking<E>) =>
  (before: LedgerRow | undefined, event: E, source: Envelope): LedgerRow => {
    const row = book(before ?? empty, event, source)
    const wrong = row.balance !== 0 || row.lowest < 0
    return wrong && row.alarm === null ? { ...row, alarm: source.position } : row
  }

const ofPlayer = <E>(book: (row: LedgerRow, event: E, player: PlayerId) => LedgerRow) =>
  audited<E>((row, event, { root }) => book(row, event, root as PlayerId))

/** An imported hand names no table: its chips are nobody's. */
const ofTable = <E>(book: (row: LedgerRow, event: E, table: TableId) => LedgerRow) =>
  audited<E>((row, event, source) => {
    const table = tableOf(source)
    return table ? book(row, event, table) : row
  })

export const ledger = projector<PlayerEvent | TableEvent | HandEvent, LedgerRow>(
  { name: 'ledger', version: 1, sources: [Player, Table, Hand], key: () => 'all' },
  {
    FundsDeposited: ofPlayer((row, { amount, bankroll }, player) =>
      fromOutside(
        withAccount(row, player, () => ({ bankroll })),
        { deposits: row.deposits + amount },
      ),
    ),
    FundsWithdrawn: ofPlayer((row, { amount, bankroll }, player) =>
      fromOutside(
        withAccount(row, player, () => ({ bankroll })),
        { withdrawals: row.withdrawals + amount },
      ),
    ),
    BankrollAdjusted: ofPlayer((row, { amount, bankroll }, player) =>
      fromOutside(
        withAccount(row, player, () => ({ bankroll })),
        { adjustments: row.adjustments + amount },
      ),
    ),
    FundsReserved: ofPlayer((row, { reservation, amount, reserved }, player) =>
      underWay(
        withAccount(row, player, () => ({ reserved })),
        player,
        { reservation, amount },
      ),
    ),
    FundsReleased: ofPlayer((row, event, player) => released(row, player, event)),
    PlayerSeated: ofTable((row, { player, stack, reservation }, table) =>
      underWay(withTable(row, table, stackSet(player, stack)), player, { reservation, amount: -stack }),
    ),
    ChipsAdded: ofTable((row, { player, reservation, amount, stack }, table) =>
      underWay(withTable(row, table, stackSet(player, stack)), player, { reservation, amount: -amount }),
    ),
    PlayerLeft: ofTable((row, { player, cashedOut, reservations: [reservation] }, table) =>
      underWay(
        withTable(row, table, ({ stacks }) => ({ stacks: without(stacks, player) })),
        player,
        { reservation, amount: cashedOut },
      ),
    ),
    HandStarted: ofTable((row, { seats }, table) =>
      withTable(row, table, ({ stacks }) => ({
        stacks: { ...stacks, ...Object.fromEntries(seats.map(({ player, stack }) => [player, stack])) },
      })),
    ),
    BlindPosted: ofTable(put),
    ActionTaken: ofTable(put),
    UncalledBetReturned: ofTable(put),
    PotAwarded: ofTable(awarded),
    HandCompleted: ofTable((row, { stacks }, table) =>
      withTable(row, table, before => ({ stacks: { ...before.stacks, ...stacks }, pot: 0 })),
    ),
    HandEnded: ofTable((row, { stacks }, table) =>
      withTable(row, table, before => ({ stacks: { ...before.stacks, ...stacks }, pot: 0 })),
    ),
  },
)
