// What a player's account must remember to decide: the bankroll and what of it is reserved where.
import type { Evolve } from '@/engine/define'
import { type Chips, sum } from '../chips.ts'
import type { ReservationId, TableId } from '../ids.ts'
import type { PlayerKind } from './display-name.ts'
import type { PlayerEvent } from './events.ts'

export type Reservation = {
  readonly table: TableId
  readonly amount: Chips
  readonly purpose: 'buy-in' | 'top-up'
}
export type Player = {
  readonly registered: boolean
  /** Nobody acts in this account any more. */
  readonly forgotten: boolean
  readonly displayName: string
  readonly kind: PlayerKind
  readonly bankroll: Chips
  /** What counts towards the daily limit, and of which UTC day. */
  readonly deposited: { readonly day: number; readonly amount: Chips }
  readonly reservations: Readonly<Record<ReservationId, Reservation>>
  /** Never forgotten: so that releasing again is told apart from releasing what never was. */
  readonly released: readonly ReservationId[]
}
export const initial: Player = {
  registered: false,
  forgotten: false,
  displayName: '',
  kind: 'human',
  bankroll: 0,
  deposited: { day: 0, amount: 0 },
  reservations: {},
  released: [],
}

export const reservedOf = ({ reservations }: Player): Chips =>
  sum(Object.values(reservations).map(({ amount }) => amount))

export const availableOf = (player: Player): Chips => player.bankroll - reservedOf(player)

export const evolve: Evolve<PlayerEvent, Player> = {
  PlayerRegistered: (player, { displayName, kind }) => ({ ...player, registered: true, displayName, kind }),
  PlayerRenamed: (player, { displayName }) => ({ ...player, displayName }),
  FundsDeposited: (player, { amount, bankroll, day }) => ({
    ...player,
    bankroll,
    deposited: day === undefined ? player.deposited : { day, amount: depositedOn(player, day) + amount },
  }),
  FundsWithdrawn: (player, { bankroll }) => ({ ...player, bankroll }),
  FundsReserved: (player, { reservation, table, amount, purpose }) => ({
    ...player,
    reservations: { ...player.reservations, [reservation]: { table, amount, purpose } },
  }),
  FundsReleased: (player, { reservations, bankroll }) => ({
    ...player,
    bankroll,
    reservations: without(player.reservations, reservations),
    released: [...player.released, ...reservations],
  }),
  BankrollAdjusted: (player, { bankroll }) => ({ ...player, bankroll }),
  PlayerForgotten: player => ({ ...player, displayName: 'forgotten', forgotten: true }),
}

export const depositedOn = ({ deposited }: Player, day: number): Chips => (deposited.day === day ? deposited.amount : 0)

const without = (reservations: Player['reservations'], ended: readonly ReservationId[]): Player['reservations'] =>
  Object.fromEntries(Object.entries(reservations).filter(([reservation]) => !ended.some(end => end === reservation)))
