import { test } from 'vitest'
import { send } from '../../define.ts'
import { sagaScenario } from '../saga-scenario.ts'
import { scenario } from '../scenario.ts'
import { Account, transfers } from './account.ts'

const given = scenario(Account)
const opened = { type: 'AccountOpened' } as const
const deposited = { type: 'MoneyDeposited', amount: 50 } as const
const [here, there] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']

test('[GU2] what is there can be withdrawn', () =>
  given(opened, deposited).when({ type: 'WithdrawMoney', amount: 20 }).then({ type: 'MoneyWithdrawn', amount: 20 }))

test('[GU2] more than that is refused, with the figure', () =>
  given(opened, deposited).when({ type: 'WithdrawMoney', amount: 60 }).rejects('not-enough', { balance: 50 }))

test('[GU2] opening an account again changes nothing', () => given(opened).when({ type: 'OpenAccount' }).then())

test('[GU2] nobody deposits where no account is open', () =>
  given().when({ type: 'DepositMoney', amount: 1 }).rejects('not-open'))

test('[GU2] a transfer leaves for another account, and not for its own', () => {
  const account = given(opened, deposited)
  account.when({ type: 'TransferMoney', amount: 50, to: there }).then({ type: 'TransferSent', amount: 50, to: there })
  account.when({ type: 'TransferMoney', amount: 50, to: here }, { root: here }).rejects('same-account')
})

test('[GU2] the saga carries it there', () => {
  const sent = { type: 'TransferSent', amount: 5, to: there } as const
  sagaScenario(transfers, [Account])
    .on(sent, { root: here })
    .sends(send(Account, there, { type: 'TakeTransfer', amount: 5, from: here }))
})
