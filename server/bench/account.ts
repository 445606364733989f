import { z } from 'zod'
import { aggregate, type Domain, projector } from '@/engine/define'

const amount = z.int().min(1)
const note = z.string()
const Deposited = z.strictObject({ type: z.literal('Deposited'), amount, note, balance: z.int() })
const Deposit = z.strictObject({ type: z.literal('Deposit'), amount, note })
const Fill = z.strictObject({ type: z.literal('Fill'), count: z.int().min(1).max(100), note })
type AccountEvent = z.infer<typeof Deposited>
type AccountCommand = z.infer<typeof Deposit | typeof Fill>
export type Account = { readonly balance: number; readonly deposits: number }

/** As long as what a real event says. */
export const usualNote = 'paid in at the desk, counted twice, receipt 4711 handed out to the customer'
export const nothingYet: Account = { balance: 0, deposits: 0 }

/** The same fold and the same decision for everybody who is measured. */
export const deposited = (account: Account, { amount }: { readonly amount: number }): Account => ({
  balance: account.balance + amount,
  deposits: account.deposits + 1,
})
export const depositOf = ({ balance }: Account, amount: number, note: string) => ({
  amount,
  note,
  balance: balance + amount,
})

export const AccountAggregate = aggregate<AccountCommand, AccountEvent, Account>({
  domain: 'account',
  stateVersion: 1,
  initial: nothingYet,
  evolve: { Deposited: deposited },
  commands: {
    Deposit: { schema: Deposit, merge: 'STRICT', by: ['player'] },
    Fill: { schema: Fill, merge: 'STRICT', by: ['player'] },
  },
  events: { Deposited: { schema: Deposited, version: 1 } },
  decide: {
    Deposit: ({ amount, note }, account) => [{ type: 'Deposited', ...depositOf(account, amount, note) }],
    Fill: ({ count, note }, { balance }) =>
      Array.from({ length: count }, (_, n) => ({ type: 'Deposited', amount: 1, note, balance: balance + n + 1 })),
  },
})

export type BalanceRow = { readonly balance: number; readonly deposits: number }
const listeners = new Set<(position: number) => void>()

/** Calls whenever the handler of an event begins; returns how to end that. */
export const onHandled = (listener: (position: number) => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const balances = projector<AccountEvent, BalanceRow>(
  { name: 'balances', version: 1, sources: [AccountAggregate] },
  {
    Deposited: (row, { balance }, source) => {
      for (const listener of listeners) listener(source.position)
      return { balance, deposits: (row?.deposits ?? 0) + 1 }
    },
  },
)

export const accounts: Domain = { aggregates: [AccountAggregate], sagas: [], processManagers: [], projectors: [] }
export const accountsWithBalances: Domain = { ...accounts, projectors: [balances] }
