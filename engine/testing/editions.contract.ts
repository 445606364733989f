// Branches of history, temporal reads and speculation (engine.md §13). Run on memory and on Postgres.
import { describe, expect, test } from 'vitest'
import type { Divergence } from '../edition.ts'
import { regret } from '../edition.ts'
import type { MakeHarness } from './harness.ts'
import { bookOf, shelf, shelved } from './library.ts'
import { library } from './notebook.ts'

const stranger = { audience: undefined }

export const editionsContract = (name: string, make: MakeHarness) =>
  describe(`editions: ${name}`, () => {
    const on = shelved(make)
    let number = 0
    const stream = (book: string, edition = '') => ({ domain: 'notebook', root: bookOf(book), edition })
    /** Titles a, b, c: sequences 0 to 2. */
    const begun = async () => {
      const book = `${name} ${number++}`
      for (const title of ['a', 'b', 'c']) await on.books.order(book, { type: 'Retitle', title })
      return book
    }
    const opened = async (divergence: Divergence | { kind: 'time'; at: string } = { kind: 'implicit' }) => {
      const edition = `e${number++}`
      const asked = { name: edition, owner: 'ann', purpose: 'a test', divergence, actor: 'ann' }
      expect(await on.books.engine.editions.create(asked)).toMatchObject({ status: 'accepted' })
      return edition
    }
    const retitle = (title: string) => ({ type: 'Retitle', title })
    const titleOf = async (book: string, edition = '') => (await on.books.state(book, edition)).title

    test('[ED1] an edition shows main until it has events of its own, and main never sees those', async () => {
      const book = await begun()
      const edition = await opened()
      expect(await titleOf(book, edition)).toBe('c')
      await on.books.order(book, retitle('d'))
      expect(await titleOf(book, edition)).toBe('d')
      const answer = await on.books.order(book, retitle('mine'), { edition })
      expect(answer).toMatchObject({ status: 'accepted', nextSequence: 5, pages: [{ edition, sequence: 4 }] })
      await on.books.order(book, retitle('main goes on'))
      expect([await titleOf(book), await titleOf(book, edition)]).toEqual(['main goes on', 'mine'])
    })

    test('[ED2] editions do not see each other', async () => {
      const book = await begun()
      const [one, two] = [await opened(), await opened()]
      await on.books.order(book, retitle('one'), { edition: one })
      await on.books.order(book, retitle('two'), { edition: two })
      expect([await titleOf(book, one), await titleOf(book, two), await titleOf(book)]).toEqual(['one', 'two', 'c'])
    })

    test('[ED3] an explicit divergence says the number of the first own event, per domain or per root', async () => {
      const [book, other] = [await begun(), await begun()]
      const points = [
        { domain: 'notebook', sequence: 1 },
        { domain: 'notebook', root: bookOf(book), sequence: 2 },
      ]
      const edition = await opened({ kind: 'explicit', points })
      expect([await titleOf(book, edition), await titleOf(other, edition)]).toEqual(['b', 'a'])
      const answer = await on.books.order(book, retitle('forked'), { edition })
      expect(answer).toMatchObject({ pages: [{ sequence: 2 }], nextSequence: 3 })
      expect(await on.books.types(book, edition)).toHaveLength(3)
    })

    test('[ED4] a position cuts every stream at one moment, that event included', async () => {
      const [book, other] = [await begun(), await begun()]
      await on.books.order(book, retitle('later'))
      const page = (await on.books.engine.presented(stream(other), stranger))[1]
      const edition = await opened({ kind: 'position', position: page?.position ?? 0 })
      expect([await titleOf(book, edition), await titleOf(other, edition)]).toEqual(['c', 'b'])
    })

    test('[ED5] a time is resolved to a position once', async () => {
      const book = await begun()
      const at = (await on.books.engine.presented(stream(book), stranger)).at(-1)?.recordedAt ?? ''
      const edition = await opened({ kind: 'time', at })
      await on.books.order(book, retitle('after'))
      expect(await on.books.engine.editions.find(edition)).toMatchObject({ divergence: { kind: 'position', at } })
      expect(await titleOf(book, edition)).toBe('c')
    })

    test('[ED6] what sagas cause stays in the edition', async () => {
      const [book, other] = [await begun(), await begun()]
      await on.books.order(book, { type: 'WriteNote', note: 'n', text: 'x' })
      const edition = await opened()
      await on.books.order(book, { type: 'Copy', note: 'n', to: bookOf(other) }, { edition, syncMode: 'CASCADE' })
      expect((await on.books.state(other, edition)).notes.n).toBe('x (1) (1)')
      expect((await on.books.state(other)).notes.n).toBeUndefined()
    })

    test('[ED7] process managers take up in an edition what main left, and send inside it', async () => {
      const book = await begun()
      await on.books.order(book, { type: 'Count', by: 60 })
      await on.books.engine.settled()
      const edition = await opened()
      await on.books.order(book, { type: 'Count', by: 50 }, { edition, syncMode: 'CASCADE' })
      expect([await titleOf(book, edition), await titleOf(book)]).toEqual(['Archive', 'c'])
    })

    test('[ED8] the first hash of an edition follows main’s at the divergence, and the chain verifies', async () => {
      const book = await begun()
      const edition = await opened()
      await on.books.order(book, retitle('x'), { edition })
      await on.books.order(book, retitle('y'), { edition })
      expect(await on.books.engine.verify(stream(book, edition))).toEqual({ ok: true, checked: 5 })
      expect(await on.books.engine.verify()).toMatchObject({ ok: true })
    })

    test('[ED9] a command id counts once per edition', async () => {
      const book = await begun()
      const edition = await opened()
      const once = { id: `${book} once` }
      await on.books.order(book, { type: 'Count', by: 1 }, once)
      await on.books.order(book, { type: 'Count', by: 1 }, { ...once, edition })
      const again = await on.books.order(book, { type: 'Count', by: 1 }, { ...once, edition })
      expect(again).toMatchObject({ status: 'accepted', repeated: true })
      expect([(await on.books.state(book)).total, (await on.books.state(book, edition)).total]).toEqual([1, 2])
    })

    test('[ED10] projections show main only', async () => {
      const book = await begun()
      const edition = await opened()
      await on.books.order(book, retitle('hidden'), { edition, syncMode: 'SIMPLE' })
      await on.books.order(book, retitle('shown'), { syncMode: 'SIMPLE' })
      expect((await on.books.engine.row('titles', bookOf(book)))?.row).toMatchObject({ title: 'shown' })
    })

    test('[ED11] comparing says what is shared, what only one has, and which fields differ', async () => {
      const book = await begun()
      const edition = await opened({ kind: 'explicit', points: [{ domain: 'notebook', sequence: 2 }] })
      await on.books.order(book, retitle('other'), { edition })
      const [compared] = await on.books.engine.editions.compare(edition, '', stranger)
      expect(compared).toMatchObject({ shared: 2, differing: ['title'], states: { edition: { title: 'other' } } })
      expect(compared?.only.edition.map(({ data }) => data.title)).toEqual(['other'])
      expect(compared?.only.other.map(({ data }) => data.title)).toEqual(['c'])
    })

    test('[ED12] a discarded edition is gone at once, comes back when restored, and there is only one of a name', async () => {
      const book = await begun()
      const edition = await opened()
      await on.books.order(book, retitle('x'), { edition })
      await on.books.engine.editions.discard(edition, { actor: 'ann', reason: 'not needed' })
      await expect(titleOf(book, edition)).rejects.toMatchObject({ name: 'UnknownMessage' })
      await expect(on.books.order(book, retitle('y'), { edition })).rejects.toMatchObject({ name: 'UnknownMessage' })
      await on.books.engine.editions.restore(edition, { actor: 'ann' })
      expect(await titleOf(book, edition)).toBe('x')
      const again = {
        name: edition,
        owner: 'bob',
        purpose: '',
        divergence: { kind: 'implicit' as const },
        actor: 'bob',
      }
      expect(await on.books.engine.editions.create(again)).toMatchObject({ problem: { reason: 'edition-exists' } })
    })

    test('[ED13] an unknown edition is told as such', async () => {
      const book = await begun()
      await expect(on.books.order(book, retitle('x'), { edition: 'nowhere' })).rejects.toMatchObject({
        name: 'UnknownMessage',
      })
      expect(await on.books.engine.editions.find('nowhere')).toBeUndefined()
    })

    test('[ED14] the list of editions says who opened one, what for, and why it was discarded', async () => {
      const edition = await opened()
      await on.books.engine.editions.discard(edition, { actor: 'ann', reason: 'enough' })
      await on.books.engine.settled()
      const rows = await on.books.engine.page<{ name: string }>('editions', { where: { name: edition }, limit: 5 })
      expect(rows.map(({ row }) => row)).toMatchObject([
        { owner: 'ann', purpose: 'a test', status: 'discarded', discarded: { reason: 'enough' } },
      ])
    })

    test('[TQ1] events and state as of a sequence, inclusive', async () => {
      const book = await begun()
      const at = await on.books.engine.stateAt(stream(book), { sequence: 1 }, stranger)
      expect(at).toMatchObject({ state: { title: 'b' }, sequence: 1 })
      const { pages, nextSequence } = await on.books.engine.book(stream(book), { asOf: { sequence: 1 } }, stranger)
      expect([pages.length, nextSequence]).toEqual([2, 2])
      expect(await on.books.engine.stateAt(stream(book), { sequence: 99 }, stranger)).toMatchObject({ sequence: 2 })
    })

    test('[TQ2] as of a position and as of a time, which is named as a position', async () => {
      const book = await begun()
      const pages = await on.books.engine.presented(stream(book), stranger)
      const position = pages[1]?.position ?? 0
      expect(await on.books.engine.stateAt(stream(book), { position }, stranger)).toMatchObject({
        state: { title: 'b' },
      })
      const at = await on.books.engine.stateAt(stream(book), { time: pages[1]?.recordedAt ?? '' }, stranger)
      expect(at).toMatchObject({ state: { title: 'b' }, position })
      const before = await on.books.engine.stateAt(stream(book), { position: (pages[0]?.position ?? 1) - 1 }, stranger)
      expect(before).toMatchObject({ state: { title: '' }, sequence: -1 })
    })

    test('[TQ5] one value of the state is followed event by event', async () => {
      const book = await begun()
      const course = (pointer: string, from: number, to: number) =>
        on.books.engine.course(stream(book), { pointer, from, to }, stranger)
      expect(await course('/title', 0, 99)).toEqual([
        { sequence: -1, value: '' },
        { sequence: 0, value: 'a' },
        { sequence: 1, value: 'b' },
        { sequence: 2, value: 'c' },
      ])
      expect(await course('/title', 1, 1)).toEqual([
        { sequence: 0, value: 'a' },
        { sequence: 1, value: 'b' },
      ])
      expect(await course('/nothing/there', 0, 99)).toEqual([{ sequence: -1, value: undefined }])
      expect(await course('/title', 50, 60)).toEqual([{ sequence: 2, value: 'c' }])
    })

    test('[TQ3] ranges are inclusive, and an unknown root is an empty book', async () => {
      const book = await begun()
      const { pages } = await on.books.engine.book(stream(book), { from: 1, to: 2 }, stranger)
      expect(pages.map(({ data }) => data.title)).toEqual(['b', 'c'])
      expect(await on.books.engine.book(stream('never'), {}, stranger)).toMatchObject({ pages: [], nextSequence: 0 })
    })

    test('[TQ4] one workflow is found by its correlation id: commands with their outcome, and events in order', async () => {
      const [book, other] = [await begun(), await begun()]
      await on.books.order(book, { type: 'WriteNote', note: 'n', text: 'x' })
      await on.books.order(other, { type: 'Lock' })
      const correlationId = `flow ${book}`
      await on.books.order(book, { type: 'Copy', note: 'n', to: bookOf(other) }, { correlationId, syncMode: 'CASCADE' })
      const { commands, events } = await on.books.engine.correlation(correlationId, stranger)
      expect(events.map(({ type }) => type)).toEqual(['NoteCopied', 'NoteTorn'])
      const outcomes = commands.map(({ message, outcome, problem }) => [message.type, outcome, problem?.reason])
      expect(outcomes).toContainEqual(['Copy', 'accepted', undefined])
      expect(outcomes).toContainEqual(['Receive', 'refused', 'locked'])
    })

    test('[SP1] speculating says what would result, and stores nothing', async () => {
      const book = await begun()
      const last = await on.harness.ports.events.lastPosition()
      const command = on.books.commandOf(book, retitle('what if'))
      const told = await on.books.engine.speculate(command, { viewer: stranger })
      expect(told).toMatchObject({
        outcome: { status: 'accepted', pages: [{ type: 'Retitled', sequence: 3 }] },
        before: { title: 'c' },
        after: { title: 'what if' },
      })
      expect(await on.harness.ports.events.lastPosition()).toBe(last)
      expect(await titleOf(book)).toBe('c')
    })

    test('[SP2] rules apply, also at a past point and in an edition', async () => {
      const book = await begun()
      await on.books.order(book, { type: 'Lock' })
      const command = () => on.books.commandOf(book, retitle('late'))
      const now = await on.books.engine.speculate(command(), { viewer: stranger })
      expect(now.outcome).toMatchObject({ status: 'rejected', problem: { reason: 'locked' } })
      const then = await on.books.engine.speculate(command(), { asOf: { sequence: 1 }, viewer: stranger })
      expect(then).toMatchObject({ outcome: { status: 'accepted', nextSequence: 3 }, before: { title: 'b' } })
      const edition = await opened({ kind: 'explicit', points: [{ domain: 'notebook', sequence: 1 }] })
      const inside = on.books.commandOf(book, retitle('inside'), { edition })
      const there = await on.books.engine.speculate(inside, { viewer: stranger })
      expect(there).toMatchObject({ before: { title: 'a' }, after: { title: 'inside' } })
    })

    test('[SP3] with the cascade it tells what sagas and process managers would do', async () => {
      const [book, other] = [await begun(), await begun()]
      await on.books.order(book, { type: 'WriteNote', note: 'n', text: 'x' })
      await on.books.engine.settled()
      const last = await on.harness.ports.events.lastPosition()
      const copy = on.books.commandOf(book, { type: 'Copy', note: 'n', to: bookOf(other) })
      const told = await on.books.engine.speculate(copy, { cascade: true, viewer: stranger })
      expect(told.chain.links.map(({ entry, pages }) => [entry.message.type, pages.map(({ type }) => type)])).toEqual([
        ['Receive', ['NoteWritten']],
      ])
      const count = on.books.commandOf(book, { type: 'Count', by: 200 })
      const named = await on.books.engine.speculate(count, { cascade: true, viewer: stranger })
      expect(named.after).toMatchObject({ title: 'Archive', total: 200 })
      expect(await on.harness.ports.events.lastPosition()).toBe(last)
    })
  })

