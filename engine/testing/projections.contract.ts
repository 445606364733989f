// Projections at work: inline, paused, made anew while they serve, and the operations that do it. On memory and Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Domain, projector } from '../define.ts'
import type { OperationRow } from '../operation.ts'
import type { Harness, MakeHarness } from './harness.ts'
import { bookOf, type Shelf, shelf } from './library.ts'
import { library, Notebook, type NotebookEvent, type TitleRow } from './notebook.ts'

/** Beside the usual one: how many notes a book has, stored with the events. */
const counts = projector<NotebookEvent, { readonly notes: number }>(
  { name: 'counts', version: 1, sources: [Notebook], consistency: 'inline' },
  {
    NoteWritten: (row = { notes: 0 }) => {
      if (row.notes === 3) throw new Error('there is no fourth note')
      return { notes: row.notes + 1 }
    },
    Forgotten: () => undefined,
  },
)
const domain: Domain = { ...library, projectors: [...library.projectors, counts] }

export const projectionsContract = (name: string, make: MakeHarness) =>
  describe(`projections: ${name}`, () => {
    let harness: Harness
    let books: Shelf
    let number = 0
    beforeAll(async () => {
      harness = await make()
      books = await shelf(harness.ports, domain)
    })
    afterAll(async () => {
      await books.engine.stop()
      await harness.close()
    })
    const fresh = () => `${name} ${number++}`
    const titleRow = async (book: string) => (await books.engine.row<TitleRow>('titles', bookOf(book)))?.row
    const titled = async (title: string) => {
      const book = fresh()
      await books.order(book, { type: 'Start', author: 'Ann' })
      await books.order(book, { type: 'Retitle', title }, { syncMode: 'SIMPLE' })
      return book
    }
    const ended = async (id: string) => {
      const status = async () => (await books.engine.row<OperationRow>('operations', id))?.row.status
      await expect.poll(status, { timeout: 15_000 }).toMatch(/completed|failed|cancelled/)
      const row = (await books.engine.row<OperationRow>('operations', id))?.row
      if (!row) throw new Error('the operation has no row')
      return row
    }

    test('[PI1] an inline projection is there when its events are, and tells who watches', async () => {
      const book = fresh()
      const told: unknown[] = []
      books.engine.onRows(({ projection, changes }) => {
        for (const { key, stored } of changes)
          if (projection === 'counts' && key === bookOf(book)) told.push(stored?.row)
      })
      await books.order(book, { type: 'WriteNote', note: 'a', text: 'x' })
      expect((await books.engine.row('counts', bookOf(book)))?.row).toEqual({ notes: 1 })
      await books.order(book, { type: 'WriteNote', note: 'b', text: 'x' })
      expect(await books.engine.row('counts', bookOf(book))).toMatchObject({ row: { notes: 2 }, version: 2 })
      await books.engine.settled()
      await expect.poll(() => told.at(-1)).toEqual({ notes: 2 })
    })

    test('[PI2] an inline projection that fails fails the command, and nothing is stored', async () => {
      const book = fresh()
      for (const note of ['a', 'b', 'c']) await books.order(book, { type: 'WriteNote', note, text: 'x' })
      await expect(books.order(book, { type: 'WriteNote', note: 'd', text: 'x' })).rejects.toThrow('no fourth note')
      expect(await books.types(book)).toHaveLength(3)
      expect((await books.engine.row('counts', bookOf(book)))?.row).toEqual({ notes: 3 })
    })

    test('[PI3] a row that an inline projection gives up is gone with the events that say so', async () => {
      const book = fresh()
      await books.order(book, { type: 'WriteNote', note: 'a', text: 'x' })
      await books.order(book, { type: 'Forget' })
      expect(await books.engine.row('counts', bookOf(book))).toBeUndefined()
    })

    test('[PI4] isolated events are not taken in, and one projection follows two appends of one atomic cascade', async () => {
      const book = fresh()
      await books.order(book, { type: 'WriteNote', note: 'a', text: 'x' })
      await books.order(book, { type: 'WriteNote', note: 'b', text: 'x' }, { syncMode: 'ISOLATED' })
      expect((await books.engine.row('counts', bookOf(book)))?.row).toEqual({ notes: 1 })
      const target = fresh()
      const copy = { type: 'Copy', note: 'a', to: bookOf(target), onTo: bookOf(target) }
      expect(await books.order(book, copy, { syncMode: 'CASCADE', atomic: true })).toMatchObject({ status: 'accepted' })
      const written = (await books.types(target)).filter(type => type === 'NoteWritten').length
      expect(written).toBeGreaterThan(0)
      expect((await books.engine.row('counts', bookOf(target)))?.row).toEqual({ notes: written })
    })

    test('[PI5] an inline projection that is younger than a stream begins with its first event', async () => {
      const book = fresh()
      await books.engine.stop()
      books = await shelf(await harness.another(), library)
      for (const note of ['a', 'b']) await books.order(book, { type: 'WriteNote', note, text: 'x' })
      await books.engine.stop()
      books = await shelf(await harness.another(), domain)
      await books.order(book, { type: 'WriteNote', note: 'c', text: 'x' })
      expect(await books.engine.row('counts', bookOf(book))).toMatchObject({ row: { notes: 3 }, version: 1 })
    })

    test('[PJ8] a projection that is younger than the log is made of all of it, once there is a program that has it', async () => {
      const [before, after] = [fresh(), fresh()]
      await books.order(before, { type: 'Start', author: 'Ann' })
      await books.engine.stop()
      const authors = projector<NotebookEvent, { readonly author: string }>(
        { name: 'authors', version: 1, sources: [Notebook] },
        { Started: (_, { author }) => ({ author }) },
      )
      books = await shelf(await harness.another(), { ...domain, projectors: [...domain.projectors, authors] })
      await books.order(after, { type: 'Start', author: 'Bob' }, { syncMode: 'SIMPLE' })
      await books.engine.settled()
      for (const [book, author] of [
        [before, 'Ann'],
        [after, 'Bob'],
      ] as const)
        expect((await books.engine.row('authors', bookOf(book)))?.row).toEqual({ author })
    })

    test('[RB1] a rebuild makes the rows anew, compares them, and puts them in their place', async () => {
      const book = await titled('right')
      const stored = await harness.ports.projections.rows({ name: 'titles', version: 1 }, [bookOf(book)])
      const version = stored.get(bookOf(book))?.version ?? 0
      const checkpoint = await harness.ports.checkpoints.read({ name: 'titles', version: 1 })
      const spoilt = { row: { author: '', title: 'wrong', notes: 0 }, version, position: 1 }
      const fence = await harness.ports.checkpoints.acquire(
        { name: 'titles', version: 1 },
        { owner: 'spoiler', milliseconds: 1 },
      )
      expect(fence).toBeUndefined()
      const change = [{ key: bookOf(book), stored: spoilt }]
      expect(
        await harness.ports.projections.save(
          { name: 'titles', version: 1 },
          { from: checkpoint, to: checkpoint },
          change,
        ),
      ).toBe(true)
      expect((await titleRow(book))?.title).toBe('wrong')
      const row = await ended(await books.engine.projections.rebuild('titles', 'ann'))
      expect(row).toMatchObject({
        status: 'completed',
        startedBy: 'ann',
        result: { differing: 1, keys: [bookOf(book)] },
      })
      expect(await books.engine.row('titles', bookOf(book))).toMatchObject({
        row: { title: 'right' },
        version: version + 1,
      })
    })

    test('[RB2] after a rebuild the projection goes on where it stood', async () => {
      const book = await titled('before')
      const row = await ended(await books.engine.projections.rebuild('titles', 'ann'))
      expect(row).toMatchObject({ status: 'completed', result: { differing: 0 } })
      await books.order(book, { type: 'Retitle', title: 'after' }, { syncMode: 'SIMPLE' })
      expect((await titleRow(book))?.title).toBe('after')
      const left = await harness.ports.projections.all({ name: 'titles', version: 1_000_001 })
      expect(left.size).toBe(0)
    })

    test('[RB3] a rebuild takes isolated events in', async () => {
      const book = await titled('live')
      await books.order(book, { type: 'Retitle', title: 'isolated' }, { syncMode: 'ISOLATED' })
      await books.engine.settled()
      expect((await titleRow(book))?.title).toBe('live')
      await ended(await books.engine.projections.rebuild('titles', 'ann'))
      expect((await titleRow(book))?.title).toBe('isolated')
    })

    test('[RB4] while it is made anew the old rows serve, and writers write', async () => {
      const book = await titled('0')
      const rebuilding = books.engine.projections.rebuild('titles', 'ann')
      for (let n = 1; n <= 30; n++) await books.order(book, { type: 'Retitle', title: `${n}` })
      expect((await ended(await rebuilding)).status).toBe('completed')
      await books.engine.settled()
      expect((await titleRow(book))?.title).toBe('30')
    })

    test('[RB5] there is no rebuild of what is not there', async () => {
      await expect(books.engine.projections.rebuild('nothing', 'ann')).rejects.toThrow('no projector')
    })

    const countOf = async (book: string) => (await books.engine.row('counts', bookOf(book)))?.row
    const write = (book: string, note: string) => books.order(book, { type: 'WriteNote', note, text: 'x' })
    const spoil = async (named: readonly string[]) => {
      const { projections, checkpoints } = harness.ports
      await books.engine.settled()
      const at = await checkpoints.read(counts)
      const rows = await projections.rows(counts, named.map(bookOf))
      const changes = [...rows].map(([key, stored]) => ({ key, stored: { ...stored, row: { notes: -100 } } }))
      expect(await projections.save(counts, { from: at, to: at }, changes)).toBe(true)
    }

    test('[RB12] an inline projection is made anew while appends keep its rows, and none of their events is lost or doubled', async () => {
      const still = fresh()
      await write(still, 'a')
      for (let round = 0; round < 3; round++) {
        const named = Array.from({ length: 12 }, fresh)
        for (const book of named) await write(book, 'a')
        await spoil([still, ...named])
        const before = await books.engine.row('counts', bookOf(still))
        const rebuilding = books.engine.projections.rebuild('counts', 'ann')
        const written = Promise.all(named.map(book => write(book, 'b').then(() => write(book, 'c'))))
        expect(await ended(await rebuilding)).toMatchObject({ status: 'completed', startedBy: 'ann' })
        await written
        for (const book of named) expect(await countOf(book)).toEqual({ notes: 3 })
        expect(await books.engine.row('counts', bookOf(still))).toMatchObject({
          row: { notes: 1 },
          version: (before?.version ?? 0) + 1,
        })
        expect((await harness.ports.projections.all({ name: 'counts', version: 1_000_001 })).size).toBe(0)
      }
    })

    test('[RB12] an append that was on its way when rows were put in their place is decided again', async () => {
      const book = fresh()
      await write(book, 'a')
      await spoil([book])
      const { events } = harness.ports
      let swapped: Promise<unknown> | undefined
      const late = await shelf(
        {
          ...harness.ports,
          events: {
            ...events,
            append: async wanted => {
              if (wanted.stream.root === bookOf(book)) {
                swapped ??= books.engine.projections.rebuild('counts', 'ann').then(ended)
                await swapped
              }
              return events.append(wanted)
            },
          },
        },
        domain,
      )
      await late.order(book, { type: 'WriteNote', note: 'b', text: 'x' })
      await late.engine.stop()
      expect(await countOf(book)).toEqual({ notes: 2 })
    })

    test('[RB13] where an inline projection cannot take an event its rebuild fails, and the old rows serve', async () => {
      const [book, other] = [fresh(), fresh()]
      await write(other, 'a')
      await spoil([other])
      await books.engine.stop()
      books = await shelf(await harness.another(), library)
      for (const note of ['a', 'b', 'c', 'd']) await write(book, note)
      await books.engine.stop()
      books = await shelf(await harness.another(), domain)
      const row = await ended(await books.engine.projections.rebuild('counts', 'ann'))
      expect(row).toMatchObject({ status: 'failed', error: expect.stringContaining('no fourth note') })
      expect(await countOf(other)).toEqual({ notes: -100 })
      expect((await harness.ports.projections.all({ name: 'counts', version: 1_000_001 })).size).toBe(0)
    })

    test('[RB6] a paused projection stands still, says so, and goes on from there', async () => {
      const book = await titled('seen')
      await books.engine.projections.pause('titles', 'ann')
      expect(await books.engine.projections.isPaused('titles')).toBe(true)
      const answer = await books.order(book, { type: 'Retitle', title: 'unseen' }, { syncMode: 'SIMPLE' })
      expect(answer).toMatchObject({ status: 'accepted', pending: ['titles'] })
      expect((await titleRow(book))?.title).toBe('seen')
      await books.engine.projections.resume('titles', 'ann')
      await books.engine.settled()
      expect((await titleRow(book))?.title).toBe('unseen')
    })

    test('[RB11] of every projection it is told how far it is, whether it stands still, and what makes it anew', async () => {
      await books.engine.projections.pause('titles', 'ann')
      const id = await books.engine.projections.rebuild('titles', 'ann')
      await books.engine.operations.pause(id, 'ann')
      await books.order(fresh(), { type: 'Start', author: 'Ann' })
      const titles = async () => (await books.engine.projections.status()).find(one => one.name === 'titles')
      await expect.poll(async () => (await titles())?.rebuilding, { timeout: 15_000 }).toBe(id)
      await expect.poll(async () => (await titles())?.lag ?? 0, { timeout: 15_000 }).toBeGreaterThan(0)
      expect(await titles()).toMatchObject({ version: 1, consistency: 'async', paused: true })
      await books.engine.operations.resume(id, 'ann')
      await ended(id)
      await books.engine.projections.resume('titles', 'ann')
      await books.engine.settled()
      expect(await titles()).toMatchObject({ lag: 0, lagMs: 0, paused: false, rebuilding: null })
    })

    test('[OP1] an operation that was cancelled ends, and what it made is gone', async () => {
      await books.engine.projections.pause('titles', 'ann')
      const id = await books.engine.projections.rebuild('titles', 'ann')
      await books.engine.operations.cancel(id, 'bob')
      expect((await ended(id)).status).toBe('cancelled')
      await books.engine.projections.resume('titles', 'ann')
      expect(await books.engine.operations.cancel(id, 'bob')).toMatchObject({ problem: { reason: 'operation-ended' } })
      const book = await titled('goes on')
      expect((await titleRow(book))?.title).toBe('goes on')
    })

    test('[OP2] an operation is found by its id, and nobody ends one that is not there', async () => {
      const id = await books.engine.projections.rebuild('titles', 'ann')
      expect(await books.engine.operations.find(id)).toMatchObject({
        kind: 'rebuild',
        params: { projection: 'titles' },
      })
      await ended(id)
      const unknown = bookOf('no operation')
      expect(await books.engine.operations.find(unknown)).toBeUndefined()
      expect(await books.engine.operations.cancel(unknown, 'ann')).toMatchObject({ problem: { code: 'NOT_FOUND' } })
    })

    test('[OP4] an operation that is paused stays so over a restart, and goes on when it is resumed', async () => {
      const id = await books.engine.projections.rebuild('titles', 'ann')
      expect(await books.engine.operations.pause(id, 'bob')).toMatchObject({ status: 'accepted' })
      await books.engine.stop()
      books = await shelf(await harness.another(), domain)
      await books.engine.settled()
      const status = async () => (await books.engine.row<OperationRow>('operations', id))?.row.status
      expect(await status()).toBe('paused')
      expect(await books.engine.operations.resume(id, 'bob')).toMatchObject({ status: 'accepted' })
      expect((await ended(id)).status).toBe('completed')
      expect(await books.engine.operations.pause(id, 'bob')).toMatchObject({ problem: { reason: 'operation-ended' } })
    })

    test('[OP3] what a process left unfinished another one goes on with', async () => {
      const id = bookOf(`left ${name}`)
      await books.engine.stop()
      // As a process leaves it that ended in the middle: started, and nobody at work.
      const other = await shelf(await harness.another(), { ...domain, projectors: [] })
      const command = { type: 'StartOperation', kind: 'rebuild', params: { projection: 'titles' }, total: 1 }
      await other.engine.execute({
        cover: { domain: 'operation', root: id, edition: '', correlationId: id, ext: null },
        message: command as never,
        commandId: id,
        actor: 'engine/test',
      })
      await other.engine.stop()
      books = await shelf(await harness.another(), domain)
      expect((await ended(id)).kind).toBe('rebuild')
    })
  })
