// The domain of the guide in engine/README.md: accounts that hold money, and transfers between them.
import { z } from 'zod'
import { reject } from '../../decision.ts'
import { aggregate, type Domain, projector, saga, send } from '../../define.ts'

const amount = z.int().min(1)
const OpenAccount = z.strictObject({ type: z.literal('OpenAccount') })
const DepositMoney = z.strictObject({ type: z.literal('DepositMoney'), amount })
const WithdrawMoney = z.strictObject({ type: z.literal('WithdrawMoney'), amount })
const TransferMoney = z.strictObject({ type: z.literal('TransferMoney'), amount, to: z.uuid() })
const TakeTransfer = z.strictObject({ type: z.literal('TakeTransfer'), amount, from: z.uuid() })
type Command = z.infer<
  typeof OpenAccount | typeof DepositMoney | typeof WithdrawMoney | typeof TransferMoney | typeof TakeTransfer
>

const AccountOpened = z.strictObject({ type: z.literal('AccountOpened') })
const MoneyDeposited = z.strictObject({ type: z.literal('MoneyDeposited'), amount })
const MoneyWithdrawn = z.strictObject({ type: z.literal('MoneyWithdrawn'), amount })
const TransferSent = z.strictObject({ type: z.literal('TransferSent'), amount, to: z.uuid() })
const TransferTaken = z.strictObject({ type: z.literal('TransferTaken'), amount, from: z.uuid() })
const TransferReturned = z.strictObject({ type: z.literal('TransferReturned'), amount, reason: z.string() })
type Event = z.infer<
  | typeof AccountOpened
  | typeof MoneyDeposited
  | typeof MoneyWithdrawn
  | typeof TransferSent
  | typeof TransferTaken
  | typeof TransferReturned
>

type State = { readonly open: boolean; readonly balance: number }
const add = (state: State, change: number): State => ({ ...state, balance: state.balance + change })

export const Account = aggregate<Command, Event, State>({
  domain: 'account',
  stateVersion: 1,
  initial: { open: false, balance: 0 },
  commands: {
    OpenAccount: { schema: OpenAccount, merge: 'STRICT', by: ['player'] },
    DepositMoney: { schema: DepositMoney, merge: 'AGGREGATE_HANDLES', by: ['player'] },
    WithdrawMoney: { schema: WithdrawMoney, merge: 'STRICT', by: ['player'] },
    TransferMoney: { schema: TransferMoney, merge: 'STRICT', by: ['player'] },
    TakeTransfer: { schema: TakeTransfer, merge: 'STRICT', by: ['engine'] },
  },
  events: {
    AccountOpened: { schema: AccountOpened, version: 1 },
    MoneyDeposited: { schema: MoneyDeposited, version: 1 },
    MoneyWithdrawn: { schema: MoneyWithdrawn, version: 1 },
    TransferSent: { schema: TransferSent, version: 1 },
    TransferTaken: { schema: TransferTaken, version: 1 },
    TransferReturned: { schema: TransferReturned, version: 1 },
  },
  decide: {
    OpenAccount: (_, { open }) => (open ? [] : [{ type: 'AccountOpened' }]),
    DepositMoney: ({ amount }, { open }) => (open ? [{ type: 'MoneyDeposited', amount }] : reject('not-open')),
    WithdrawMoney: ({ amount }, { balance }) =>
      amount > balance ? reject('not-enough', { balance }) : [{ type: 'MoneyWithdrawn', amount }],
    TransferMoney: ({ amount, to }, { balance }, { cover }) => {
      if (to === cover.root) return reject('same-account')
      return amount > balance ? reject('not-enough', { balance }) : [{ type: 'TransferSent', amount, to }]
    },
    TakeTransfer: ({ amount, from }, { open }) =>
      open ? [{ type: 'TransferTaken', amount, from }] : reject('not-open'),
  },
  evolve: {
    AccountOpened: state => ({ ...state, open: true }),
    MoneyDeposited: (state, { amount }) => add(state, amount),
    MoneyWithdrawn: (state, { amount }) => add(state, -amount),
    TransferSent: (state, { amount }) => add(state, -amount),
    TransferTaken: (state, { amount }) => add(state, amount),
    TransferReturned: (state, { amount }) => add(state, amount),
  },
  onRejected: {
    'account/TakeTransfer': ({ command, reason }) => {
      const { amount } = TakeTransfer.parse(command)
      return [{ type: 'TransferReturned', amount, reason }]
    },
  },
})

export const transfers = saga('transfers', Account, {
  TransferSent: ({ amount, to }, { root }) => [send(Account, to, { type: 'TakeTransfer', amount, from: root })],
})

export type BalanceRow = { readonly balance: number; readonly returned: number }
const moved = (row: BalanceRow | undefined, change: number, returned = 0): BalanceRow => ({
  balance: (row?.balance ?? 0) + change,
  returned: (row?.returned ?? 0) + returned,
})
const balances = projector<Event, BalanceRow>(
  { name: 'balances', version: 1, sources: [Account] },
  {
    AccountOpened: row => moved(row, 0),
    MoneyDeposited: (row, { amount }) => moved(row, amount),
    MoneyWithdrawn: (row, { amount }) => moved(row, -amount),
    TransferSent: (row, { amount }) => moved(row, -amount),
    TransferTaken: (row, { amount }) => moved(row, amount),
    TransferReturned: (row, { amount }) => moved(row, amount, 1),
  },
)

export const bank: Domain = { aggregates: [Account], sagas: [transfers], processManagers: [], projectors: [balances] }
