// The bank's books kept by other hands: every event of the log in order, judged by what was so before it.
import type { Page } from '../message.ts'
import { fee } from './bank.ts'

type Account = { open: boolean; balance: number; events: number; nudges: number; feesOrGifts: number }
/** `balances[sequence]`: after so many events of the account. */
export type Books = {
  readonly accounts: ReadonlyMap<string, Account>
  readonly balances: ReadonlyMap<string, readonly number[]>
  readonly violations: readonly string[]
}

type Transfer = { readonly from: string; readonly to: string; readonly amount: number }
type Entry = { readonly account: Account; readonly page: Page; readonly amount: number }

export const keepBooks = (log: readonly Page[]): Books => {
  const accounts = new Map<string, Account>()
  const balances = new Map<string, number[]>()
  const underway = new Map<string, Transfer>()
  const violations: string[] = []
  let outside = 0
  const wrong = (page: Page, what: string) => violations.push(`${page.type} at ${page.position}: ${what}`)

  /** A transfer ends once: where it was sent to, or where it came from. */
  const arrive = ({ page, amount }: Entry, end: 'to' | 'from') => {
    const transfer = underway.get(page.causationId)
    if (!transfer) return wrong(page, 'of no transfer that is under way')
    underway.delete(page.causationId)
    if (transfer.amount !== amount || transfer[end] !== page.root) wrong(page, 'not what was sent')
  }
  const own = ({ account, page }: Entry) => {
    account.feesOrGifts += 1
    if (account.feesOrGifts > 1) wrong(page, 'charged or consoled twice')
  }
  const deposited = (entry: Entry) => {
    const { account, page, amount } = entry
    if (!account.open) wrong(page, 'not open')
    if (page.actor === 'engine/transfers') return arrive(entry, 'to')
    if (page.actor === 'engine/fees') own(entry)
    outside += amount
  }
  const withdrawn = (entry: Entry) => {
    const { account, page, amount } = entry
    if (account.balance < amount) wrong(page, `more than ${account.balance}`)
    if (page.actor === 'engine/fees') own(entry)
    if (page.actor === 'engine/fees' && amount !== fee) wrong(page, 'not the fee')
    outside -= amount
  }
  const sent = ({ account, page, amount }: Entry) => {
    if (account.balance < amount) wrong(page, `more than ${account.balance}`)
    underway.set(page.eventId, { from: page.root, to: String(page.data.to), amount })
  }
  const book = (page: Page) => {
    const account = accounts.get(page.root) ?? { open: false, balance: 0, events: 0, nudges: 0, feesOrGifts: 0 }
    accounts.set(page.root, account)
    const amount = Number(page.data.amount ?? 0)
    const entry = { account, page, amount }
    if (page.type === 'Opened') {
      if (account.open) wrong(page, 'open already')
      account.open = true
    } else if (page.type === 'Deposited') deposited(entry)
    else if (page.type === 'Withdrawn') withdrawn(entry)
    else if (page.type === 'TransferSent') sent(entry)
    else if (page.type === 'TransferReturned') arrive(entry, 'from')
    else if (page.type === 'InterestPaid') outside += amount
    else if (page.type === 'Nudged') {
      account.nudges += 1
      if (account.nudges > 1) wrong(page, 'nudged twice')
    }
    const isOut = page.type === 'Withdrawn' || page.type === 'TransferSent'
    account.balance += isOut ? -amount : amount
    if (page.type !== 'Nudged') account.events += 1
    balances.set(page.root, [...(balances.get(page.root) ?? [0]), account.balance])
  }
  const isConserved = () => {
    const held = [...accounts.values()].reduce((sum, { balance }) => sum + balance, 0)
    return held + [...underway.values()].reduce((sum, { amount }) => sum + amount, 0) === outside
  }
  for (const page of log) {
    if (page.domain !== 'account') continue
    book(page)
    if (!isConserved()) wrong(page, 'money was made or lost')
  }
  for (const [eventId, { amount }] of underway) violations.push(`${amount} of ${eventId} never arrived nor came back`)
  return { accounts, balances, violations }
}
