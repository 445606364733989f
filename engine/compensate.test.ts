import { expect, test } from 'vitest'
import { saga, send } from './define.ts'
import type { Ports } from './ports.ts'
import { derivedId } from './registry.ts'
import { Account, bank } from './testing/bank.ts'
import { driven } from './testing/driven.ts'

const sagas = { ...bank, processManagers: [] }
/** The process ends before any saga could note how far it has come. */
const forgetful = (ports: Ports): Ports => ({
  ...ports,
  checkpoints: {
    ...ports.checkpoints,
    read: ports.checkpoints.read,
    save: async (consumer, move) => (consumer.name === 'transfers' ? true : ports.checkpoints.save(consumer, move)),
  },
})

test('[SG4] what was refused and taken back is not accepted when it is delivered again', async () => {
  const { order, pass, restart, kept, typesOf } = await driven(sagas, forgetful)
  await order('ann', { type: 'Open', amount: 10 })
  await order('ann', { type: 'Transfer', amount: 4, to: derivedId('bob') })
  await pass(100)
  expect(await typesOf('account', 'ann')).toContain('TransferReturned')
  await order('bob', { type: 'Open' })
  await restart()
  await pass(1000)
  expect(await kept.checkpoints.read({ name: 'transfers', version: 1 })).toBeGreaterThan(0)
  expect(await typesOf('account', 'bob')).toEqual(['Opened'])
})

test('[SG5] what was accepted is not taken back when another process was refused', async () => {
  const { order, pass, restart, kept, typesOf } = await driven(sagas, forgetful)
  await order('ann', { type: 'Open', amount: 10 })
  await order('bob', { type: 'Open' })
  await order('ann', { type: 'Transfer', amount: 4, to: derivedId('bob') })
  await pass(100)
  expect(await typesOf('account', 'bob')).toEqual(['Opened', 'Deposited'])
  // The other process was refused by the account as it was before it was opened, and writes that down only now.
  let reads = 0
  let heads = 0
  const bob = { domain: 'account', root: derivedId('bob'), edition: '' }
  await restart(sagas, ports => ({
    ...ports,
    events: {
      ...ports.events,
      read: async (stream, range) => (stream.root === bob.root && reads++ < 1 ? [] : ports.events.read(stream, range)),
      head: async (stream, commandId) =>
        stream.root === bob.root && heads++ < 1 ? { nextSequence: 0, hash: '' } : ports.events.head(stream, commandId),
    },
  }))
  await pass(2000)
  expect(reads).toBeGreaterThan(1)
  expect(await typesOf('account', 'ann')).not.toContain('TransferReturned')
  expect(await kept.checkpoints.read({ name: 'transfers', version: 1 })).toBeGreaterThan(0)
})

test('[DL2] a refusal too large for a dead letter, or with text that cannot be stored, is one all the same', async () => {
  const { order, pass, deadLetters } = await driven({
    ...sagas,
    sagas: [{ name: 'shouts', domain: 'account', reactions: { Opened: () => [shout] }, unordered: false }],
  })
  const shout = {
    domain: 'account',
    root: derivedId('bob'),
    command: { type: 'Deposit', amount: 1.5, words: '\ud800'.repeat(50_000) },
  }
  await order('ann', { type: 'Open' })
  await pass(1000)
  const [letter] = await deadLetters()
  expect(letter?.data).toMatchObject({ reason: 'COMMAND_REJECTED', payload: { leftOut: expect.any(String) } })
})

test('[SG9] data that the target does not take is a bug: a dead letter, and nothing is taken back', async () => {
  const wrong = saga('transfers', Account, {
    TransferSent: ({ to }) => [send(Account, to, { type: 'Deposit', amount: -1 })],
  })
  const { order, pass, typesOf, deadLetters } = await driven({ ...sagas, sagas: [wrong] })
  await order('bob', { type: 'Open' })
  await order('ann', { type: 'Open', amount: 10 })
  await order('ann', { type: 'Transfer', amount: 4, to: derivedId('bob') })
  await pass(1000)
  expect((await deadLetters()).map(({ data }) => data.reason)).toEqual(['COMMAND_REJECTED'])
  expect(await typesOf('account', 'ann')).toEqual(['Opened', 'Deposited', 'TransferSent'])
})
