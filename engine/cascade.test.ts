import { expect, test } from 'vitest'
import type { Link } from './chain.ts'
import { processManager, saga, send } from './define.ts'
import type { Of } from './message.ts'
import { derivedId } from './registry.ts'
import { Account, type BankEvent, bank, fees } from './testing/bank.ts'
import { driven } from './testing/driven.ts'

type Tax = { step: 'idle' } | { step: 'taxing'; account: string; which: number } | { step: 'saving'; account: string }
type Input = Of<BankEvent, 'Deposited' | 'Withdrawn'>
/** Of every hundred that come in ten go out, and then one comes back. */
const tax = processManager<Input, Tax>('tax', [Account], {
  correlate: (_, source) => source.root,
  initial: { step: 'idle' },
  evolve: {
    Deposited: (_, { amount }, { root, sequence }) =>
      amount === 100 ? { step: 'taxing', account: root, which: sequence } : { step: 'idle' },
    Withdrawn: (_, __, { root }) => ({ step: 'saving', account: root }),
  },
  owed: {
    idle: () => [],
    taxing: ({ account, which }) => [
      { ...send(Account, account, { type: 'Withdraw', amount: 10 }), label: `tax-${which}` },
    ],
    saving: ({ account }) => [{ ...send(Account, account, { type: 'Deposit', amount: 1 }), label: 'save' }],
  },
  expected: [],
})
const commandOf = ({ entry }: Link) => [entry.caller, entry.message.type]

test('[SY3] CASCADE waits for process managers too, to the end, whoever runs them first', async () => {
  const house = await driven({ ...bank, processManagers: [tax] })
  await house.order('bob', { type: 'Open' })
  await house.order('ann', { type: 'Open', amount: 200 })
  await house.pass(500)
  const sent = house.order('ann', { type: 'Transfer', amount: 100, to: derivedId('bob') }, { syncMode: 'CASCADE' })
  await house.pass(500)
  const answer = await sent
  expect(answer.chain?.links.map(commandOf)).toEqual([
    ['engine/transfers', 'Deposit'],
    ['engine/tax', 'Withdraw'],
    ['engine/tax', 'Deposit'],
  ])
  expect(answer.pending).toBeUndefined()
  expect((await house.engine().state(Account, derivedId('bob'))).state.balance).toBe(91)
})

test('[SY4] a process manager takes a stream in order, whatever a cascade asks for at the same time', async () => {
  const house = await driven({ ...bank, processManagers: [tax] })
  await house.order('ann', { type: 'Open', amount: 5 })
  const orders = [
    house.order('ann', { type: 'Deposit', amount: 2 }),
    house.order('ann', { type: 'Deposit', amount: 3 }, { syncMode: 'CASCADE' }),
  ]
  await house.pass(500)
  await Promise.all(orders)
  const own = await house.kept.events.read({ domain: 'tax', root: derivedId('ann'), edition: '' })
  expect(own.map(({ data }) => data.sequence)).toEqual([1, 2, 3])
})

test('[SY5] a cascade that goes deeper than 32 is an error that names its path', async () => {
  const echo = saga('echo', Account, {
    Deposited: ({ amount }, { root }) =>
      amount < 40 ? [send(Account, root, { type: 'Deposit', amount: amount + 1 })] : [],
  })
  const house = await driven({ ...bank, sagas: [echo], processManagers: [] })
  await house.order('ann', { type: 'Open' })
  const sent = house
    .order('ann', { type: 'Deposit', amount: 1 }, { syncMode: 'CASCADE' })
    .catch((error: unknown) => error)
  await house.pass(500)
  expect(await sent).toMatchObject({ name: 'CascadeTooDeep', message: /account\/Deposit → account\/Deposit/ })
})

test('[SY15] a branch of a cascade ends where it schedules a timeout', async () => {
  const house = await driven({ ...bank, processManagers: [fees] })
  const sent = house.order('ann', { type: 'Open', amount: 60 }, { syncMode: 'CASCADE' })
  await house.pass(500)
  expect(await sent).toMatchObject({ status: 'accepted', chain: { links: [] } })
  expect(await house.kept.timeouts.list({ limit: 10 })).toMatchObject([{ process: 'fees', name: 'quarter' }])
  await house.pass(31_000)
  expect(await house.typesOf('account', 'ann')).toContain('Withdrawn')
})
