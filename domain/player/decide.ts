// What a player's account says to each command: guards first, the events last.
import type { Decision } from '@/engine/decision'
import type { Context, Decide, Notification } from '@/engine/define'
import { isOperator } from '@/engine/operator'
import { Chips, sum } from '../chips.ts'
import { ReservationId } from '../ids.ts'
import { SeatPlayer } from '../table/commands.ts'
import { Table } from '../table/table.ts'
import type { PlayerCommand } from './commands.ts'
import type { PlayerEvent } from './events.ts'
import { refuse } from './refusals.ts'
import { availableOf, depositedOn, type Player, reservedOf } from './state.ts'

/** Play chips that a human may deposit per UTC day (poker.md §2). */
export const dailyLimit = 20_000
const millisecondsPerDay = 86_400_000

type PlayerDecide = Decide<PlayerCommand, PlayerEvent, Player>

/** Only who is registered has an account. */
const registered =
  <C>(decide: (command: C, player: Player, context: Context) => Decision<PlayerEvent>): typeof decide =>
  (command, player, context) => {
    if (!player.registered) return refuse('player-not-found')
    return player.forgotten ? refuse('player-forgotten') : decide(command, player, context)
  }

const isLimited = (player: Player, actor: string) =>
  player.kind === 'human' && !isOperator(actor) && !actor.startsWith('engine/')

const depositFunds: PlayerDecide['DepositFunds'] = ({ amount }, player, context) => {
  const bankroll = player.bankroll + amount
  const day = Math.floor(context.now / millisecondsPerDay)
  const limited = isLimited(player, context.actor)
  const left = dailyLimit - depositedOn(player, day)
  if (limited && amount > left) return refuse('daily-limit', { limit: dailyLimit, left })
  if (!Chips.safeParse(bankroll).success) return refuse('bankroll-limit', { amount, bankroll: player.bankroll })
  return [{ type: 'FundsDeposited', amount, bankroll, ...(limited ? { day } : {}) }]
}

const withdrawFunds: PlayerDecide['WithdrawFunds'] = ({ amount }, player) => {
  const available = availableOf(player)
  if (amount > available) return refuse('insufficient-funds', { amount, available })
  return [{ type: 'FundsWithdrawn', amount, bankroll: player.bankroll - amount }]
}

type Ask = Extract<PlayerCommand, { type: 'ReserveFunds' }>

const refusedByAccount = ({ table, amount, purpose }: Ask, player: Player) => {
  const boughtIn = Object.values(player.reservations).some(held => held.table === table && held.purpose === 'buy-in')
  const available = availableOf(player)
  if (purpose === 'buy-in' && boughtIn) return refuse('already-reserved', { table })
  if (purpose === 'top-up' && !boughtIn) return refuse('not-at-table', { table })
  if (amount > available) return refuse('insufficient-funds', { amount, available })
  return undefined
}

const refusedByTable = ({ table, amount, purpose }: Ask, context: Context) => {
  const terms = context.seen(Table, table)
  if (!terms || terms.status === 'unopened') return refuse('table-not-found', { table })
  if (terms.status !== 'open') return refuse('table-closed', { table })
  if (purpose === 'top-up') return undefined
  if (amount < terms.minBuyIn) return refuse('buy-in-too-low', { amount, minBuyIn: terms.minBuyIn })
  if (amount > terms.maxBuyIn) return refuse('buy-in-too-high', { amount, maxBuyIn: terms.maxBuyIn })
  return undefined
}

const reserveFunds: PlayerDecide['ReserveFunds'] = (command, player, context) => {
  const refused = refusedByTable(command, context) ?? refusedByAccount(command, player)
  if (refused) return refused
  const { amount, table, purpose, seat = null, tableSequence = null } = command
  const after = { available: availableOf(player) - amount, reserved: reservedOf(player) + amount }
  const reservation = ReservationId.parse(context.id(0))
  return [
    { type: 'FundsReserved', reservation, amount, table, purpose, seat, tableSequence, kind: player.kind, ...after },
  ]
}

const releaseFunds: PlayerDecide['ReleaseFunds'] = ({ reservations, cashedOut, reason }, player) => {
  const unknown = reservations.filter(id => !player.reservations[id] && !player.released.includes(id))
  if (unknown.length > 0) return refuse('no-reservation', { reservations: unknown })
  return released(player, { reservations, cashedOut, reason })
}

/** Exactly these reservations end, as far as they have not ended before. */
const released = (
  player: Player,
  asked: { reservations: readonly ReservationId[]; cashedOut: Chips; reason: string },
): readonly PlayerEvent[] => {
  const ended = [...new Set(asked.reservations)].flatMap(id => {
    const held = player.reservations[id]
    return held ? [{ id, ...held }] : []
  })
  const [first] = ended
  if (!first) return []
  const amount = sum(ended.map(held => held.amount))
  const reserved = reservedOf(player) - amount
  const bankroll = player.bankroll - amount + asked.cashedOut
  return [
    {
      type: 'FundsReleased',
      reservations: ended.map(({ id }) => id),
      table: first.table,
      released: amount,
      cashedOut: asked.cashedOut,
      bankroll,
      available: bankroll - reserved,
      reserved,
      reason: asked.reason,
    },
  ]
}

const adjustBankroll: PlayerDecide['AdjustBankroll'] = ({ amount, reason }, player) => {
  const bankroll = player.bankroll + amount
  const reserved = reservedOf(player)
  if (bankroll < reserved) return refuse('below-reserved', { bankroll: player.bankroll, reserved })
  if (!Chips.safeParse(bankroll).success) return refuse('bankroll-limit', { amount, bankroll: player.bankroll })
  return [{ type: 'BankrollAdjusted', amount, bankroll, reason }]
}

export const decide: PlayerDecide = {
  RegisterPlayer({ displayName, kind }, player) {
    if (player.registered) return refuse('player-exists')
    return [{ type: 'PlayerRegistered', displayName, kind }]
  },
  RenamePlayer: registered(({ displayName }, player) => {
    if (displayName === player.displayName) return []
    return [{ type: 'PlayerRenamed', displayName }]
  }),
  DepositFunds: registered(depositFunds),
  WithdrawFunds: registered(withdrawFunds),
  ReserveFunds: registered(reserveFunds),
  ReleaseFunds: releaseFunds,
  AdjustBankroll: registered(adjustBankroll),
  ForgetPlayer: (_, player) => {
    if (!player.registered) return refuse('player-not-found')
    if (player.forgotten) return []
    return Object.keys(player.reservations).length > 0 ? refuse('at-a-table') : [{ type: 'PlayerForgotten' }]
  },
}

/** So many orders of one player may wait for review at a time (poker.md §5). */
export const mostReviews = 3

/** The table would not have them: the chips are free again, all of them. */
export const seatRefused = (notice: Notification, player: Player): readonly PlayerEvent[] => {
  const { reservation, amount } = SeatPlayer.parse(notice.command)
  return released(player, { reservations: [reservation], cashedOut: amount, reason: notice.reason })
}
