// How streams become states: snapshots, old versions, personal parts, timeouts by hand. Run on memory and on Postgres.
import { describe, expect, test } from 'vitest'
import { hashOf } from '../canonical.ts'
import type { NewPage, Ports } from '../ports.ts'
import { derivedId } from '../registry.ts'
import type { MakeHarness } from './harness.ts'
import { bookOf, shelf, shelved } from './library.ts'

const stranger = { audience: undefined }

/** How many events were read, and how often snapshots were asked for. */
const counted = (ports: Ports) => {
  const read = { events: 0 }
  const events: Ports['events'] = {
    ...ports.events,
    read: async (stream, reading) => {
      const pages = await ports.events.read(stream, reading)
      if (stream.domain === 'notebook') read.events += pages.length
      return pages
    },
  }
  return { ports: { ...ports, events }, read }
}

export const loadingContract = (name: string, make: MakeHarness) =>
  describe(`loading: ${name}`, () => {
    const on = shelved(make)
    let number = 0
    const fresh = () => `${name} ${number++}`
    const stream = (book: string, edition = '') => ({ domain: 'notebook', root: bookOf(book), edition })
    const written = async (count: number) => {
      const book = fresh()
      for (let n = 0; n < count; n++) await on.books.order(book, { type: 'WriteNote', note: `n${n % 7}`, text: `${n}` })
      return book
    }
    const snapshotsOf = async (book: string) =>
      (await on.harness.ports.snapshots.list({ stream: stream(book), limit: 100 })).map(one => one.nextSequence)
    /** Another process, with nothing in memory. */
    const another = async () => {
      const { ports, read } = counted(await on.harness.another())
      return { shelf: await shelf({ ...ports, checkpoints: on.harness.ports.checkpoints }), read }
    }

    test('[SL1] every 16 events a snapshot is kept, and loading reads only what came after the newest', async () => {
      const book = await written(37)
      await expect.poll(() => snapshotsOf(book)).toEqual([32, 16])
      const { shelf: other, read } = await another()
      expect(await other.state(book)).toEqual(await on.books.state(book))
      expect(read.events).toBe(5)
      await other.engine.stop()
    })

    test('[RN9] a graceful stop waits for a snapshot that is being saved', async () => {
      const { snapshots, ...ports } = await on.harness.another()
      const ended: string[] = []
      const save: Ports['snapshots']['save'] = async snapshot => {
        await new Promise(resolve => setTimeout(resolve, 200))
        await snapshots.save(snapshot)
        ended.push('saved')
      }
      const other = await shelf({ ...ports, snapshots: { ...snapshots, save } })
      const book = fresh()
      for (let n = 0; n < 16; n++) await other.order(book, { type: 'Retitle', title: `${n}` })
      await other.engine.stop()
      ended.push('stopped')
      expect(ended).toEqual(['saved', 'stopped'])
    })

    test('[SL2] without snapshots everything is the same, only slower', async () => {
      const book = await written(20)
      await expect.poll(() => snapshotsOf(book)).toEqual([16])
      await on.harness.ports.snapshots.remove(stream(book))
      const { shelf: other, read } = await another()
      expect(await other.state(book)).toEqual(await on.books.state(book))
      expect(read.events).toBe(20)
      await other.engine.stop()
    })

    test('[SL3] a snapshot serves no state before it, and none of another shape', async () => {
      const book = await written(20)
      await expect.poll(() => snapshotsOf(book)).toEqual([16])
      const early = await on.books.engine.stateAt(stream(book), { sequence: 3 }, stranger)
      expect(early).toMatchObject({ sequence: 3, state: { notes: { n3: '3 (1)' } } })
      const query = { fingerprint: 'another' }
      expect(await on.harness.ports.snapshots.latest(stream(book), query)).toBeUndefined()
    })

    test('[SL4] a milestone is kept beside the others', async () => {
      const book = await written(3)
      await on.books.order(book, { type: 'Lock' })
      await expect.poll(() => snapshotsOf(book)).toEqual([4])
      const [kept] = await on.harness.ports.snapshots.list({ stream: stream(book), limit: 1 })
      expect(kept).toMatchObject({ retention: 'PERSIST' })
    })

    test('[SL5] an edition uses main’s snapshots below its divergence, and none beyond it', async () => {
      const book = await written(40)
      await expect.poll(() => snapshotsOf(book)).toEqual([32, 16])
      const edition = `s${number++}`
      const divergence = { kind: 'explicit' as const, points: [{ domain: 'notebook', sequence: 20 }] }
      await on.books.engine.editions.create({ name: edition, owner: 'ann', purpose: '', divergence, actor: 'ann' })
      expect((await on.books.state(book, edition)).notes).toMatchObject({ n5: '19 (1)' })
      await on.books.order(book, { type: 'WriteNote', note: 'own', text: 'x' }, { edition })
      expect((await on.books.state(book, edition)).notes).toMatchObject({ n5: '19 (1)', own: 'x (1)' })
    })

    test('[SL6] a viewer’s state goes on from a snapshot that nothing private went into, and is the same without', async () => {
      const book = await written(15)
      await on.books.order(book, { type: 'Start', author: 'Ann' })
      for (let n = 0; n < 4; n++) await on.books.order(book, { type: 'Retitle', title: `${n}` })
      await expect.poll(() => snapshotsOf(book)).toEqual([16])
      const { shelf: other, read } = await another()
      const shown = () => other.engine.stateAt(stream(book), { sequence: 18 }, stranger)
      const quick = await shown()
      expect(quick).toMatchObject({ sequence: 18, state: { author: 'Ann', title: '2' } })
      expect(read.events).toBeLessThan(6)
      await on.harness.ports.snapshots.remove(stream(book))
      expect(await shown()).toEqual(quick)
      await other.engine.stop()
    })

    /** As a program of an earlier year stored it. */
    const storedAs = async (book: string, { type, version, data }: { type: string; version: number; data: object }) => {
      const id = derivedId('old', book, type)
      const page = {
        ...stream(book),
        correlationId: '',
        ext: null,
        eventId: id,
        sequence: 0,
        type,
        schemaVersion: version,
        data: data as NewPage['data'],
        causationId: id,
        commandId: id,
        actor: 'ann',
        recordedAt: on.harness.ports.clock.recordedAt(),
        privateHash: null,
        externalId: null,
        isolated: false,
        mergedFrom: null,
      }
      const cover = { ...stream(book), correlationId: '', ext: null }
      const command = { commandId: id, caller: 'ann', cover, message: { type: 'Old' } }
      await on.harness.ports.events.append({
        stream: stream(book),
        expected: 0,
        base: 0,
        pages: [{ ...page, hash: hashOf('', page) }],
        command: { ...command, source: null, origin: null, errorMode: null },
      })
    }

    test('[UP1] an old version becomes current whenever it is read; what is stored stays as it is', async () => {
      const book = fresh()
      await storedAs(book, { type: 'NoteWritten', version: 1, data: { note: 'n', text: 'a\nb' } })
      expect((await on.books.state(book)).notes).toEqual({ n: 'a\nb (2)' })
      const [shown] = await on.books.engine.presented(stream(book), stranger)
      expect(shown).toMatchObject({ schemaVersion: 2, data: { lines: 2 } })
      const [stored] = await on.harness.ports.events.read(stream(book))
      expect(stored).toMatchObject({ schemaVersion: 1, data: { note: 'n', text: 'a\nb' } })
      expect(await on.books.engine.verify(stream(book))).toMatchObject({ ok: true })
      await on.books.order(book, { type: 'WriteNote', note: 'n', text: 'c' })
      expect((await on.books.state(book)).notes).toEqual({ n: 'c (1)' })
    })

    test('[UP2] a version without a way to today is refused, and is a dead letter for who consumes it', async () => {
      const book = fresh()
      await storedAs(book, { type: 'NoteWritten', version: 9, data: { note: 'n', text: 'x' } })
      await expect(on.books.state(book)).rejects.toMatchObject({ name: 'PayloadRefused' })
      const letters = async () =>
        (await on.harness.ports.events.search({ domain: 'dead-letter', limit: 100 })).filter(
          ({ data }) => data.reason === 'PAYLOAD_REFUSED' && String(data.stream).includes(bookOf(book)),
        )
      await expect.poll(async () => (await letters()).length, { timeout: 10_000 }).toBeGreaterThan(0)
      const other = await written(1)
      await on.books.engine.settled()
      expect(await on.books.types(other)).toEqual(['NoteWritten'])
    })

    test('[UP3] what cannot be read is shown as it was stored, and nothing is folded from it', async () => {
      const book = fresh()
      await storedAs(book, { type: 'NoteWritten', version: 9, data: { note: 'n', text: 'x' } })
      const { engine } = on.books
      const [shown] = await engine.presented(stream(book), stranger)
      expect(shown).toMatchObject({ type: 'NoteWritten', schemaVersion: 9, data: { note: 'n', text: 'x' } })
      await expect(engine.stateAt(stream(book), undefined, stranger)).rejects.toMatchObject({ name: 'PayloadRefused' })
    })

    test('[PP1] personal parts lie encrypted in events, commands and rows, and are open for who may read', async () => {
      const book = fresh()
      const author = `Ann ${book}`
      await on.books.order(book, { type: 'Start', author }, { syncMode: 'SIMPLE', id: `${book} start` })
      const [stored] = await on.harness.ports.events.read(stream(book))
      const entry = await on.harness.ports.events.commandEntry('', derivedId('library', `${book} start`))
      const rows = await on.harness.ports.projections.rows({ name: 'titles', version: 1 }, [bookOf(book)])
      for (const kept of [stored?.data, entry?.message, rows.get(bookOf(book))?.row])
        expect(kept).toMatchObject({ author: { $personal: expect.any(Object) } })
      expect((await on.books.engine.presented(stream(book), stranger))[0]?.data.author).toBe(author)
      expect((await on.books.state(book)).author).toBe(author)
      expect((await on.books.engine.row('titles', bookOf(book)))?.row).toMatchObject({ author })
    })

    test('[PP2] a repeated command is known by what it said', async () => {
      const book = fresh()
      await on.books.order(book, { type: 'Start', author: 'Ann' }, { id: `${book} start` })
      const remembered = await on.books.engine.remembered(derivedId('library', `${book} start`))
      expect(remembered?.message).toEqual({ type: 'Start', author: 'Ann' })
    })

    test('[PP3] who is forgotten is unreadable everywhere, and streams, hashes and rows hold', async () => {
      const book = await written(15)
      await on.books.order(book, { type: 'Start', author: 'Ann' }, { syncMode: 'SIMPLE' })
      await on.books.order(book, { type: 'Retitle', title: 'kept' })
      await expect.poll(() => snapshotsOf(book)).toEqual([16])
      await on.books.order(book, { type: 'Forget' }, { syncMode: 'CASCADE' })
      const { shelf: other } = await another()
      const seen = async () => [
        (await other.engine.presented(stream(book), stranger))[15]?.data.author,
        (await other.state(book)).author,
        (await other.engine.row<{ author: string }>('titles', bookOf(book)))?.row.author,
      ]
      await expect.poll(seen, { timeout: 5000 }).toEqual(['forgotten', 'forgotten', 'forgotten'])
      expect(await snapshotsOf(book)).toEqual([])
      expect(await other.engine.verify(stream(book))).toEqual({ ok: true, checked: 18 })
      expect(await other.state(book)).toMatchObject({ title: 'kept' })
      await other.engine.stop()
    })

    test('[PP4] a snapshot of personal parts is sealed', async () => {
      const book = await written(15)
      await on.books.order(book, { type: 'Start', author: 'Ann' })
      await expect.poll(() => snapshotsOf(book)).toEqual([16])
      const [listed] = await on.harness.ports.snapshots.list({ stream: stream(book), limit: 1 })
      const kept = await on.harness.ports.snapshots.latest(stream(book), {
        fingerprint: listed?.fingerprint ?? '',
      })
      expect(kept?.state).toHaveProperty('sealed')
      expect(kept?.subjects).toEqual([bookOf(book)])
    })

    test('[PR2] what may leave of a stream is presented as of any moment, and the state is its fold', async () => {
      const book = await written(3)
      const { pages, nextSequence } = await on.books.engine.book(stream(book), { asOf: { sequence: 1 } }, stranger)
      expect([pages.map(({ sequence }) => sequence), nextSequence]).toEqual([[0, 1], 2])
      const { state } = await on.books.engine.stateAt(stream(book), { sequence: 1 }, stranger)
      expect(state).toMatchObject({ notes: { n0: '0 (1)', n1: '1 (1)' } })
    })
  })
