// An edition becomes main's, or is tried again on what main is by now (engine.md §13). Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processManager, send } from '../define.ts'
import type { Resent } from '../edition-rebase.ts'
import { type Engine, startEngine } from '../engine.ts'
import type { Message, Of, Page } from '../message.ts'
import type { OperationRow } from '../operation.ts'
import type { CascadeErrorMode } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { Account, type AccountState, type BankEvent, bank } from './bank.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { shelf } from './library.ts'

type Rebased = { readonly commands: readonly Resent[] }

type Greeting = { readonly step: 'idle' | 'greeted'; readonly account: string }
/** Owes what it sent for ever: a second nudge would be refused, which nobody expects. */
const greeting = processManager<Of<BankEvent, 'Deposited'>, Greeting>('greeting', [Account], {
  correlate: (_, { root }) => root,
  initial: { step: 'idle', account: '' },
  evolve: { Deposited: (_, __, { root }) => ({ step: 'greeted', account: root }) },
  owed: {
    idle: () => [],
    greeted: ({ account }) => [{ ...send(Account, account, { type: 'Nudge' }), label: 'hello' }],
  },
  expected: [],
})

type Sent = { readonly edition: string; readonly errorMode: CascadeErrorMode }

export const editionMergeContract = (name: string, make: MakeHarness) =>
  describe(`merging editions: ${name}`, () => {
    let harness: Harness
    let engine: Engine
    let number = 0
    beforeAll(async () => {
      harness = await make()
      engine = await startEngine(harness.ports, bank)
    })
    afterAll(async () => {
      await engine.stop()
      await harness.close()
    })
    const accountOf = (who: string) => derivedId(name, who)
    const cascading = (account: string, message: Message, { edition, errorMode }: Sent) =>
      engine.execute(
        {
          cover: { domain: 'account', root: account, edition, correlationId: 'a-workflow', ext: null },
          message,
          commandId: derivedId(name, 'order', number++),
          actor: 'ann',
        },
        { syncMode: 'CASCADE', cascadeErrorMode: errorMode },
      )
    const order = (account: string, message: Message, edition = '') =>
      cascading(account, message, { edition, errorMode: 'FAIL_FAST' })
    const stateOf = async (account: string, edition = ''): Promise<AccountState> =>
      (await engine.state(Account, account, edition)).state
    const balanceOf = async (account: string, edition = '') => (await stateOf(account, edition)).balance
    const pagesOf = (account: string, edition = ''): Promise<readonly Page[]> =>
      engine.presented({ domain: 'account', root: account, edition }, { audience: 'owner' })
    /** An account with a hundred, and an edition of what is there now. */
    const begun = async () => {
      const [account, edition] = [accountOf(`account ${number++}`), `e${number++}`]
      await order(account, { type: 'Open', amount: 100 } as Message)
      const divergence = { kind: 'implicit' } as const
      await engine.editions.create({ name: edition, owner: 'ann', purpose: 'a test', divergence, actor: 'ann' })
      return { account, edition }
    }
    const merge = (edition: string) => engine.editions.merge(edition, { actor: 'bob' })

    test('[ED16] merging appends an edition’s events to main anew, in their order, and says where they come from', async () => {
      const { account, edition } = await begun()
      await order(account, { type: 'Deposit', amount: 5 } as Message, edition)
      await order(account, { type: 'Withdraw', amount: 30 } as Message, edition)
      const there = await pagesOf(account, edition)
      expect(await engine.editions.planMerge(edition)).toMatchObject({ events: 3, moved: [], busy: false })
      expect(await balanceOf(account)).toBe(100)
      expect(await merge(edition)).toMatchObject({ status: 'accepted' })
      const here = await pagesOf(account)
      expect(await balanceOf(account)).toBe(75)
      const own = (pages: readonly Page[]) =>
        pages.slice(2).map(({ type, data, sequence, actor }) => ({ type, data, sequence, actor }))
      expect(own(here)).toEqual(own(there))
      expect(here.map(({ mergedFrom }) => mergedFrom)).toEqual([null, null, edition, edition])
      for (const field of ['eventId', 'position', 'hash', 'commandId', 'recordedAt'] as const)
        expect(here.slice(2).map(page => page[field])).not.toEqual(there.slice(2).map(page => page[field]))
      expect(await engine.verify()).toMatchObject({ ok: true })
    })

    test('[ED16] what caused what is kept, by the new ids, and private parts are for the same eyes', async () => {
      const { edition } = await begun()
      const [from, to] = [accountOf(`from ${number++}`), accountOf(`to ${number++}`)]
      for (const one of [from, to]) await order(one, { type: 'Open', amount: 50 } as Message, edition)
      await order(from, { type: 'Transfer', amount: 20, to } as Message, edition)
      const pin = (await stateOf(from, edition)).pin
      expect(await merge(edition)).toMatchObject({ status: 'accepted' })
      expect([await balanceOf(from), await balanceOf(to), (await stateOf(from)).pin]).toEqual([30, 70, pin])
      const sent = (await pagesOf(from)).at(-1)
      const arrived = (await pagesOf(to)).at(-1)
      expect(arrived).toMatchObject({ type: 'Deposited', causationId: sent?.eventId })
      const [opened] = await engine.presented({ domain: 'account', root: from, edition: '' }, { audience: 'somebody' })
      expect(opened).not.toHaveProperty('private')
      expect(await engine.verify()).toMatchObject({ ok: true })
    })

    test('[ED17] where main went on in a stream that the edition wrote nothing is merged, and the streams are named', async () => {
      const { account, edition } = await begun()
      const other = accountOf(`other ${number++}`)
      await order(other, { type: 'Open' } as Message)
      for (const one of [account, other]) await order(one, { type: 'Deposit', amount: 1 } as Message, edition)
      await order(account, { type: 'Deposit', amount: 2 } as Message)
      const moved = [{ domain: 'account', root: account, from: 2, events: 1, main: 3 }]
      expect(await engine.editions.planMerge(edition)).toMatchObject({ moved: expect.arrayContaining(moved) })
      const refused = await merge(edition)
      expect(refused).toMatchObject({ status: 'rejected', problem: { code: 'ABORTED', reason: 'main-moved' } })
      expect(refused.status === 'rejected' && refused.problem.params.streams).toContain(`account/${account}`)
      expect(await balanceOf(other)).toBe(0)
    })

    test('[ED18] while something waits in the edition it is busy; one without events, an unknown one, one twice: none', async () => {
      const { edition } = await begun()
      expect(await merge(edition)).toMatchObject({ problem: { reason: 'nothing-to-merge' } })
      const { account, edition: waiting } = await begun()
      const lost = { type: 'Transfer', amount: 10, to: accountOf(`nobody ${number++}`) } as Message
      await cascading(account, lost, { edition: waiting, errorMode: 'DEAD_LETTER' })
      expect(await engine.editions.planMerge(waiting)).toMatchObject({ busy: true })
      expect(await merge(waiting)).toMatchObject({ problem: { code: 'ABORTED', reason: 'edition-busy' } })
      const { account: paid, edition: once } = await begun()
      await engine.recordFact({
        cover: { domain: 'account', root: paid, edition: once, correlationId: '', ext: null },
        event: { type: 'InterestPaid', amount: 1 } as Message,
        externalId: 'interest',
        actor: 'bank',
      })
      expect(await merge(once)).toMatchObject({ status: 'accepted' })
      expect(await merge(once)).toMatchObject({ problem: { reason: 'edition-merged' } })
      expect(await merge('no-such-edition')).toMatchObject({ problem: { reason: 'edition-unknown' } })
    })

    test('[ED19] sagas pass over what was merged, and projections take it as new', async () => {
      const { edition } = await begun()
      const [from, to] = [accountOf(`from ${number++}`), accountOf(`to ${number++}`)]
      for (const one of [from, to]) await order(one, { type: 'Open', amount: 50 } as Message, edition)
      await order(from, { type: 'Transfer', amount: 20, to } as Message, edition)
      await merge(edition)
      await engine.settled()
      expect((await pagesOf(to)).map(({ type }) => type)).toEqual(['Opened', 'Deposited', 'Deposited'])
      for (const projection of bank.projectors)
        expect((await engine.row(projection.name, to))?.position ?? 0).toBeGreaterThanOrEqual(0)
    })

    test('[ED19] a process manager goes on where it stood in the edition: its timeouts are scheduled', async () => {
      const { edition } = await begun()
      const account = accountOf(`reminded ${number++}`)
      await order(account, { type: 'Open', amount: 50 } as Message, edition)
      const timeouts = async () =>
        (await engine.processes.timeouts({ limit: 100 }))
          .filter(({ key }) => key === account)
          .map(({ name: one }) => one)
      expect(await timeouts()).toEqual([])
      await merge(edition)
      await engine.settled()
      expect(await timeouts()).toEqual(['patience'])
      expect((await engine.processes.find('reminder', account))?.state).toMatchObject({ step: 'waiting', account })
      expect(
        await engine.processes.fire({ process: 'reminder', key: account, name: 'patience' }, { actor: 'ann' }),
      ).toBe(true)
      await engine.settled()
      expect((await stateOf(account)).nudges).toBe(1)
      expect(await engine.verify()).toMatchObject({ ok: true })
    })

    test('[ED19] what a process manager sent in the edition it does not send on main once more', async () => {
      const own = await make()
      const greeted = await startEngine(own.ports, { ...bank, processManagers: [greeting] })
      const cover = { domain: 'account', root: accountOf('greeted'), edition: '', correlationId: '', ext: null }
      const tell = (type: string, edition: string) =>
        greeted.execute(
          {
            cover: { ...cover, edition },
            message: { type, amount: 1 } as Message,
            commandId: derivedId(type, edition),
            actor: 'ann',
          },
          { syncMode: 'CASCADE' },
        )
      const divergence = { kind: 'implicit' } as const
      await greeted.editions.create({ name: 'aside', owner: 'ann', purpose: '', divergence, actor: 'ann' })
      await tell('Open', 'aside')
      expect((await greeted.state(Account, cover.root, 'aside')).state.nudges).toBe(1)
      expect(await greeted.editions.merge('aside', { actor: 'bob' })).toMatchObject({ status: 'accepted' })
      await tell('Deposit', '')
      await greeted.settled()
      expect((await greeted.state(Account, cover.root)).state).toMatchObject({ nudges: 1, balance: 2 })
      expect(await greeted.page('dead-letters', { limit: 10 })).toEqual([])
      await greeted.stop()
      await own.close()
    })

    test('[ED20] a merged edition is still there to be read; nothing is written into it, and it is not discarded', async () => {
      const { account, edition } = await begun()
      await order(account, { type: 'Deposit', amount: 5 } as Message, edition)
      await merge(edition)
      await order(account, { type: 'Deposit', amount: 7 } as Message)
      expect([await balanceOf(account, edition), await balanceOf(account)]).toEqual([105, 112])
      expect(await order(account, { type: 'Deposit', amount: 1 } as Message, edition)).toMatchObject({
        problem: { reason: 'edition-merged' },
      })
      expect(await engine.editions.discard(edition, { actor: 'bob', reason: 'no more' })).toMatchObject({
        problem: { reason: 'edition-merged' },
      })
      expect(await engine.editions.find(edition)).toMatchObject({ status: 'merged' })
    })

    /** An engine of its own, where something comes between one step of a merge and the next. */
    const interrupted = async <T>(events: Partial<Harness['ports']['events']>, work: (other: Engine) => Promise<T>) => {
      const other = await startEngine({ ...harness.ports, events: { ...harness.ports.events, ...events } }, bank)
      return work(other).finally(other.stop)
    }
    const deposit = (amount: number) => ({ type: 'Deposit', amount }) as Message

    test('[ED24] a command that lands in the edition after the plan is merged with the rest', async () => {
      const { account, edition } = await begun()
      await order(account, deposit(5), edition)
      let orders = 0
      const appendAll: Harness['ports']['events']['appendAll'] = async (appends, still) => {
        if (orders++ === 0) await order(account, deposit(7), edition)
        return harness.ports.events.appendAll(appends, still)
      }
      const outcome = await interrupted({ appendAll }, other => other.editions.merge(edition, { actor: 'bob' }))
      expect([outcome.status, orders]).toEqual(['accepted', 2])
      expect([await balanceOf(account, edition), await balanceOf(account)]).toEqual([112, 112])
    })

    test('[ED24] a command that is on its way while the edition is merged is refused, and stored nowhere', async () => {
      const { account, edition } = await begun()
      await order(account, deposit(5), edition)
      const append: Harness['ports']['events']['append'] = async wanted => {
        if (wanted.stream.root === account) expect(await merge(edition)).toMatchObject({ status: 'accepted' })
        return harness.ports.events.append(wanted)
      }
      const cover = { domain: 'account', root: account, edition, correlationId: '', ext: null }
      const late = { cover, message: deposit(7), commandId: derivedId(name, 'late', number++), actor: 'ann' }
      expect(await interrupted({ append }, other => other.execute(late))).toMatchObject({
        problem: { reason: 'edition-merged' },
      })
      expect([await balanceOf(account, edition), await balanceOf(account)]).toEqual([105, 105])
      expect((await pagesOf(account, edition)).filter(page => page.edition === edition)).toHaveLength(1)
    })

    test('[ED26] a projection that stands still keeps no edition from being merged', async () => {
      const { account, edition } = await begun()
      await engine.projections.pause('balances', 'bob')
      await engine.execute({
        cover: { domain: 'account', root: account, edition, correlationId: '', ext: null },
        message: deposit(5),
        commandId: derivedId(name, 'order', number++),
        actor: 'ann',
      })
      expect(await engine.editions.planMerge(edition)).toMatchObject({ busy: false })
      await engine.projections.resume('balances', 'bob')
    })

    test('[ED26] what is to be taken back in an edition keeps it busy', { timeout: 20_000 }, async () => {
      const own = await make()
      const { acquire } = own.ports.checkpoints
      const idle: Harness['ports']['checkpoints'] = {
        ...own.ports.checkpoints,
        acquire: async (consumer, lease) => (consumer.name === 'undo' ? undefined : acquire(consumer, lease)),
      }
      const other = await startEngine({ ...own.ports, checkpoints: idle }, bank)
      const cover = { domain: 'account', root: accountOf('undone'), edition: 'e', correlationId: 'w', ext: null }
      const send = (message: Message & Record<string, unknown>, n: number) =>
        other.execute(
          { cover, message, commandId: derivedId(name, 'undone', n), actor: 'ann' },
          { syncMode: 'CASCADE', cascadeErrorMode: 'COMPENSATE' },
        )
      const divergence = { kind: 'implicit' } as const
      await other.editions.create({ name: 'e', owner: 'ann', purpose: '', divergence, actor: 'ann' })
      await send({ type: 'Open', amount: 10 }, 1)
      expect(await other.editions.planMerge('e')).toMatchObject({ busy: false })
      // Its answer would wait for what nobody does here.
      void send({ type: 'Transfer', amount: 4, to: accountOf('nobody') }, 2).catch(() => {})
      const stopped = async () => (await own.ports.events.streams({ domain: 'cascade', edition: 'e', limit: 1 })).length
      await expect.poll(stopped, { timeout: 9000 }).toBe(1)
      expect(await other.editions.planMerge('e')).toMatchObject({ busy: true })
      await other.stop()
      await own.close()
    })

    const rebased = async (edition: string, commands?: readonly string[]) => {
      const into = `r${number++}`
      const id = await engine.editions.rebase(edition, { into, actor: 'bob', ...(commands ? { commands } : {}) })
      for (;;) {
        const found = (await engine.row<OperationRow>('operations', id))?.row
        if (found && found.status !== 'running') return { into, found, result: found.result as unknown as Rebased }
        await new Promise(resolve => setImmediate(resolve))
      }
    }

    test('[ED21] rebasing sends an edition’s commands again where main is by now, and tells what became of each', async () => {
      const { account, edition } = await begun()
      await order(account, { type: 'Deposit', amount: 5 } as Message, edition)
      await order(account, { type: 'Withdraw', amount: 90 } as Message, edition)
      await order(account, { type: 'Withdraw', amount: 60 } as Message)
      expect(await merge(edition)).toMatchObject({ problem: { reason: 'main-moved' } })
      const { into, found, result } = await rebased(edition)
      expect(found).toMatchObject({ status: 'completed', done: 2, total: 2 })
      expect(result.commands).toMatchObject([
        { type: 'Deposit', outcome: 'clean', events: 1 },
        { type: 'Withdraw', outcome: 'refused', reason: 'not-enough' },
      ])
      expect([await balanceOf(account, into), await balanceOf(account), await balanceOf(account, edition)]).toEqual([
        45, 40, 15,
      ])
      expect(await merge(into)).toMatchObject({ status: 'accepted' })
      expect(await balanceOf(account)).toBe(45)
    })

    test('[ED22] of an edition’s commands only chosen ones are sent again, reactions come by themselves, facts too', async () => {
      const { account, edition } = await begun()
      const to = accountOf(`to ${number++}`)
      await order(to, { type: 'Open' } as Message)
      await order(account, { type: 'Deposit', amount: 5 } as Message, edition)
      await order(account, { type: 'Transfer', amount: 20, to } as Message, edition)
      await engine.recordFact({
        cover: { domain: 'account', root: account, edition, correlationId: '', ext: null },
        event: { type: 'InterestPaid', amount: 3 } as Message,
        externalId: 'interest',
        actor: 'bank',
      })
      const all = await rebased(edition)
      expect(all.result.commands.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual([
        'Deposit clean',
        'Transfer clean',
        'InterestPaid clean',
      ])
      const chosen = await rebased(
        edition,
        all.result.commands.slice(1, 2).map(({ commandId }) => commandId),
      )
      expect(chosen.result.commands.map(({ type }) => type)).toEqual(['Transfer'])
      expect([await balanceOf(account, chosen.into), await balanceOf(to, chosen.into)]).toEqual([80, 20])
      expect(await balanceOf(account, all.into)).toBe(88)
    })

    test('[ED23] what has to be looked at by somebody where main went on needs a decision', async () => {
      const own = await make()
      const books = await shelf(own.ports)
      const divergence = { kind: 'implicit' } as const
      await books.order('book', { type: 'WriteNote', note: 'n', text: 'x' })
      await books.engine.editions.create({ name: 'aside', owner: 'ann', purpose: '', divergence, actor: 'ann' })
      await books.order('book', { type: 'Tear', note: 'n' }, { edition: 'aside', sequence: 1 })
      await books.order('book', { type: 'WriteNote', note: 'n', text: 'y' })
      const id = await books.engine.editions.rebase('aside', { into: 'again', actor: 'bob' })
      const resultOf = async () => (await books.engine.row<OperationRow>('operations', id))?.row
      await expect.poll(async () => (await resultOf())?.status).toBe('completed')
      const torn = ((await resultOf())?.result as unknown as Rebased | undefined)?.commands[0]
      expect(torn).toMatchObject({ type: 'Tear', outcome: 'needs-decision', reason: 'needs-review' })
      expect(torn?.deadLetterId).toBeDefined()
      expect(await books.engine.editions.planMerge('again')).toMatchObject({ busy: true })
      await books.engine.stop()
      await own.close()
    })
  })
