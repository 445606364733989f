// What reviewers do with commands of sagas that were refused (engine.md §10). Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Domain } from '../define.ts'
import { type Engine, startEngine } from '../engine.ts'
import type { Message, Page } from '../message.ts'
import type { Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { Account, bank } from './bank.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { ann, stranger } from './reviewers.ts'

/** Whoever reacts begins anew: everything is handled a second time. */
const rewound = (checkpoints: Ports['checkpoints']): Ports['checkpoints'] => {
  const reacting = ['transfers', 'dead-letter-flow']
  return {
    ...checkpoints,
    read: async consumer => (reacting.includes(consumer.name) ? 0 : checkpoints.read(consumer)),
    save: async (consumer, move) => reacting.includes(consumer.name) || checkpoints.save(consumer, move),
  }
}

/** A bank whose transfers nobody takes back by himself. */
const withoutReturns: Domain = {
  ...bank,
  aggregates: [{ ...Account, onRejected: {} }],
  processManagers: [],
}

export const reactionLettersContract = (name: string, make: MakeHarness) =>
  describe(`dead letters of reactions: ${name}`, () => {
    let harness: Harness
    let engine: Engine
    let number = 0
    const start = async (domain: Domain, ports: Ports) => {
      engine = await startEngine(ports, domain)
    }
    beforeAll(async () => {
      harness = await make()
    })
    afterAll(async () => {
      await harness.close()
    })
    const running = async (domain: Domain, work: () => Promise<void>) => {
      await start(domain, harness.ports)
      try {
        await work()
      } finally {
        await engine.stop()
      }
    }
    const rootOf = (account: string) => derivedId('account', account)
    const order = (account: string, message: Message & Record<string, unknown>) =>
      engine.execute({
        cover: { domain: 'account', root: rootOf(account), edition: '', correlationId: account, ext: null },
        message,
        commandId: derivedId('order', name, number++),
        actor: 'ann',
      })
    const balance = async (account: string) => (await engine.state(Account, rootOf(account))).state.balance
    /** Ten are there, four are sent to an account that is not open. */
    const lost = async () => {
      const [from, to] = [`${name} from ${number}`, `${name} to ${number}`]
      await order(from, { type: 'Open', amount: 10 })
      await order(from, { type: 'Transfer', amount: 4, to: rootOf(to) })
      await engine.settled()
      const { rows } = await engine.deadLetters.list({ correlationId: from }, { limit: 10 })
      return { from, to, id: rows[0]?.id ?? '', rows }
    }

    test('[DL24] a command that a saga sent can be sent again when what stood in its way is gone', () =>
      running(withoutReturns, async () => {
        const { from, to, id, rows } = await lost()
        expect(rows).toMatchObject([{ reason: 'COMPENSATION_MISSING', consumer: 'transfers', status: 'open' }])
        expect(await engine.deadLetters.resubmit(id, ann)).toMatchObject({ problem: { reason: 'not-open' } })
        await order(to, { type: 'Open' })
        expect(await engine.deadLetters.resubmit(id, ann)).toMatchObject({ status: 'accepted' })
        expect([await balance(from), await balance(to)]).toEqual([6, 4])
        await engine.settled()
        expect([await balance(from), await balance(to)]).toEqual([6, 4])
      }))

    test('[DL25] discarding delivers the rejection to the source, in the reviewer’s words, once', async () => {
      let given = { from: '', id: '' }
      await running(withoutReturns, async () => {
        given = await lost()
      })
      await running({ ...bank, processManagers: [] }, async () => {
        expect(await engine.deadLetters.discard(given.id, { actor: 'bob', reason: 'Never opened.' })).toMatchObject({
          status: 'accepted',
        })
        await engine.settled()
        expect(await balance(given.from)).toBe(10)
        const pages = await engine.presented({ domain: 'account', root: rootOf(given.from), edition: '' }, stranger)
        expect(pages.at(-1)).toMatchObject({ type: 'TransferReturned', data: { amount: 4, reason: 'discarded' } })
      })
    })

    test('[DL25] where nobody takes a rejection, discarding ends it: there is no second entry', () =>
      running(withoutReturns, async () => {
        const { from, id } = await lost()
        await engine.deadLetters.discard(id, ann)
        await engine.settled()
        expect((await engine.deadLetters.list({ correlationId: from }, { limit: 10 })).rows).toHaveLength(1)
      }))

    test('[DL26] a process that ends between a decision and its effect owes it, and does it once', {
      timeout: 30_000,
    }, async () => {
      const written: Page[] = []
      await running(withoutReturns, async () => {
        const { to, id } = await lost()
        await order(to, { type: 'Open' })
        await engine.stop()
        // The decision is durable, and the process ends before anybody could carry it out.
        const decided = await engine.deadLetters.resubmit(id, ann)
        expect(decided).toMatchObject({ status: 'accepted', pending: true })
        await start(withoutReturns, await harness.another())
        await engine.settled()
        expect(await balance(to)).toBe(4)
        expect(await engine.deadLetters.find(id, stranger)).toMatchObject({ state: { pending: false } })
        await engine.stop()
        const again = await harness.another()
        await start(withoutReturns, { ...again, checkpoints: rewound(again.checkpoints) })
        await engine.settled()
        expect(await balance(to)).toBe(4)
        written.push(...(await again.events.search({ domain: 'dead-letter', root: id, limit: 10 })))
      })
      expect(written.filter(({ type }) => type === 'DeadLetterResolved')).toHaveLength(1)
    })
  })
