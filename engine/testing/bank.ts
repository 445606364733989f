// A tiny domain, nothing of poker: accounts that hold money, transfers by saga, a reminder that waits.
import { z } from 'zod'
import { reject } from '../decision.ts'
import {
  aggregate,
  type Domain,
  type Elapsed,
  processManager,
  projector,
  type Rejected,
  saga,
  send,
} from '../define.ts'
import { millisecondsOf, type Of } from '../message.ts'

const amount = z.int().min(1)
const Open = z.strictObject({ type: z.literal('Open'), amount: amount.optional() })
const Deposit = z.strictObject({ type: z.literal('Deposit'), amount })
const Withdraw = z.strictObject({ type: z.literal('Withdraw'), amount })
const Transfer = z.strictObject({ type: z.literal('Transfer'), amount, to: z.uuid() })
const Nudge = z.strictObject({ type: z.literal('Nudge') })
type Command = z.infer<typeof Open | typeof Deposit | typeof Withdraw | typeof Transfer | typeof Nudge>

const Opened = z.strictObject({ type: z.literal('Opened'), pin: z.string().optional(), private: z.any().optional() })
const Deposited = z.strictObject({ type: z.literal('Deposited'), amount })
const Withdrawn = z.strictObject({ type: z.literal('Withdrawn'), amount })
const TransferSent = z.strictObject({ type: z.literal('TransferSent'), amount, to: z.uuid() })
const TransferReturned = z.strictObject({ type: z.literal('TransferReturned'), amount, reason: z.string() })
const Nudged = z.strictObject({ type: z.literal('Nudged') })
const InterestPaid = z.strictObject({ type: z.literal('InterestPaid'), amount })
export type BankEvent = z.infer<
  | typeof Opened
  | typeof Deposited
  | typeof Withdrawn
  | typeof TransferSent
  | typeof TransferReturned
  | typeof Nudged
  | typeof InterestPaid
>
export type AccountState = {
  readonly open: boolean
  readonly balance: number
  readonly pin: string
  readonly nudges: number
}

const add = (state: AccountState, change: number): AccountState => ({ ...state, balance: state.balance + change })

export const Account = aggregate<Command, BankEvent, AccountState>({
  domain: 'account',
  stateVersion: 1,
  initial: { open: false, balance: 0, pin: '', nudges: 0 },
  evolve: {
    Opened: (state, event) => ({ ...state, open: true, pin: event.private?.owner?.pin ?? 'unknown' }),
    Deposited: (state, { amount }) => add(state, amount),
    Withdrawn: (state, { amount }) => add(state, -amount),
    TransferSent: (state, { amount }) => add(state, -amount),
    TransferReturned: (state, { amount }) => add(state, amount),
    Nudged: state => ({ ...state, nudges: state.nudges + 1 }),
    InterestPaid: (state, { amount }) => add(state, amount),
  },
  commands: {
    Open: { schema: Open, merge: 'STRICT', by: ['player'] },
    Deposit: { schema: Deposit, merge: 'STRICT', by: ['player'] },
    Withdraw: { schema: Withdraw, merge: 'STRICT', by: ['player'] },
    Transfer: { schema: Transfer, merge: 'STRICT', by: ['player'] },
    Nudge: { schema: Nudge, merge: 'STRICT', by: ['engine'] },
  },
  events: {
    Opened: { schema: Opened, version: 1 },
    Deposited: { schema: Deposited, version: 1 },
    Withdrawn: { schema: Withdrawn, version: 1 },
    TransferSent: { schema: TransferSent, version: 1 },
    TransferReturned: { schema: TransferReturned, version: 1 },
    Nudged: { schema: Nudged, version: 1 },
    InterestPaid: { schema: InterestPaid, version: 1, fact: true },
  },
  decide: {
    Open: ({ amount }, { open }, context) => {
      if (open) return []
      const pin = [...context.random(4)].join('')
      const opened = { type: 'Opened' as const, private: { owner: { pin }, nobody: { vault: 7 } } }
      return amount === undefined ? [opened] : [opened, { type: 'Deposited', amount }]
    },
    Deposit: ({ amount }, { open }) => (open ? [{ type: 'Deposited', amount }] : reject('not-open')),
    Withdraw: ({ amount }, { balance }) =>
      amount > balance ? reject('not-enough', { balance }) : [{ type: 'Withdrawn', amount }],
    Transfer: ({ amount, to }, { balance }) =>
      amount > balance ? reject('not-enough', { balance }) : [{ type: 'TransferSent', amount, to }],
    Nudge: (_, { nudges }) => (nudges < 1 ? [{ type: 'Nudged' }] : reject('annoyed')),
  },
  onRejected: {
    'account/Deposit': ({ command, reason }) => [
      { type: 'TransferReturned', amount: (command as Command & { amount: number }).amount, reason },
    ],
  },
})