/** Processes without some consumers leave to others what these would have done. */
export const restoreContract = (name: string, make: MakeHarness) =>
  test(`[ED25] ${name}: what an edition owed when it was discarded is done when it is restored, once`, async () => {
    const harness = await make()
    const idle = await shelf(harness.ports, { ...library, sagas: [], processManagers: [] })
    const asked = { name: 'back', owner: 'ann', purpose: '', divergence: { kind: 'implicit' } as const, actor: 'ann' }
    await idle.engine.editions.create(asked)
    const inside = { edition: 'back' }
    await idle.order('from', { type: 'WriteNote', note: 'n', text: 'x' }, inside)
    await idle.order('from', { type: 'Copy', note: 'n', to: bookOf('to') }, inside)
    await idle.order('to', { type: 'Count', by: 100 }, inside)
    await idle.engine.editions.discard('back', { actor: 'ann', reason: 'not needed' })
    await idle.engine.stop()
    const books = await shelf(await harness.another())
    await books.order('main', { type: 'WriteNote', note: 'n', text: 'x' })
    await books.order('main', { type: 'Copy', note: 'n', to: bookOf('nobody') })
    await books.engine.settled()
    expect((await books.state('nobody')).notes.n).toBeDefined()
    for (const decided of ['restore', 'discard', 'restore'] as const) {
      await books.engine.editions[decided]('back', { actor: 'ann', reason: 'once more' })
      await books.engine.settled()
      if (decided === 'discard') continue
      expect([...(await books.types('to', 'back'))].sort()).toEqual(['Counted', 'NoteWritten', 'Retitled'])
      expect((await books.state('to', 'back')).title).toBe('Archive')
    }
    expect(await books.engine.editions.planMerge('back')).toMatchObject({ busy: false })
    await books.engine.stop()
    await harness.close()
  })

