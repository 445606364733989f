import { expect, test } from 'vitest'
import { type Domain, projector, unordered } from './define.ts'
import type { Ports } from './ports.ts'
import { derivedId } from './registry.ts'
import { Account, type BalanceRow, type BankEvent, bank } from './testing/bank.ts'
import { type Driven, driven } from './testing/driven.ts'

const noConnection = () => Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' })

/** Every call of a port fails while the store is down. */
const outages = () => {
  const state = { isDown: false }
  const port = <P extends object>(methods: P): P =>
    Object.fromEntries(
      Object.entries(methods).map(([name, work]) => [
        name,
        async (...args: never[]) => {
          if (state.isDown) throw noConnection()
          return (work as (...args: never[]) => unknown)(...args)
        },
      ]),
    ) as P
  const change = (ports: Ports): Ports => ({
    ...ports,
    events: port(ports.events),
    projections: port(ports.projections),
    checkpoints: port({ ...ports.checkpoints }),
    timeouts: port(ports.timeouts),
  })
  return { state, change }
}

/** A saga that chokes on one account, as long as it is broken. */
const poisoned = (broken: { is: boolean }): Domain => ({
  ...bank,
  sagas: bank.sagas.map(saga => ({
    ...saga,
    reactions: {
      TransferSent: (event: { amount: number }, source: { root: string }) => {
        if (broken.is && source.root === derivedId('ann') && event.amount === 1) throw new Error('a bug')
        return saga.reactions.TransferSent?.(event, source)
      },
    },
  })),
  processManagers: [],
})

const transfer = (amount: number) => ({ type: 'Transfer', amount, to: derivedId('bob') })
const opened = async (house: Driven) => {
  await house.order('ann', { type: 'Open', amount: 10 })
  await house.order('cid', { type: 'Open', amount: 10 })
  await house.order('bob', { type: 'Open' })
}

test('[RN1] an outage of any length parks nothing: all goes on where it stood', async () => {
  const { state, change } = outages()
  const house = await driven({ ...bank, processManagers: [] }, change)
  await opened(house)
  await house.order('ann', transfer(3))
  state.isDown = true
  await house.pass(120_000)
  state.isDown = false
  await house.pass(10_000)
  expect(await house.deadLetters()).toEqual([])
  expect(await house.typesOf('account', 'bob')).toEqual(['Opened', 'Deposited'])
  expect(
    house
      .engine()
      .status()
      .filter(({ lag }) => lag > 0),
  ).toEqual([])
})

test('[RN2] an engine that starts during an outage of its checkpoints works when that is over', async () => {
  const { state, change } = outages()
  const house = await driven(undefined, ports => ({ ...ports, checkpoints: change(ports).checkpoints }))
  await opened(house)
  state.isDown = true
  await house.restart(undefined, ports => ({ ...ports, checkpoints: change(ports).checkpoints }))
  await house.pass(5000)
  state.isDown = false
  await house.order('ann', transfer(3))
  await house.pass(5000)
  expect(await house.typesOf('account', 'bob')).toEqual(['Opened', 'Deposited'])
})

test('[RN3] a poisoned event is a dead letter and holds its own stream only', async () => {
  const house = await driven(poisoned({ is: true }))
  await opened(house)
  for (const [account, amount] of [
    ['ann', 1],
    ['ann', 2],
    ['cid', 3],
  ] as const)
    await house.order(account, transfer(amount))
  await house.pass(1000)
  const deposits = (await house.kept.events.readAll(0, 100)).filter(
    ({ type, root, actor }) => type === 'Deposited' && root === derivedId('bob') && actor === 'engine/transfers',
  )
  expect(deposits.map(({ data }) => data.amount)).toEqual([3])
  expect((await house.deadLetters()).map(({ data }) => data)).toMatchObject([
    { reason: 'PROCESSING_FAILED', consumer: 'transfers', subject: 'account/TransferSent', detail: /a bug/ },
  ])
})

test('[RN6] a saga that says so goes on with a stream behind what it cannot handle', async () => {
  const broken = poisoned({ is: true })
  const house = await driven({ ...broken, sagas: broken.sagas.map(unordered) })
  await opened(house)
  for (const amount of [1, 2]) await house.order('ann', transfer(amount))
  await house.pass(1000)
  expect((await house.deadLetters()).map(({ data }) => data.reason)).toEqual(['PROCESSING_FAILED'])
  const bob = await house.kept.events.read({ domain: 'account', root: derivedId('bob'), edition: '' })
  expect(bob.slice(1).map(({ data }) => data.amount)).toEqual([2])
})

test('[RN4] a parked stream waits over a restart, and goes on in order with code that can handle it', async () => {
  const broken = { is: true }
  const house = await driven(poisoned(broken))
  await opened(house)
  await house.order('ann', transfer(1))
  await house.pass(1000)
  await house.order('ann', transfer(2))
  await house.pass(1000)
  await house.restart()
  await house.order('ann', transfer(3))
  await house.pass(1000)
  expect(await house.typesOf('account', 'bob')).toEqual(['Opened'])
  broken.is = false
  await house.restart()
  await house.pass(1000)
  const bob = await house.kept.events.read({ domain: 'account', root: derivedId('bob'), edition: '' })
  expect(bob.slice(1).map(({ data }) => data.amount)).toEqual([1, 2, 3])
  await house.restart()
  await house.order('ann', transfer(4))
  await house.pass(1000)
  expect((await house.engine().state(Account, derivedId('bob'))).state.balance).toBe(10)
})