/** Money that left one account arrives at another, or comes back. */
const transfers = saga('transfers', Account, {
  TransferSent: ({ amount, to }) => [send(Account, to, { type: 'Deposit', amount })],
})

type Reminder =
  | { step: 'idle' }
  | { step: 'waiting'; account: string; due: number }
  | { step: 'nudging'; account: string; at: number }
type Input = Of<BankEvent, 'Deposited' | 'Nudged'> | Elapsed<'patience'>
export const reminderPatience = 60_000
/** An account that got money is nudged a minute later; a second time it refuses, which nobody expects. */
const reminder = processManager<Input, Reminder>('reminder', [Account], {
  correlate: (_, source) => source.root,
  initial: { step: 'idle' },
  evolve: {
    Deposited: (state, _, source) =>
      state.step === 'idle'
        ? { step: 'waiting', account: source.root, due: millisecondsOf(source.recordedAt) + reminderPatience }
        : state,
    'patience elapsed': (state, { at }) =>
      state.step === 'waiting' ? { step: 'nudging', account: state.account, at } : state,
    Nudged: () => ({ step: 'idle' }),
  },
  owed: {
    idle: () => [],
    waiting: ({ due }) => [{ timeout: 'patience', dueAt: due }],
    nudging: ({ account, at }) => [{ ...send(Account, account, { type: 'Nudge' }), label: `nudge-${at}` }],
  },
  expected: [],
})

type Fee =
  | { step: 'idle' | 'done' }
  | { step: 'waiting'; account: string; due: number }
  | { step: 'charging' | 'consoling'; account: string }
type FeeInput = Of<BankEvent, 'Opened' | 'Deposited' | 'Withdrawn'> | Elapsed<'quarter'> | Rejected<'account/Withdraw'>
export const fee = 50
const quarter = 30_000
/** Thirty seconds after it was opened an account is charged; who cannot pay is consoled instead. */
export const fees = processManager<FeeInput, Fee>('fees', [Account], {
  correlate: (_, source) => source.root,
  initial: { step: 'idle' },
  evolve: {
    Opened: (_, __, source) => ({
      step: 'waiting',
      account: source.root,
      due: millisecondsOf(source.recordedAt) + quarter,
    }),
    'quarter elapsed': state => (state.step === 'waiting' ? { step: 'charging', account: state.account } : state),
    'account/Withdraw rejected': state =>
      state.step === 'charging' ? { step: 'consoling', account: state.account } : state,
    Withdrawn: (state, { amount }) => (amount === fee && state.step === 'charging' ? { step: 'done' } : state),
    Deposited: (state, { amount }) => (amount === 1 && state.step === 'consoling' ? { step: 'done' } : state),
  },
  owed: {
    idle: () => [],
    waiting: ({ due }) => [{ timeout: 'quarter', dueAt: due }],
    charging: ({ account }) => [{ ...send(Account, account, { type: 'Withdraw', amount: fee }), label: 'fee' }],
    consoling: ({ account }) => [{ ...send(Account, account, { type: 'Deposit', amount: 1 }), label: 'gift' }],
    done: () => [],
  },
  expected: [],
})

export type BalanceRow = { readonly balance: number; readonly events: number }
const change = (row: BalanceRow | undefined, amount: number): BalanceRow => ({
  balance: (row?.balance ?? 0) + amount,
  events: (row?.events ?? 0) + 1,
})
const balances = projector<BankEvent, BalanceRow>(
  { name: 'balances', version: 1, sources: [Account] },
  {
    Opened: row => change(row, 0),
    Deposited: (row, { amount }) => change(row, amount),
    Withdrawn: (row, { amount }) => change(row, -amount),
    TransferSent: (row, { amount }) => change(row, -amount),
    TransferReturned: (row, { amount }) => change(row, amount),
    InterestPaid: (row, { amount }) => change(row, amount),
  },
)

export const bank: Domain = {
  aggregates: [Account],
  sagas: [transfers],
  processManagers: [reminder],
  projectors: [balances],
}
