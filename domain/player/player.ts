// The player aggregate: an account of play chips, and what of it is under way to tables or lies there.
import { aggregate } from '@/engine/define'
import { Table } from '../table/table.ts'
import type { PlayerCommand } from './commands.ts'
import * as commands from './commands.ts'
import { decide, mostReviews, seatRefused } from './decide.ts'
import type { PlayerEvent } from './events.ts'
import * as events from './events.ts'
import { refuse } from './refusals.ts'
import { evolve, initial, type Player as State } from './state.ts'

/** The name is the player's own: it lies encrypted under their key. */
const ownName = { fields: ['displayName'], subject: (_: unknown, root: string) => root } as const

export const Player = aggregate<PlayerCommand, PlayerEvent, State>({
  domain: 'player',
  stateVersion: 3,
  initial,
  evolve,
  decide,
  refusals: refuse.refusals,
  commands: {
    RegisterPlayer: { schema: commands.RegisterPlayer, merge: 'STRICT', by: ['engine'], personal: ownName },
    RenamePlayer: { schema: commands.RenamePlayer, merge: 'COMMUTATIVE', by: ['player'], personal: ownName },
    DepositFunds: { schema: commands.DepositFunds, merge: 'COMMUTATIVE', by: ['player', 'floor'] },
    WithdrawFunds: { schema: commands.WithdrawFunds, merge: 'MANUAL', by: ['player'] },
    ReserveFunds: { schema: commands.ReserveFunds, merge: 'STRICT', by: ['player'] },
    ReleaseFunds: { schema: commands.ReleaseFunds, merge: 'COMMUTATIVE', by: ['engine'] },
    AdjustBankroll: { schema: commands.AdjustBankroll, merge: 'MANUAL', by: ['floor'] },
    ForgetPlayer: { schema: commands.ForgetPlayer, merge: 'STRICT', by: ['player', 'floor'] },
  },
  events: {
    PlayerRegistered: { schema: events.PlayerRegistered, version: 1, personal: ownName },
    PlayerRenamed: { schema: events.PlayerRenamed, version: 1, personal: ownName },
    FundsDeposited: { schema: events.FundsDeposited, version: 1 },
    FundsWithdrawn: { schema: events.FundsWithdrawn, version: 1 },
    FundsReserved: { schema: events.FundsReserved, version: 1 },
    FundsReleased: { schema: events.FundsReleased, version: 1 },
    BankrollAdjusted: { schema: events.BankrollAdjusted, version: 1 },
    PlayerForgotten: { schema: events.PlayerForgotten, version: 1, forgets: (_, root) => root },
  },
  lookups: {
    ReserveFunds: ({ table }) => [{ aggregate: Table, root: table }],
  },
  mostReviews: { most: mostReviews, refused: refuse('too-many-reviews', { most: mostReviews }) },
  // The first event of each UTC day.
  milestone: (_, { previousAt, at }) => previousAt.slice(0, 10) !== at.slice(0, 10),
  onRejected: { 'table/SeatPlayer': seatRefused },
  // What left a table is back for good: taken out again it would be under way to nowhere.
  onUndo: { ReleaseFunds: () => [] },
})
