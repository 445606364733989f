import { expect, test } from 'vitest'
import { type Elapsed, processManager, send } from './define.ts'
import { millisecondsOf, type Of } from './message.ts'
import type { DueTimeout, Ports } from './ports.ts'
import { derivedId } from './registry.ts'
import { Account, type BankEvent, bank } from './testing/bank.ts'
import { driven } from './testing/driven.ts'

type Waiting = { step: 'idle' } | { step: 'waiting'; account: string; due: number; ran: number }
type Input = Of<BankEvent, 'Opened' | 'Deposited'> | Elapsed<'bell'>
/** Rings ten seconds after an account was opened; a deposit cancels it. What it does with the bell is the test's. */
const bell = (onBell: (state: Waiting) => Waiting, labels = () => 'once') =>
  processManager<Input, Waiting>('bell', [Account], {
    correlate: (_, source) => source.root,
    initial: { step: 'idle' },
    evolve: {
      Opened: (_, __, { root, recordedAt }) => ({
        step: 'waiting',
        account: root,
        due: millisecondsOf(recordedAt) + 10_000,
        ran: 0,
      }),
      Deposited: () => ({ step: 'idle' }),
      'bell elapsed': onBell,
    },
    owed: {
      idle: () => [],
      waiting: ({ account, due, ran }) =>
        ran > 0
          ? [{ ...send(Account, account, { type: 'Nudge' }), label: labels() }]
          : [{ timeout: 'bell', dueAt: due }],
    },
    expected: ['annoyed'],
  })
const rings = (state: Waiting): Waiting => (state.step === 'waiting' ? { ...state, ran: state.ran + 1 } : state)
const only = (onBell: (state: Waiting) => Waiting) => ({ ...bank, sagas: [], processManagers: [bell(onBell)] })

const looks =
  (counted: { due: number }) =>
  (ports: Ports): Ports => ({
    ...ports,
    timeouts: {
      ...ports.timeouts,
      due: (now, limit) => {
        counted.due += 1
        return ports.timeouts.due(now, limit)
      },
    },
  })

test('[TO4] a timeout that fails holds no other, is told, and rings once it can', async () => {
  const broken = { is: true }
  const chokes = (state: Waiting): Waiting => {
    if (broken.is && state.step === 'waiting' && state.account === derivedId('ann')) throw new Error('a bug')
    return rings(state)
  }
  const counted = { due: 0 }
  const house = await driven(only(chokes), looks(counted))
  await house.order('ann', { type: 'Open' })
  await house.order('bob', { type: 'Open' })
  await house.pass(10_100)
  expect(await house.typesOf('account', 'bob')).toEqual(['Opened', 'Nudged'])
  const before = counted.due
  await house.pass(20_000)
  expect(counted.due - before).toBeLessThan(50)
  expect((await house.deadLetters()).map(({ data }) => data)).toMatchObject([
    { reason: 'PROCESSING_FAILED', consumer: 'bell', subject: 'bell/bell elapsed' },
  ])
  const [letter] = await house.deadLetters()
  const concerned = await house.engine().processes.concerned({ id: letter?.root ?? '', edition: '' })
  expect(concerned).toEqual({ process: 'bell', key: derivedId('ann') })
  broken.is = false
  await house.pass(120_000)
  expect(await house.typesOf('account', 'ann')).toEqual(['Opened', 'Nudged'])
})

test('[TO5] a timeout whose process manager is gone is kept, and costs no more than a look now and then', async () => {
  const counted = { due: 0 }
  const house = await driven(only(rings), looks(counted))
  const stray: DueTimeout = { process: 'gone', key: derivedId('x'), name: 'n', dueAt: 1, data: null }
  await house.kept.timeouts.replace('gone', derivedId('x'), [stray])
  await house.pass(30_000)
  expect(counted.due).toBeLessThan(60)
  expect(await house.kept.timeouts.of('gone', derivedId('x'))).toEqual([stray])
})

test('[TO6] what is not owed any more does not ring, even if it is still scheduled', async () => {
  const house = await driven(only(rings))
  await house.order('ann', { type: 'Open' })
  await house.pass(100)
  const [scheduled] = await house.kept.timeouts.of('bell', derivedId('ann'))
  await house.order('ann', { type: 'Deposit', amount: 1 })
  await house.pass(100)
  await house.kept.timeouts.replace('bell', derivedId('ann'), scheduled ? [scheduled] : [])
  await house.pass(12_000)
  expect(await house.typesOf('bell', 'ann')).toEqual(['EventLinked', 'EventLinked'])
  expect(await house.kept.timeouts.of('bell', derivedId('ann'))).toEqual([])
})

