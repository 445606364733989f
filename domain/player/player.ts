// The player aggregate: an account of play chips, and what of it is under way to tables or lies there.
import { aggregate } from '@/engine/define'
import { Table } from '../table/table.ts'
import type { PlayerCommand } from './commands.ts'
import * as commands from './commands.ts'
import { decide, seatRefused } from './decide.ts'
import type { PlayerEvent } from './events.ts'
import * as events from './events.ts'
import { evolve, initial, type Player as State } from './state.ts'

export const Player = aggregate<PlayerCommand, PlayerEvent, State>({
  domain: 'player',
  stateVersion: 2,
  initial,
  evolve,
  decide,
  commands: {
    RegisterPlayer: { schema: commands.RegisterPlayer, merge: 'STRICT', by: ['engine'] },
    RenamePlayer: { schema: commands.RenamePlayer, merge: 'COMMUTATIVE', by: ['player'] },
    DepositFunds: { schema: commands.DepositFunds, merge: 'COMMUTATIVE', by: ['player', 'floor'] },
    WithdrawFunds: { schema: commands.WithdrawFunds, merge: 'MANUAL', by: ['player'] },
    ReserveFunds: { schema: commands.ReserveFunds, merge: 'STRICT', by: ['player'] },
    ReleaseFunds: { schema: commands.ReleaseFunds, merge: 'COMMUTATIVE', by: ['engine'] },
    AdjustBankroll: { schema: commands.AdjustBankroll, merge: 'MANUAL', by: ['floor'] },
  },
  events: {
    PlayerRegistered: { schema: events.PlayerRegistered, version: 1 },
    PlayerRenamed: { schema: events.PlayerRenamed, version: 1 },
    FundsDeposited: { schema: events.FundsDeposited, version: 1 },
    FundsWithdrawn: { schema: events.FundsWithdrawn, version: 1 },
    FundsReserved: { schema: events.FundsReserved, version: 1 },
    FundsReleased: { schema: events.FundsReleased, version: 1 },
    BankrollAdjusted: { schema: events.BankrollAdjusted, version: 1 },
  },
  lookups: { ReserveFunds: ({ table }) => [{ aggregate: Table, root: table }] },
  onRejected: { 'table/SeatPlayer': seatRefused },
})
