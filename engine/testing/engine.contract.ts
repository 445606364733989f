// What a running engine promises, shown with a bank. Run on memory and on Postgres.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Engine, type SyncMode, startEngine } from '../engine.ts'
import type { Message } from '../message.ts'
import { derivedId } from '../registry.ts'
import { Account, type BalanceRow, bank, reminderPatience } from './bank.ts'
import type { Harness, MakeHarness } from './harness.ts'

const root = (name: string) => derivedId('account', name)
let commands = 0

type Given = { id?: string; sequence?: number; syncMode?: SyncMode; correlationId?: string }

export const engineContract = (name: string, make: MakeHarness) =>
  describe(`engine: ${name}`, () => {
    let harness: Harness
    let engine: Engine
    beforeEach(async () => {
      harness = await make()
      engine = await startEngine(harness.ports, bank)
    })
    afterEach(async () => {
      await engine.stop()
      await harness.close()
    })

    const order = (account: string, message: Message & Record<string, unknown>, given: Given = {}) =>
      engine.execute(
        {
          cover: {
            domain: 'account',
            root: root(account),
            edition: '',
            correlationId: given.correlationId ?? '',
            ext: null,
          },
          message,
          commandId: derivedId('order', given.id ?? `${name} ${commands++}`),
          actor: 'ann',
          ...(given.sequence === undefined ? {} : { sequence: given.sequence }),
        },
        given.syncMode ? { syncMode: given.syncMode } : {},
      )
    const balance = async (account: string) => (await engine.state(Account, root(account))).state.balance
    const own = (account: string) => ({ domain: 'account', root: root(account), edition: '' })

    test('[EX1] a command appends what it decides, all of it, and answers with the pages', async () => {
      const answer = await order('a', { type: 'Open', amount: 5 }, { correlationId: 'flow' })
      expect(answer).toMatchObject({ status: 'accepted', nextSequence: 2, repeated: false })
      const pages = answer.status === 'accepted' ? answer.pages : []
      expect(pages.map(page => [page.sequence, page.type, page.correlationId])).toEqual([
        [0, 'Opened', 'flow'],
        [1, 'Deposited', 'flow'],
      ])
    })

    test('[EX2] a refusal stores nothing and names its reason and figures', async () => {
      await order('a', { type: 'Open' })
      const answer = await order('a', { type: 'Withdraw', amount: 9 })
      expect(answer).toMatchObject({ status: 'rejected', problem: { reason: 'not-enough', params: { balance: 0 } } })
      expect(await harness.ports.events.read(own('a'))).toHaveLength(1)
    })

    test('[EX3] data that the schema refuses is named by field, and unknown types are errors', async () => {
      const answer = await order('a', { type: 'Deposit', amount: 1.5, extra: true })
      expect(answer).toMatchObject({ status: 'rejected', problem: { code: 'INVALID_ARGUMENT' } })
      const nothing = await order('a', { type: 'Deposit', amount: -1 })
      expect(nothing).toMatchObject({ problem: { fields: { 'data.amount': expect.any(String) } } })
      await expect(order('a', { type: 'Rob' })).rejects.toMatchObject({ name: 'UnknownMessage' })
    })

    test('[EX4] the same command id has one effect and one answer, also after a restart and when it would be refused now', async () => {
      await order('a', { type: 'Open', amount: 10 })
      const first = await order('a', { type: 'Withdraw', amount: 10 }, { id: 'once' })
      await engine.stop()
      engine = await startEngine(await harness.another(), bank)
      const second = await order('a', { type: 'Withdraw', amount: 10 }, { id: 'once' })
      expect(second).toMatchObject({ status: 'accepted', repeated: true })
      expect(second.status === 'accepted' && second.pages).toEqual(first.status === 'accepted' && first.pages)
      expect(await balance('a')).toBe(0)
    })

    test('[EX5] many at once with one id have one effect', async () => {
      await order('a', { type: 'Open' })
      await Promise.all(Array.from({ length: 20 }, () => order('a', { type: 'Deposit', amount: 7 }, { id: 'burst' })))
      expect(await balance('a')).toBe(7)
    })

    test('[EX6] an expected sequence that does not hold is refused with the one that does', async () => {
      await order('a', { type: 'Open' })
      for (const sequence of [0, 2]) {
        const answer = await order('a', { type: 'Deposit', amount: 1 }, { sequence })
        expect(answer).toMatchObject({ problem: { code: 'ABORTED', reason: 'sequence-conflict' }, nextSequence: 1 })
      }
      expect(await order('a', { type: 'Deposit', amount: 1 }, { sequence: 1 })).toMatchObject({ status: 'accepted' })
    })

    test('[EX7] concurrent commands of one aggregate are all decided on what came before', async () => {
      await order('a', { type: 'Open', amount: 10 })
      const answers = await Promise.all(Array.from({ length: 15 }, () => order('a', { type: 'Withdraw', amount: 1 })))
      expect(answers.filter(answer => answer.status === 'accepted')).toHaveLength(10)
      expect(await balance('a')).toBe(0)
    })

    test('[EX8] two processes on one store do not overdraw', async () => {
      await order('a', { type: 'Open', amount: 10 })
      const other = await startEngine(await harness.another(), {
        ...bank,
        sagas: [],
        processManagers: [],
        projectors: [],
      })
      const mine = engine
      const patient = async (n: number) => {
        for (;;) {
          engine = n % 2 ? mine : other
          const answer = order('a', { type: 'Withdraw', amount: 1 }, { id: `patient ${n}` }).catch(() => undefined)
          const settled = await answer
          if (settled) return settled
        }
      }
      const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => patient(n)))
      engine = mine
      await other.stop()
      expect(answers.filter(answer => answer.status === 'accepted')).toHaveLength(10)
      expect(await balance('a')).toBe(0)
    })

    test('[EX9] the chain of hashes holds', async () => {
      await order('a', { type: 'Open', amount: 10 })
      await order('a', { type: 'Withdraw', amount: 1 })
      expect(await engine.verify(own('a'))).toEqual({ ok: true, checked: 3 })
    })

    test('[EX10] data that cannot be stored is refused, not an error', async () => {
      for (const strange of ['\u0000', '\ud800', 'x'.repeat(70_000)]) {
        expect(await order('a', { type: 'Open', strange })).toMatchObject({ problem: { code: 'INVALID_ARGUMENT' } })
      }
      expect(await order('a', { type: 'Deposit', amount: 2 ** 60 })).toMatchObject({
        problem: { code: 'INVALID_ARGUMENT' },
      })
    })

    test('[FA1] a fact is stored without being decided, once per external id', async () => {
      await order('a', { type: 'Open' })
      const fact = { cover: { ...own('a'), correlationId: '', ext: null }, actor: 'bank', externalId: 'jan' }
      const pay = () => engine.recordFact({ ...fact, event: { type: 'InterestPaid', amount: 3 } as Message })
      const answers = await Promise.all([pay(), pay(), pay()])
      expect(answers.every(answer => answer.status === 'accepted')).toBe(true)
      expect(await balance('a')).toBe(3)
      expect(await pay()).toMatchObject({ status: 'accepted', repeated: true })
      const undeclared = { ...fact, event: { type: 'Deposited', amount: 3 } as Message }
      expect(() => engine.recordFact(undeclared)).toThrow(/not a fact/)
    })

    test('[SG1] a saga carries an event to its target, once, with the correlation and the cause', async () => {
      await order('a', { type: 'Open', amount: 10 })
      await order('b', { type: 'Open' })
      const sent = await order('a', { type: 'Transfer', amount: 4, to: root('b') }, { correlationId: 'move' })
      await engine.settled()
      expect([await balance('a'), await balance('b')]).toEqual([6, 4])
      const arrived = (await harness.ports.events.read(own('b'))).at(-1)
      const cause = sent.status === 'accepted' ? sent.pages[0]?.eventId : ''
      expect(arrived).toMatchObject({
        type: 'Deposited',
        correlationId: 'move',
        causationId: cause,
        actor: 'engine/transfers',
      })
    })

    test('[SG2] a refusal travels back and the source compensates, once', async () => {
      await order('a', { type: 'Open', amount: 10 })
      await order('a', { type: 'Transfer', amount: 4, to: root('nobody') })
      await engine.settled()
      expect(await balance('a')).toBe(10)
      expect((await harness.ports.events.read(own('a'))).at(-1)).toMatchObject({
        type: 'TransferReturned',
        data: { reason: 'not-open' },
      })
    })

    test('[SG3] what a stopped engine left undone is done after the start, and nothing twice', async () => {
      await order('a', { type: 'Open', amount: 10 })
      await order('b', { type: 'Open' })
      await engine.settled()
      await engine.stop()
      await order('a', { type: 'Transfer', amount: 4, to: root('b') })
      engine = await startEngine(await harness.another(), bank)
      await engine.settled()
      expect([await balance('a'), await balance('b')]).toEqual([6, 4])
      const rewound = await harness.another()
      await engine.stop()
      const checkpoints = { ...rewound.checkpoints, read: async () => 0, save: async () => true }
      engine = await startEngine({ ...rewound, checkpoints }, { ...bank, projectors: [] })
      await engine.settled()
      expect([await balance('a'), await balance('b')]).toEqual([6, 4])
    })

    test('[TO3] a timeout fires once, after a restart too, and says how late it is', async () => {
      await order('a', { type: 'Open', amount: 10 })
      await engine.settled()
      await engine.stop()
      harness.clock.shift(reminderPatience + 5000)
      engine = await startEngine(await harness.another(), bank)
      await expect.poll(async () => (await engine.state(Account, root('a'))).state.nudges, { timeout: 5000 }).toBe(1)
      const process = await harness.ports.events.read({ domain: 'reminder', root: root('a'), edition: '' })
      const elapsed = process.filter(page => page.type === 'TimeoutElapsed')
      expect(elapsed).toHaveLength(1)
      expect(elapsed[0]?.data.lateBy).toBeGreaterThanOrEqual(5000)
      await engine.settled()
      expect((await engine.state(Account, root('a'))).state.nudges).toBe(1)
    })

    test('[LK1] a process links every input in its own stream', async () => {
      await order('a', { type: 'Open', amount: 10 })
      await order('a', { type: 'Deposit', amount: 1 })
      await engine.settled()
      const process = await harness.ports.events.read({ domain: 'reminder', root: root('a'), edition: '' })
      expect(process.map(page => [page.type, page.data.eventType, page.data.sequence])).toEqual([
        ['EventLinked', 'Deposited', 1],
        ['EventLinked', 'Deposited', 2],
      ])
    })

    test('[DL1] a refusal that nobody handles is a dead letter, not silence', async () => {
      await order('a', { type: 'Open', amount: 10 })
      for (const nudges of [1, 1]) {
        await engine.settled()
        harness.clock.shift(reminderPatience + 1000)
        await expect
          .poll(async () => (await engine.state(Account, root('a'))).state.nudges, { timeout: 5000 })
          .toBe(nudges)
        await order('a', { type: 'Deposit', amount: 1 })
      }
      const letters = async () =>
        (await harness.ports.events.readAll(0, 500)).filter(page => page.domain === 'dead-letter')
      await expect.poll(async () => (await letters()).length, { timeout: 5000 }).toBe(1)
      expect((await letters())[0]?.data).toMatchObject({ reason: 'COMPENSATION_MISSING', subject: 'account/Nudge' })
    })

    test('[PJ4] projectors follow by themselves; SIMPLE waits for them', async () => {
      await order('a', { type: 'Open', amount: 10 }, { syncMode: 'SIMPLE' })
      expect((await engine.row<BalanceRow>('balances', root('a')))?.row).toEqual({ balance: 10, events: 2 })
      await order('a', { type: 'Deposit', amount: 5 })
      await engine.settled()
      expect(await engine.row('balances', root('a'))).toMatchObject({ row: { balance: 15 }, version: 2 })
    })

    test('[SY1] CASCADE answers when everything is done, and lists the chain in order', async () => {
      await order('a', { type: 'Open', amount: 10 })
      await order('b', { type: 'Open' })
      const answer = await order('a', { type: 'Transfer', amount: 4, to: root('b') }, { syncMode: 'CASCADE' })
      expect(await balance('b')).toBe(4)
      expect((await engine.row<BalanceRow>('balances', root('b')))?.row.balance).toBe(4)
      expect(answer.chain?.links.map(({ entry }) => [entry.caller, entry.message.type])).toEqual([
        ['engine/transfers', 'Deposit'],
      ])
    })

    test('[SY2] CASCADE with FAIL_FAST stops at a refusal, which has travelled back; the own events stay', async () => {
      await order('a', { type: 'Open', amount: 10 })
      const answer = await order('a', { type: 'Transfer', amount: 4, to: root('x') }, { syncMode: 'CASCADE' })
      expect(answer).toMatchObject({
        status: 'accepted',
        chain: { refusals: [{ entry: { caller: 'engine/transfers', outcome: 'refused' } }] },
      })
      expect(await balance('a')).toBe(10)
      await engine.settled()
      expect(await balance('a')).toBe(10)
    })

    test('[PR1] a viewer sees the private parts of its audience, nobody those for nobody, and both states fold', async () => {
      await order('a', { type: 'Open' })
      const seen = async (audience: string | undefined) => engine.presented(own('a'), { audience })
      expect((await seen('owner'))[0]?.private).toEqual({ owner: { pin: expect.any(String) } })
      for (const audience of [undefined, 'stranger', 'nobody'])
        expect((await seen(audience))[0]?.private).toBeUndefined()
      const mine = await engine.presentedState(Account, root('a'), { audience: 'owner' })
      const theirs = await engine.presentedState(Account, root('a'), { audience: 'stranger' })
      expect([mine.state.pin === 'unknown', theirs.state.pin]).toEqual([false, 'unknown'])
      const answer = await order('b', { type: 'Open' })
      expect(JSON.stringify(answer)).not.toContain('pin')
    })

    test('[SL6] a snapshot that private parts went into is nobody’s state', async () => {
      await order('a', { type: 'Open' })
      for (let n = 0; n < 17; n++) await order('a', { type: 'Deposit', amount: 1 })
      await expect.poll(() => harness.ports.snapshots.list({ stream: own('a'), limit: 5 })).toHaveLength(1)
      const { state } = await engine.presentedState(Account, root('a'), { audience: 'stranger' })
      expect(state).toMatchObject({ pin: 'unknown', balance: 17 })
    })
  })
