// The table aggregate: who sits where with how many chips, and which hand is being played.
import { aggregate } from '@/engine/define'
import type { TableCommand } from './commands.ts'
import * as commands from './commands.ts'
import { chipsUndone } from './decide/add-chips.ts'
import { dealRefused } from './decide/end-hand.ts'
import { seatUndone } from './decide/leave-table.ts'
import { seatFromStaleView } from './decide/seat-player.ts'
import { decide } from './decide.ts'
import type { TableEvent } from './events.ts'
import * as events from './events.ts'
import { evolve } from './evolve.ts'
import { refuse } from './refusals.ts'
import { initial, type Table as State } from './state.ts'
import { withActed } from './upcasters.ts'

export const Table = aggregate<TableCommand, TableEvent, State>({
  domain: 'table',
  stateVersion: 2,
  initial,
  evolve,
  decide,
  refusals: refuse.refusals,
  commands: {
    CreateTable: { schema: commands.CreateTable, merge: 'STRICT', by: ['player', 'floor'] },
    SeatPlayer: { schema: commands.SeatPlayer, merge: 'AGGREGATE_HANDLES', by: ['engine'] },
    LeaveTable: { schema: commands.LeaveTable, merge: 'COMMUTATIVE', by: ['player', 'host', 'engine', 'floor'] },
    SitOut: { schema: commands.SitOut, merge: 'COMMUTATIVE', by: ['player', 'engine'] },
    SitIn: { schema: commands.SitIn, merge: 'COMMUTATIVE', by: ['player', 'engine'] },
    AddChips: { schema: commands.AddChips, merge: 'COMMUTATIVE', by: ['engine'] },
    CancelAddChips: { schema: commands.CancelAddChips, merge: 'COMMUTATIVE', by: ['engine'] },
    StartHand: { schema: commands.StartHand, merge: 'STRICT', by: ['engine'] },
    EndHand: { schema: commands.EndHand, merge: 'STRICT', by: ['engine'] },
    PauseTable: { schema: commands.PauseTable, merge: 'COMMUTATIVE', by: ['host', 'floor'] },
    ResumeTable: { schema: commands.ResumeTable, merge: 'COMMUTATIVE', by: ['host', 'floor'] },
    CloseTable: { schema: commands.CloseTable, merge: 'COMMUTATIVE', by: ['host', 'floor', 'engine'] },
  },
  events: {
    TableCreated: { schema: events.TableCreated, version: 1 },
    PlayerSeated: { schema: events.PlayerSeated, version: 1 },
    PlayerLeaving: { schema: events.PlayerLeaving, version: 1 },
    PlayerLeft: { schema: events.PlayerLeft, version: 1 },
    PlayerSatOut: { schema: events.PlayerSatOut, version: 1 },
    PlayerSatIn: { schema: events.PlayerSatIn, version: 1 },
    ChipsAdded: { schema: events.ChipsAdded, version: 1 },
    AddChipsQueued: { schema: events.AddChipsQueued, version: 1 },
    AddChipsCancelled: { schema: events.AddChipsCancelled, version: 1 },
    HandStarted: { schema: events.HandStarted, version: 1 },
    HandEnded: {
      schema: events.HandEnded,
      version: 2,
      upcasters: { 1: withActed },
      former: { 1: events.HandEnded1 },
    },
    TablePaused: { schema: events.TablePaused, version: 1 },
    TableResumed: { schema: events.TableResumed, version: 1 },
    TableClosing: { schema: events.TableClosing, version: 1 },
    TableClosed: { schema: events.TableClosed, version: 1 },
    PlayerDisconnected: { schema: events.PlayerDisconnected, version: 1, fact: true },
    PlayerReconnected: { schema: events.PlayerReconnected, version: 1, fact: true },
    RulingRecorded: { schema: events.RulingRecorded, version: 1, fact: true },
  },
  lookups: { CreateTable: () => [{ projection: 'table-hosts', key: 'all' }] },
  merge: { SeatPlayer: seatFromStaleView },
  onRejected: { 'hand/DealCards': dealRefused },
  onUndo: { SeatPlayer: seatUndone, AddChips: chipsUndone },
  hostOf: ({ host }) => host ?? undefined,
})