/** Thirty days are let pass: apart from the others, whose times would pass too. */
export const purgeContract = (name: string, make: MakeHarness) =>
  test(`[ED15] ${name}: thirty days after it was discarded an edition's events go, the record and main stay`, async () => {
    const harness = await make()
    const books = await shelf(harness.ports)
    await books.order('kept', { type: 'Retitle', title: 'main' })
    await books.engine.editions.create({
      name: 'gone',
      owner: 'ann',
      purpose: '',
      divergence: { kind: 'implicit' },
      actor: 'ann',
    })
    await books.order('kept', { type: 'Retitle', title: 'branch' }, { edition: 'gone' })
    await books.engine.editions.discard('gone', { actor: 'ann', reason: 'old' })
    await books.engine.settled()
    harness.clock.shift(regret + 1000)
    const branch = { domain: 'notebook', root: bookOf('kept'), edition: 'gone' }
    await expect.poll(() => harness.ports.events.read(branch), { timeout: 10_000 }).toEqual([])
    expect((await books.state('kept')).title).toBe('main')
    expect(await books.engine.editions.find('gone')).toMatchObject({ status: 'purged' })
    expect(await books.engine.verify()).toMatchObject({ ok: true })
    expect(await books.order('kept', { type: 'Retitle', title: 'goes on' }, { syncMode: 'SIMPLE' })).toMatchObject({
      status: 'accepted',
    })
    expect((await books.engine.row('titles', bookOf('kept')))?.row).toMatchObject({ title: 'goes on' })
    await books.engine.stop()
    await harness.close()
  })
