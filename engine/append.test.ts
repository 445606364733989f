import { expect, test } from 'vitest'
import { aggregate } from './define.ts'
import { derivedId, registry } from './registry.ts'
import { Account, bank } from './testing/bank.ts'
import { driven } from './testing/driven.ts'

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