test('[RN5] a bug in a projector is not tried ten times, and a listener that throws stops nothing', async () => {
  let tried = 0
  const fragile = projector<BankEvent, BalanceRow>(
    { name: 'fragile', version: 1, sources: [Account] },
    {
      Deposited: row => {
        tried += 1
        if (tried > 0) throw new TypeError('a bug')
        return row
      },
    },
  )
  const house = await driven({ ...bank, projectors: [...bank.projectors, fragile] })
  house.engine().onRows(() => {
    throw new Error('nobody listens')
  })
  await opened(house)
  await house.pass(1000)
  expect(tried).toBeLessThanOrEqual(9)
  expect((await house.engine().row<BalanceRow>('balances', derivedId('ann')))?.row.balance).toBe(10)
  expect(house.journal.map(({ event }) => event)).toContain('listener-failed')
})

test('[RN7] one poisoned event in a hundred holds one stream in a hundred: a batch is halved, and the rest flows', async () => {
  const fragile = projector<BankEvent, BalanceRow>(
    { name: 'fragile', version: 1, sources: [Account] },
    {
      Opened: (_, __, { root }) => {
        if (root === derivedId('account 77') || root === derivedId('account 177')) throw new TypeError('a bug')
        return { balance: 0, events: 1 }
      },
      Deposited: row => row && { ...row, events: row.events + 1 },
    },
  )
  let saves = 0
  const counted = (ports: Ports): Ports => ({
    ...ports,
    projections: {
      ...ports.projections,
      save: async (projection, ...rest) => {
        if (projection.name === 'fragile') saves += 1
        return ports.projections.save(projection, ...rest)
      },
    },
  })
  const house = await driven({ ...bank, sagas: [], processManagers: [], projectors: [] })
  for (let n = 0; n < 200; n++) await house.order(`account ${n}`, { type: 'Open', amount: 1 })
  await house.restart({ ...bank, sagas: [], processManagers: [], projectors: [fragile] }, counted)
  await house.pass(1000)
  expect((await house.engine().rows('fragile')).size).toBe(198)
  expect((await house.deadLetters()).map(({ data }) => data.reason)).toEqual(Array(2).fill('PROCESSING_FAILED'))
  expect(saves).toBeLessThan(60)
  await house.order('account 77', { type: 'Deposit', amount: 1 })
  await house.order('account 78', { type: 'Deposit', amount: 1 })
  await house.pass(1000)
  expect((await house.engine().row<BalanceRow>('fragile', derivedId('account 78')))?.row.events).toBe(3)
  expect(await house.engine().row('fragile', derivedId('account 77'))).toBeUndefined()
})

test('[RN8] an outage while a checkpoint moves parks nothing, whoever it is that moves', async () => {
  const left = new Map<string, number>()
  const change = (ports: Ports): Ports => ({
    ...ports,
    checkpoints: {
      ...ports.checkpoints,
      save: async (consumer, move) => {
        const more = left.get(consumer.name) ?? 0
        if (more === 0) return ports.checkpoints.save(consumer, move)
        left.set(consumer.name, more - 1)
        throw noConnection()
      },
    },
  })
  const events = {
    ...Account.events,
    Withdrawn: { ...Account.events.Withdrawn, forgets: (_: unknown, root: string) => root },
  }
  const house = await driven(
    { ...poisoned({ is: true }), aggregates: [{ ...Account, events } as typeof Account] },
    change,
  )
  await opened(house)
  await house.order('ann', transfer(1))
  await house.pass(1000)
  const [letter] = await house.deadLetters()
  const failing = ['transfers', 'undo', 'housekeeping', 'dead-letter-flow', 'operation-runner']
  for (const name of failing) left.set(name, 5)
  await house.order('cid', { type: 'Withdraw', amount: 1 })
  await house.engine().operations.start('nothing', { params: null, total: 0, actor: 'ann' })
  await house.engine().deadLetters.discard(letter?.root ?? '', { actor: 'ann', reason: 'seen' })
  const nowhere = { ...transfer(2), to: derivedId('nobody') }
  const refused = house.order('cid', nowhere, { syncMode: 'CASCADE', cascadeErrorMode: 'COMPENSATE' })
  await house.pass(60_000)
  await refused
  await house.pass(10_000)
  expect(failing.map(name => left.get(name))).toEqual([0, 0, 0, 0, 0])
  expect((await house.deadLetters()).map(({ type }) => type)).toEqual(['DeadLetterOpened', 'DeadLetterDiscarded'])
  expect(house.journal.filter(({ event }) => event === 'batch-failed').map(({ consumer }) => consumer)).toEqual([
    'transfers',
  ])
})
