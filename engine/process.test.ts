import { expect, test } from 'vitest'
import { processManager, saga, send } from './define.ts'
import type { Of } from './message.ts'
import type { Ports } from './ports.ts'
import { derivedId } from './registry.ts'
import { Account, type BankEvent, bank, fees } from './testing/bank.ts'
import { type Driven, driven } from './testing/driven.ts'

const flows = { ...bank, sagas: [], processManagers: [fees] }

const linksOf = async ({ kept }: Driven, account: string) =>
  (await kept.events.read({ domain: 'fees', root: derivedId(account), edition: '' })).filter(
    ({ type }) => type === 'EventLinked',
  )

test.each([1, 10, 20, 100])('[LK2] an input is linked once, after %i failures half-way through', async failures => {
  let left = failures
  const house = await driven(flows, (ports: Ports) => ({
    ...ports,
    timeouts: {
      ...ports.timeouts,
      replace: async (...args) => {
        if (left-- > 0) throw Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' })
        return ports.timeouts.replace(...args)
      },
    },
  }))
  await house.order('ann', { type: 'Open', amount: 5 })
  await house.pass(300_000)
  await house.restart()
  await house.pass(100_000)
  expect((await linksOf(house, 'ann')).map(({ data }) => data.sequence)).toEqual([0, 1, 2])
  expect(await house.typesOf('account', 'ann')).toEqual(['Opened', 'Deposited', 'Deposited'])
})

test('[LK3] events of one append are linked together, also where a batch of the log ends', async () => {
  const house = await driven(flows)
  await house.engine().stop()
  await house.order('first', { type: 'Open' })
  for (let n = 0; n < 260; n++) await house.order(`account ${n}`, { type: 'Open', amount: 1 })
  const cut = await house.kept.events.readAll(499, 2)
  expect(cut[0]?.commandId).toBe(cut[1]?.commandId)
  await house.restart()
  await house.pass(2000)
  for (let n = 0; n < 260; n++) {
    const links = await linksOf(house, `account ${n}`)
    expect([links.length, new Set(links.map(({ commandId }) => commandId)).size]).toEqual([2, 1])
  }
})

test('[LK4] a process goes on from what its stream holds now, also where another one moved it', async () => {
  const house = await driven(flows)
  await house.order('ann', { type: 'Open', amount: 5 })
  await house.pass(1000)
  const other = await driven(flows, () => house.kept)
  await other.restart(flows, () => ({ ...house.kept, clock: other.clock }))
  await house.order('ann', { type: 'Withdraw', amount: 1 })
  await other.pass(1000)
  await house.pass(1000)
  await house.order('ann', { type: 'Withdraw', amount: 2 })
  await house.pass(1000)
  await other.pass(1000)
  expect((await linksOf(house, 'ann')).map(({ data }) => data.sequence)).toEqual([0, 1, 2, 3])
})

test('[LK5] two commands owed under one label are a bug that is told, not one command that is forgotten', async () => {
  const twins = processManager<Of<BankEvent, 'Opened'>, { step: 'idle' } | { step: 'giving'; account: string }>(
    'twins',
    [Account],
    {
      correlate: (_, source) => source.root,
      initial: { step: 'idle' },
      evolve: { Opened: (_, __, { root }) => ({ step: 'giving', account: root }) },
      owed: {
        idle: () => [],
        giving: ({ account }) =>
          [1, 2].map(amount => ({ ...send(Account, account, { type: 'Deposit', amount }), label: 'gift' })),
      },
      expected: [],
    },
  )
  const house = await driven({ ...flows, processManagers: [twins] })
  await house.order('ann', { type: 'Open' })
  await house.pass(1000)
  expect((await house.deadLetters()).map(({ data }) => data)).toMatchObject([{ consumer: 'twins', detail: /as gift/ }])
})

test('[LK6] the workflow is the key where a process names none; an event without a key is nobody’s', async () => {
  const flow = processManager<Of<BankEvent, 'Opened'>, { step: 'idle' | 'seen' }>('flow', [Account], {
    initial: { step: 'idle' },
    evolve: { Opened: () => ({ step: 'seen' }) },
    owed: { idle: () => [], seen: () => [] },
    expected: [],
  })
  const house = await driven({ ...flows, processManagers: [flow] })
  const workflow = derivedId('a workflow')
  for (const [account, correlationId] of [
    ['ann', workflow],
    ['bob', 'not-a-uuid'],
    ['eve', ''],
  ] as const)
    await house.engine().execute({
      cover: { domain: 'account', root: derivedId(account), edition: '', correlationId, ext: null },
      message: { type: 'Open' },
      commandId: derivedId('opening', account),
      actor: 'ann',
    })
  await house.pass(1000)
  const streams = await house.kept.events.streams({ domain: 'flow', edition: '', limit: 10 })
  expect(streams.map(({ root }) => root).sort()).toEqual([workflow, derivedId('not-a-uuid')].sort())
})

test('[LK7] an instance has one snapshot, of at most sixteen events before, and is loaded from there', async () => {
  const house = await driven(flows)
  await house.order('ann', { type: 'Open' })
  for (let n = 0; n < 40; n++) await house.order('ann', { type: 'Deposit', amount: 2 })
  await house.pass(2000)
  const stream = { domain: 'fees', root: derivedId('ann'), edition: '' }
  const kept = await house.kept.snapshots.list({ stream, limit: 10 })
  expect(kept).toMatchObject([{ retention: 'TRANSIENT' }])
  const { nextSequence } = await house.kept.events.head(stream)
  expect(kept[0]?.nextSequence).toBeGreaterThan(nextSequence - 17)
  const read: number[] = []
  await house.restart(flows, ports => ({
    ...ports,
    events: {
      ...ports.events,
      read: (asked, range) => {
        if (asked.domain === 'fees') read.push(range?.from ?? 0)
        return ports.events.read(asked, range)
      },
    },
  }))
  await house.order('ann', { type: 'Deposit', amount: 2 })
  await house.pass(2000)
  expect(read).toEqual([kept[0]?.nextSequence])
})

test('[SG10] a command may open a workflow of its own, and its cause is kept', async () => {
  const workflow = derivedId('a new workflow')
  const gifts = saga('gifts', Account, {
    Opened: (_, { root }) => [{ ...send(Account, root, { type: 'Deposit', amount: 7 }), correlationId: workflow }],
  })
  const house = await driven({ ...flows, sagas: [gifts], processManagers: [] })
  await house.order('ann', { type: 'Open' })
  await house.pass(1000)
  const [opened, gift] = await house.kept.events.read({ domain: 'account', root: derivedId('ann'), edition: '' })
  expect([opened?.correlationId, gift?.correlationId, gift?.causationId]).toEqual(['ann', workflow, opened?.eventId])
})

test('[LK8] a command that is owed without a label is a bug that is told', async () => {
  const nameless = processManager<Of<BankEvent, 'Opened'>, { step: 'idle' | 'giving' }>('nameless', [Account], {
    correlate: (_, source) => source.root,
    initial: { step: 'idle' },
    evolve: { Opened: () => ({ step: 'giving' }) },
    owed: { idle: () => [], giving: (_, key) => [send(Account, key, { type: 'Deposit', amount: 1 })] },
    expected: [],
  })
  const house = await driven({ ...flows, processManagers: [nameless] })
  await house.order('ann', { type: 'Open' })
  await house.pass(1000)
  expect((await house.deadLetters()).map(({ data }) => data)).toMatchObject([
    { consumer: 'nameless', detail: /without a label/ },
  ])
  expect(await house.typesOf('account', 'ann')).toEqual(['Opened'])
})
