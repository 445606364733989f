import { afterEach, expect, test } from 'vitest'
import { type Engine, startEngine } from '../../engine.ts'
import { manualClock } from '../../memory/clock.ts'
import { memoryPorts } from '../../memory/ports.ts'
import type { Message } from '../../message.ts'
import { derivedId } from '../../registry.ts'
import { type BalanceRow, bank } from './account.ts'

const [ann, bob] = [derivedId('account', 'ann'), derivedId('account', 'bob')]

let running: Engine | undefined
afterEach(() => running?.stop())

const startBank = async () => {
  const clock = manualClock(1_790_000_000_000, () => new Promise(resolve => setImmediate(resolve)))
  const engine = await startEngine(memoryPorts({ clock }), bank)
  running = engine
  let orders = 0
  const order = (root: string, message: Message & { readonly amount?: number; readonly to?: string }) =>
    engine.execute(
      {
        cover: { domain: 'account', root, edition: '', correlationId: '', ext: null },
        message,
        commandId: derivedId('order', orders++),
        actor: 'ann',
      },
      { syncMode: 'CASCADE' },
    )
  return { engine, order }
}

test('[GU3] a transfer arrives', async () => {
  const { engine, order } = await startBank()
  await order(ann, { type: 'OpenAccount' })
  await order(bob, { type: 'OpenAccount' })
  await order(ann, { type: 'DepositMoney', amount: 50 })
  const answer = await order(ann, { type: 'TransferMoney', amount: 20, to: bob })
  expect(answer).toMatchObject({ status: 'accepted', nextSequence: 3 })
  expect((await engine.row<BalanceRow>('balances', ann))?.row).toEqual({ balance: 30, returned: 0 })
  expect((await engine.row<BalanceRow>('balances', bob))?.row).toEqual({ balance: 20, returned: 0 })
})

test('[GU3] a transfer to nobody comes back', async () => {
  const { engine, order } = await startBank()
  await order(ann, { type: 'OpenAccount' })
  await order(ann, { type: 'DepositMoney', amount: 50 })
  await order(ann, { type: 'TransferMoney', amount: 20, to: bob })
  await engine.settled()
  const { pages } = await engine.book({ domain: 'account', root: ann, edition: '' }, {}, { audience: undefined })
  expect(pages.map(({ type }) => type)).toEqual(['AccountOpened', 'MoneyDeposited', 'TransferSent', 'TransferReturned'])
  expect((await engine.row<BalanceRow>('balances', ann))?.row).toEqual({ balance: 50, returned: 1 })
})

test('[GU3] a refusal is an answer, and leaves no trace', async () => {
  const { engine, order } = await startBank()
  await order(ann, { type: 'OpenAccount' })
  const answer = await order(ann, { type: 'WithdrawMoney', amount: 1 })
  expect(answer).toMatchObject({ status: 'rejected', problem: { reason: 'not-enough', params: { balance: 0 } } })
  expect(await engine.verify()).toEqual({ ok: true, checked: 1 })
})
