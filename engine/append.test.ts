import { expect, test } from 'vitest'
import { aggregate, saga } from './define.ts'
import type { Json } from './message.ts'
import { derivedId, registry } from './registry.ts'
import { Account, bank } from './testing/bank.ts'
import { driven } from './testing/driven.ts'
import { faulty } from './testing/faults.ts'

const alone = { ...bank, sagas: [], processManagers: [], projectors: [] }

test('[EX11] an event that its own aggregate cannot take is not stored', async () => {
  const broken = aggregate({
    ...Account,
    evolve: {
      ...Account.evolve,
      Deposited: () => {
        throw new Error('a bug')
      },
    },
  })
  const house = await driven({ ...alone, aggregates: [broken] })
  await house.order('ann', { type: 'Open' })
  await expect(house.order('ann', { type: 'Deposit', amount: 1 })).rejects.toThrow('a bug')
  expect(await house.typesOf('account', 'ann')).toEqual(['Opened'])
})

test('[EX12] a command that gets no answer in three seconds is unavailable', async () => {
  const house = await driven(alone, ports => ({
    ...ports,
    events: { ...ports.events, append: () => new Promise<never>(() => {}) },
  }))
  const sent = house.order('ann', { type: 'Open' }).catch((error: unknown) => error)
  await house.pass(3100)
  expect(await sent).toMatchObject({ name: 'Unavailable' })
})

test('[RG1] no two parts of a product have one name, for by it they are remembered', () => {
  const [transfers] = bank.sagas
  const twins = { ...bank, sagas: transfers ? [transfers, transfers] : [] }
  expect(() => registry(twins)).toThrow('transfers')
  expect(() => registry({ ...bank, aggregates: [Account, Account] })).toThrow('account')
  expect(derivedId('a', 'b')).not.toBe(derivedId('a,b'))
})

test('[RG2] domains and components have proper names', () => {
  for (const name of ['Transfers', '1st', 'a b', 'a'.repeat(65), '']) {
    expect(() => registry({ ...bank, sagas: [saga(name, Account, {})] })).toThrow('lower-case')
    expect(() => registry({ ...alone, aggregates: [aggregate({ ...Account, domain: name })] })).toThrow('lower-case')
  }
  expect(() => registry({ ...bank, sagas: [saga('a'.repeat(64), Account, {})] })).not.toThrow()
})

test('[EX13] what the first command of a stream has in `ext`, 1 KiB at most, later events carry on', async () => {
  const house = await driven(alone)
  const send = (type: string, ext: Json, n: number) =>
    house.engine().execute({
      cover: { domain: 'account', root: derivedId('ann'), edition: '', correlationId: '', ext },
      message: { type, amount: 1 } as never,
      commandId: derivedId('ext', n),
      actor: 'ann',
    })
  const parent = { domain: 'bank', name: 'é'.repeat(490) }
  const large = { ...parent, more: 'é'.repeat(20) }
  expect(await send('Open', large, 1)).toMatchObject({ problem: { reason: 'invalid-data', fields: { ext: /1 KiB/ } } })
  expect(await send('Open', parent, 2)).toMatchObject({ status: 'accepted' })
  await send('Deposit', null, 3)
  const pages = await house.kept.events.read({ domain: 'account', root: derivedId('ann'), edition: '' })
  expect(pages.map(({ ext }) => ext)).toEqual(pages.map(() => parent))
})

test('[EX14] a command on a state that is known is one call to the store; one that appends nothing reads the head', async () => {
  let calls: readonly string[] = []
  const house = await driven({ ...alone, projectors: [] }, ports => {
    const { append, head, read } = ports.events
    const watched = faulty({ ...ports, events: { ...ports.events, append, head, read } })
    calls = watched.calls
    return watched.ports
  })
  await house.order('ann', { type: 'Open', amount: 5 })
  await house.pass(1000)
  const since = async (work: () => Promise<unknown>) => {
    const before = calls.length
    await work()
    return calls.slice(before).filter(call => /events\.(append|head|read|sealed)$|snapshots/.test(call))
  }
  expect(await since(() => house.order('ann', { type: 'Deposit', amount: 1 }))).toEqual(['events.append'])
  expect(await since(() => house.order('ann', { type: 'Withdraw', amount: 100 }))).toEqual(['events.head'])
})

test('[EX15] a command that loses five races is unavailable, and stored nowhere', async () => {
  let lost = 0
  const house = await driven(alone, ports => ({
    ...ports,
    events: {
      ...ports.events,
      append: async () => {
        lost += 1
        return { status: 'conflict', nextSequence: 7 }
      },
    },
  }))
  const sent = house.order('ann', { type: 'Open' }).catch((error: unknown) => error)
  await house.pass(2000)
  expect(await sent).toMatchObject({ name: 'Unavailable', message: /5 races/ })
  expect([lost, await house.typesOf('account', 'ann')]).toEqual([5, []])
})

test('[EX16] a decision of more than a hundred events, or with what may not be stored, is a bug and stores nothing', async () => {
  let decided: readonly number[] = []
  const generous: typeof Account = {
    ...Account,
    decide: { ...Account.decide, Nudge: () => decided.map(amount => ({ type: 'Deposited', amount })) },
  }
  const house = await driven({ ...alone, aggregates: [generous] })
  await house.order('ann', { type: 'Open' })
  const nudged = async (...amounts: number[]) => {
    decided = amounts
    return house.order('ann', { type: 'Nudge' })
  }
  const ones = (count: number) => Array.from({ length: count }, () => 1)
  await expect(nudged(...ones(101))).rejects.toThrow('101 events')
  for (const amount of [0.5, 2 ** 53, Number.NaN]) await expect(nudged(1, amount)).rejects.toThrow()
  expect(await house.typesOf('account', 'ann')).toEqual(['Opened'])
  expect(await nudged(...ones(100))).toMatchObject({ status: 'accepted', nextSequence: 101 })
})