test('[TO7] a process that owes the same timeout again after it rang has no endless bell', async () => {
  const house = await driven(only(state => state))
  await house.order('ann', { type: 'Open' })
  await house.pass(20_000)
  expect(await house.typesOf('bell', 'ann')).toEqual(['EventLinked', 'TimeoutElapsed'])
  await house.restart()
  await house.pass(20_000)
  expect(await house.typesOf('bell', 'ann')).toEqual(['EventLinked', 'TimeoutElapsed'])
})

test('[TO9] an operator lets a timeout run out now, or never, and is on record with the reason', async () => {
  const house = await driven(only(rings))
  const act = (action: 'fire' | 'cancel', account: string) =>
    house
      .engine()
      .processes[action](
        { process: 'bell', key: derivedId(account), name: 'bell' },
        { actor: 'ann', reason: 'the bell is broken' },
      )
  for (const account of ['ann', 'bob']) await house.order(account, { type: 'Open' })
  await house.pass(100)
  expect(await act('fire', 'ann')).toBe(true)
  expect(await act('cancel', 'bob')).toBe(true)
  expect(await act('fire', 'bob')).toBe(false)
  await house.pass(20_000)
  expect(await house.typesOf('account', 'ann')).toEqual(['Opened', 'Nudged'])
  expect(await house.typesOf('account', 'bob')).toEqual(['Opened'])
  for (const [account, type] of [
    ['ann', 'TimeoutElapsed'],
    ['bob', 'TimeoutCancelled'],
  ] as const) {
    const pages = await house.kept.events.read({ domain: 'bell', root: derivedId(account), edition: '' })
    expect(pages.at(-1)).toMatchObject({ type, actor: 'ann', data: { reason: 'the bell is broken' } })
  }
})

test('[DL38] a dead letter of an event names the instance that could not take it', async () => {
  const poisoned = bell(rings)
  const process = {
    ...poisoned.process,
    evolve: {
      ...poisoned.process.evolve,
      Opened: () => {
        throw new Error('a bug')
      },
    },
  }
  const house = await driven({ ...bank, sagas: [], processManagers: [{ ...poisoned, process }] })
  await house.order('ann', { type: 'Open' })
  await house.pass(60_000)
  const [letter] = await house.deadLetters()
  expect(letter?.data).toMatchObject({ reason: 'PROCESSING_FAILED', consumer: 'bell' })
  const concerned = await house.engine().processes.concerned({ id: letter?.root ?? '', edition: '' })
  expect(concerned).toEqual({ process: 'bell', key: derivedId('ann') })
  const [parked] = await house.engine().parked({ name: 'bell', version: 1 })
  expect(parked).toMatchObject({ root: derivedId('ann'), sequence: 0, event: { type: 'Opened', letter: letter?.root } })
})

test('[DL38] also of an event that nobody can read', async () => {
  const house = await driven({ ...bank, sagas: [], processManagers: [] })
  await house.order('ann', { type: 'Open' })
  const [opened] = await house.kept.events.read({ domain: 'account', root: derivedId('ann'), edition: '' })
  Object.assign(opened ?? {}, { schemaVersion: 99 })
  await house.restart(only(rings))
  await house.pass(60_000)
  const letter = (await house.deadLetters()).find(({ data }) => data.consumer === 'bell')
  expect(letter?.data.reason).toBe('PAYLOAD_REFUSED')
  const concerned = await house.engine().processes.concerned({ id: letter?.root ?? '', edition: '' })
  expect(concerned).toEqual({ process: 'bell', key: derivedId('ann') })
})

test('[TO10] nothing happens in an edition because time passes', async () => {
  const house = await driven(only(rings))
  const opened = { owner: 'ann', purpose: '', divergence: { kind: 'implicit' } as const, actor: 'ann' }
  await house.engine().editions.create({ name: 'apart', ...opened })
  await house.engine().execute({
    cover: { domain: 'account', root: derivedId('ann'), edition: 'apart', correlationId: '', ext: null },
    message: { type: 'Open' },
    commandId: derivedId('apart'),
    actor: 'ann',
  })
  await house.pass(60_000)
  const own = await house.kept.events.read({ domain: 'bell', root: derivedId('ann'), edition: 'apart' })
  expect(own.map(({ type }) => type)).toEqual(['EventLinked'])
  expect(await house.kept.timeouts.list({ limit: 10 })).toEqual([])
})
