// What reviewers do with events that a consumer cannot handle (engine.md §10). Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { saga, send } from '../define.ts'
import { type Engine, startEngine } from '../engine.ts'
import type { Message } from '../message.ts'
import type { Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { Account, bank } from './bank.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { ann, stranger } from './reviewers.ts'

export const eventLettersContract = (name: string, make: MakeHarness) =>
  describe(`dead letters of events: ${name}`, () => {
    let harness: Harness
    let engine: Engine
    let isBroken = true
    let number = 0
    const seen: string[] = []
    /** Sends transfers on once it works; the other one only counts what it is handed. */
    const carrier = saga('carrier', Account, {
      TransferSent: ({ amount, to }) => {
        if (isBroken) throw new TypeError('the carrier is broken', { cause: new Error('a wheel came off') })
        return [send(Account, to, { type: 'Deposit', amount })]
      },
    })
    const witness = saga('witness', Account, {
      TransferSent: (_, { eventId }) => {
        seen.push(eventId)
        return []
      },
    })
    beforeAll(async () => {
      harness = await make()
      engine = await startEngine(harness.ports, { ...bank, processManagers: [], sagas: [carrier, witness] })
    })
    afterAll(async () => {
      await engine.stop()
      await harness.close()
    })
    const restart = async () => {
      await engine.stop()
      engine = await startEngine(await harness.another(), { ...bank, processManagers: [], sagas: [carrier, witness] })
    }
    const rootOf = (account: string) => derivedId('account', account)
    const order = (account: string, message: Message & Record<string, unknown>) =>
      engine.execute({
        cover: { domain: 'account', root: rootOf(account), edition: '', correlationId: account, ext: null },
        message,
        commandId: derivedId('order', name, 'parked', number++),
        actor: 'ann',
      })
    const balance = async (account: string) => (await engine.state(Account, rootOf(account))).state.balance
    /** Two transfers, of 4 and of 1; the carrier stands before the first. */
    const stuck = async () => {
      isBroken = true
      const [from, to] = [`${name} from ${number}`, `${name} to ${number}`]
      await order(to, { type: 'Open' })
      await order(from, { type: 'Open', amount: 10 })
      await order(from, { type: 'Transfer', amount: 4, to: rootOf(to) })
      await engine.settled()
      await order(from, { type: 'Transfer', amount: 1, to: rootOf(to) })
      await engine.settled()
      const { rows } = await engine.deadLetters.list({ correlationId: from }, { limit: 10 })
      expect(rows).toMatchObject([
        { reason: 'PROCESSING_FAILED', consumer: 'carrier', subject: 'account/TransferSent' },
      ])
      return { from, to, id: rows[0]?.id ?? '' }
    }

    test('[DL27] an event that failed is kept as a reference, with the error, its causes and how often it was tried', async () => {
      const { from, id } = await stuck()
      const entry = await engine.deadLetters.find(id, stranger)
      expect(entry).toMatchObject({
        attempts: expect.any(Number),
        event: { type: 'TransferSent', root: rootOf(from), data: { amount: 4 } },
        states: { expected: null, actual: null },
      })
      expect(entry?.detail).toMatch(/TypeError: the carrier is broken[\s\S]*caused by Error: a wheel came off/)
      expect(JSON.stringify(entry?.payload)).not.toContain('amount')
      expect((await engine.deadLetters.groups({ component: 'carrier' })).map(({ fingerprint }) => fingerprint)).toEqual(
        [entry?.fingerprint],
      )
    })

    test('[DL28] a parked event goes to the consumer that failed only, and what waited behind it follows in order', async () => {
      const { from, to, id } = await stuck()
      expect(await engine.deadLetters.tryOut(id, { actor: 'ann', viewer: stranger })).toMatchObject({
        problem: { reason: 'failed-again' },
      })
      expect(await engine.deadLetters.resubmit(id, ann)).toMatchObject({ problem: { reason: 'failed-again' } })
      expect(await engine.deadLetters.resubmit(id, { ...ann, data: { amount: 3 } })).toMatchObject({
        problem: { code: 'INVALID_ARGUMENT' },
      })
      isBroken = false
      expect(await engine.deadLetters.tryOut(id, { actor: 'ann', viewer: stranger })).toMatchObject({
        problem: null,
        pages: [{ type: 'Deposited', data: { amount: 4 } }],
      })
      expect(await balance(to)).toBe(0)
      expect(await engine.deadLetters.resubmit(id, ann)).toMatchObject({ status: 'accepted' })
      await engine.settled()
      const arrived = await engine.presented({ domain: 'account', root: rootOf(to), edition: '' }, stranger)
      expect(arrived.map(({ data }) => data.amount)).toEqual([undefined, 4, 1])
      const sent = (await engine.presented({ domain: 'account', root: rootOf(from), edition: '' }, stranger))
        .filter(({ type }) => type === 'TransferSent')
        .map(({ eventId }) => eventId)
      expect(seen.filter(eventId => sent.includes(eventId))).toEqual(sent)
    })

    test('[DL29] a parked event that is discarded, or was done by hand, holds nobody any longer', async () => {
      const [one, other] = [await stuck(), await stuck()]
      isBroken = false
      const byHand = await order(other.to, { type: 'Deposit', amount: 4 })
      const event = byHand.status === 'accepted' ? (byHand.pages[0]?.eventId ?? '') : ''
      expect(await engine.deadLetters.discard(one.id, ann)).toMatchObject({ status: 'accepted' })
      expect(await engine.deadLetters.accept(other.id, { ...ann, event })).toMatchObject({ status: 'accepted' })
      await engine.settled()
      expect([await balance(one.to), await balance(other.to)]).toEqual([1, 5])
    })

    test('[DL37] a parked event reaches its consumer in whatever process that runs', { timeout: 30_000 }, async () => {
      const { to, id } = await stuck()
      const without = (name: string, ports: Ports): Ports => ({
        ...ports,
        checkpoints: {
          ...ports.checkpoints,
          acquire: async (consumer, lease) =>
            consumer.name === name ? undefined : ports.checkpoints.acquire(consumer, lease),
        },
      })
      const domain = { ...bank, processManagers: [], sagas: [carrier, witness] }
      await engine.stop()
      engine = await startEngine(without('carrier', await harness.another()), domain)
      const other = await startEngine(without('dead-letter-flow', await harness.another()), domain)
      try {
        await expect
          .poll(async () => (await engine.deadLetters.resubmit(id, ann)).status, { timeout: 9000 })
          .toBe('rejected')
        await expect
          .poll(async () => (await engine.deadLetters.find(id, stranger))?.state, { timeout: 9000 })
          .toMatchObject({ status: 'open', attempt: 1 })
        isBroken = false
        await engine.deadLetters.resubmit(id, ann)
        await expect.poll(() => balance(to), { timeout: 9000 }).toBe(5)
        await expect
          .poll(async () => (await engine.deadLetters.find(id, stranger))?.state, { timeout: 9000 })
          .toMatchObject({ status: 'resubmitted', pending: false })
      } finally {
        await other.stop()
        await restart()
      }
    })

    test('[DL31] where a later event fails too, the stream waits there from then on, with an entry of its own', async () => {
      const { from, to, id } = await stuck()
      expect(await engine.deadLetters.discard(id, ann)).toMatchObject({ status: 'accepted' })
      await engine.settled()
      const { rows } = await engine.deadLetters.list({ correlationId: from }, { limit: 10 })
      expect(rows.map(({ status }) => status)).toEqual(['open', 'discarded'])
      isBroken = false
      expect(await engine.deadLetters.resubmit(rows[0]?.id ?? '', ann)).toMatchObject({ status: 'accepted' })
      await engine.settled()
      expect(await balance(to)).toBe(1)
    })

    test('[DL39] a decision that is carried out again passes over its own event only', async () => {
      const { from, to, id } = await stuck()
      await engine.deadLetters.discard(id, ann)
      await engine.settled()
      await engine.stop()
      const flow = { name: 'dead-letter-flow', version: 1 }
      const { checkpoints } = harness.ports
      expect(await checkpoints.save(flow, { from: await checkpoints.read(flow), to: 0 })).toBe(true)
      await restart()
      await engine.settled()
      isBroken = false
      const { rows } = await engine.deadLetters.list({ correlationId: from, status: 'open' }, { limit: 10 })
      expect(rows).toHaveLength(1)
      expect(await engine.deadLetters.resubmit(rows[0]?.id ?? '', ann)).toMatchObject({ status: 'accepted' })
      await engine.settled()
      expect(await balance(to)).toBe(1)
    })

    test('[DL32] what a restart with better code can handle is settled by itself, and says so', async () => {
      const { to, id } = await stuck()
      isBroken = false
      await restart()
      await engine.settled()
      expect(await balance(to)).toBe(5)
      const entry = await engine.deadLetters.find(id, stranger)
      expect(entry).toMatchObject({
        state: { status: 'resubmitted', pending: false, decided: { by: 'engine/carrier' } },
      })
    })
  })
