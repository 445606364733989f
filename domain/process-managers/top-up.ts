// Sees chips that a player adds from the account to the table, or back to the account, exactly once.
import { type Elapsed, type Owed, processManager, type Rejected, send } from '@/engine/define'
import { type Envelope, millisecondsOf, type Of } from '@/engine/message'
import { PlayerId } from '../ids.ts'
import type { PlayerEvent } from '../player/events.ts'
import { Player } from '../player/player.ts'
import type { TableEvent } from '../table/events.ts'
import { Table } from '../table/table.ts'

/** Chips that wait for the end of a hand longer than this go back. */
const patience = 600_000

type Reserved = Of<PlayerEvent, 'FundsReserved'>
type Ask = Pick<Reserved, 'table' | 'reservation' | 'amount'> & { readonly player: PlayerId; readonly dueAt: number }
type TopUp =
  | { readonly step: 'idle' }
  | { readonly step: 'adding'; readonly ask: Ask }
  | { readonly step: 'cancelling'; readonly ask: Ask }
  | { readonly step: 'refunding'; readonly ask: Ask; readonly reason: string }
  | { readonly step: 'done' }
type Input =
  | Reserved
  | Of<TableEvent, 'ChipsAdded' | 'AddChipsCancelled'>
  | Rejected<'table/AddChips'>
  | Rejected<'table/CancelAddChips'>
  | Elapsed<'give-up'>

const asked = (ask: Reserved, source: Envelope): TopUp => ({
  step: 'adding',
  ask: {
    table: ask.table,
    reservation: ask.reservation,
    amount: ask.amount,
    player: PlayerId.parse(source.root),
    dueAt: millisecondsOf(source.recordedAt) + patience,
  },
})

/** Only chips that are still on their way can go back. */
const refund = (flow: TopUp, reason: string): TopUp =>
  flow.step === 'adding' || flow.step === 'cancelling' ? { step: 'refunding', ask: flow.ask, reason } : flow

const adding = ({ table, player, reservation, amount, dueAt }: Ask): readonly Owed[] => [
  { ...send(Table, table, { type: 'AddChips', player, reservation, amount }), label: 'add' },
  { timeout: 'give-up', dueAt },
]

const keyOf = (event: Input): string | undefined => {
  if (event.type === 'FundsReserved') return event.purpose === 'top-up' ? event.reservation : undefined
  return event.type === 'ChipsAdded' || event.type === 'AddChipsCancelled' ? event.reservation : undefined
}

export const topUp = processManager<Input, TopUp>('top-up', [Player, Table], {
  correlate: keyOf,
  initial: { step: 'idle' },
  evolve: {
    FundsReserved: (_, ask, source) => asked(ask, source),
    ChipsAdded: () => ({ step: 'done' }),
    AddChipsCancelled: flow => refund(flow, 'cancelled'),
    'table/AddChips rejected': (flow, { reason }) => refund(flow, reason),
    'table/CancelAddChips rejected': (flow, { reason }) =>
      reason === 'already-added' ? { step: 'done' } : refund(flow, reason),
    'give-up elapsed': flow => (flow.step === 'adding' ? { step: 'cancelling', ask: flow.ask } : flow),
  },
  owed: {
    idle: () => [],
    adding: ({ ask }) => adding(ask),
    cancelling: ({ ask: { table, reservation } }) => [
      { ...send(Table, table, { type: 'CancelAddChips', reservation }), label: 'cancel' },
    ],
    refunding: ({ ask: { player, reservation, amount }, reason }) => [
      {
        ...send(Player, player, { type: 'ReleaseFunds', reservations: [reservation], cashedOut: amount, reason }),
        label: 'refund',
      },
    ],
    done: () => [],
  },
  // None: a refusal of AddChips always means that the chips have to go back.
  expected: [],
})
