// What every event store promises of appending and reading. Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashOf } from '../canonical.ts'
import type { EventStore } from '../ports.ts'
import { bytesOf, commandId, draft, fill, streamOf } from './drafts.ts'
import type { Harness, MakeHarness } from './harness.ts'

export const eventStoreContract = (name: string, make: MakeHarness) =>
  describe(`event store: ${name}`, () => {
    let harness: Harness
    let store: EventStore
    beforeAll(async () => {
      harness = await make()
      store = harness.ports.events
    })
    afterAll(() => harness.close())

    test('[ST1] sequences start at 0 and are dense per stream, positions start at 1 and are dense over the log', async () => {
      const before = await store.lastPosition()
      const [a, b] = [streamOf('dense-a'), streamOf('dense-b')]
      expect(await store.append(draft(a, { count: 2 }))).toEqual({ status: 'ok', firstPosition: before + 1 })
      expect(await store.append(draft(b))).toEqual({ status: 'ok', firstPosition: before + 3 })
      expect(await store.append(draft(a, { expected: 2 }))).toEqual({ status: 'ok', firstPosition: before + 4 })
      expect((await store.read(a)).map(page => page.sequence)).toEqual([0, 1, 2])
      expect((await store.readAll(before, 10)).map(page => page.position)).toEqual([1, 2, 3, 4].map(n => before + n))
    })

    test('[ST2] an append at another sequence stores nothing and tells the next one', async () => {
      const stream = streamOf('conflict')
      await fill(store, stream, 2)
      const before = await store.lastPosition()
      for (const expected of [0, 1, 3]) {
        const answer = await store.append(draft(stream, { expected, count: 3 }))
        expect(answer).toEqual({ status: 'conflict', nextSequence: 2 })
      }
      expect(await store.lastPosition()).toBe(before)
      expect(await store.read(stream)).toHaveLength(2)
    })

    test('[ST3] the same command is stored once and answered with where it stands, whatever it expects now', async () => {
      const stream = streamOf('repeat')
      await fill(store, stream, 1)
      await store.append(draft(stream, { expected: 1, count: 2, command: 'twice' }))
      const again = await store.append(draft(stream, { expected: 3, count: 2, command: 'twice' }))
      expect(again).toEqual({ status: 'duplicate', firstSequence: 1, count: 2 })
      const head = await store.head(stream, { commandId: commandId('twice') })
      expect(head).toMatchObject({ nextSequence: 3, accepted: { firstSequence: 1, count: 2 } })
    })

    test('[ST4] of many writers at one sequence one wins, and positions stay dense', async () => {
      const before = await store.lastPosition()
      const stream = streamOf('race')
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.append(draft(stream))))
      expect(answers.filter(answer => answer.status === 'ok')).toHaveLength(1)
      expect(answers.filter(answer => answer.status === 'conflict')).toHaveLength(19)
      const many = Array.from({ length: 200 }, (_, n) =>
        store.append(draft(streamOf(`many-${n}`), { count: 1 + (n % 3) })),
      )
      await Promise.all(many)
      const positions = (await store.readAll(before, 1000)).map(page => page.position)
      expect(positions).toEqual(positions.map((_, index) => before + 1 + index))
    })

    test('[ST5] an external id is stored once per stream, also in a race; other streams may use it', async () => {
      const [a, b] = [streamOf('fact-a'), streamOf('fact-b')]
      const race = await Promise.all([1, 2, 3].map(() => store.append(draft(a, { externalId: 'x' }))))
      expect(race.filter(answer => answer.status === 'ok')).toHaveLength(1)
      const later = await store.append(draft(a, { expected: 1, externalId: 'x' }))
      expect(later).toEqual({ status: 'duplicate', firstSequence: 0, count: 1 })
      expect(await store.append(draft(b, { externalId: 'x' }))).toMatchObject({ status: 'ok' })
    })

    test('[ST6] ranges are inclusive, end where the stream ends, and an unknown stream is empty', async () => {
      const stream = streamOf('ranges')
      await fill(store, stream, 5)
      const sequences = async (range: { from?: number; to?: number }) =>
        (await store.read(stream, range)).map(page => page.sequence)
      expect(await sequences({ from: 1, to: 3 })).toEqual([1, 2, 3])
      expect(await sequences({ from: 3, to: 99 })).toEqual([3, 4])
      expect(await sequences({ from: 9 })).toEqual([])
      expect(await store.read(streamOf('unknown'))).toEqual([])
      expect(await store.head(streamOf('unknown'))).toMatchObject({ nextSequence: 0, hash: '' })
    })

    test('[ST7] streams of one root in other domains or editions are apart', async () => {
      const main = streamOf('apart')
      const others = [
        { ...main, domain: 'other' },
        { ...main, edition: 'what-if' },
      ]
      await fill(store, main, 2)
      for (const other of others) {
        expect(await store.append(draft(other))).toMatchObject({ status: 'ok' })
        expect(await store.read(other)).toHaveLength(1)
      }
      expect(await store.read(main)).toHaveLength(2)
    })

    test('[ST8] an event is read as it was written, and its hash still holds', async () => {
      const stream = streamOf('bytes')
      const data = { text: 'žß漢"\\\n👩‍👩‍👧', empty: [], deep: { b: [1, null, true], a: 9_007_199_254_740_991 } }
      const wanted = draft(stream, { data })
      await store.append(wanted)
      const [page] = await store.read(stream)
      const { position, ...rest } = page ?? { position: 0 }
      expect(rest).toEqual(wanted.pages[0])
      expect(page && hashOf('', page)).toBe(page?.hash)
      expect((await store.readReferences([{ ...stream, sequence: 0 }]))[0]).toEqual({ ...rest, position })
    })

    test('[ST9] private parts are read by their own door only', async () => {
      const stream = streamOf('sealed')
      const wanted = draft(stream, { sealed: 'under lock' })
      await store.append(wanted)
      const id = wanted.pages[0]?.eventId ?? ''
      expect(JSON.stringify([await store.read(stream), await store.readAll(0, 5000)])).not.toContain('lock')
      const sealed = (await store.sealed([id])).get(id)
      expect(sealed && [...sealed.ciphertext]).toEqual([...bytesOf('under lock')])
    })

    test('[ST11] of two commands that exclude each other one is stored, also in a race', async () => {
      const [a, b] = [streamOf('either'), streamOf('or')]
      const either = () => store.append(draft(a, { command: 'either', unless: 'or' }))
      const or = () => store.append(draft(b, { command: 'or', unless: 'either' }))
      const race = await Promise.all([either(), or(), or(), either()])
      expect(race.filter(({ status }) => status === 'ok')).toHaveLength(1)
      expect(race.filter(({ status }) => status === 'excluded')).toHaveLength(2)
      expect([...(await store.read(a)), ...(await store.read(b))]).toHaveLength(1)
      expect(await store.append(draft(streamOf('neither'), { unless: 'unheard of' }))).toMatchObject({ status: 'ok' })
    })

    test('[ST12] events of a great many places are read at once', async () => {
      const stream = streamOf('places')
      await fill(store, stream, 3)
      const places = Array.from({ length: 20_000 }, (_, sequence) => ({ ...stream, sequence }))
      expect((await store.readReferences(places)).map(({ sequence }) => sequence).sort()).toEqual([0, 1, 2])
      expect(await store.readReferences([])).toEqual([])
    })

    test('[ST10] two processes on one store lose nothing and double nothing', async () => {
      const other = (await harness.another()).events
      const before = await store.lastPosition()
      const stream = streamOf('two')
      let stored = 0
      const writer = async (mine: EventStore) => {
        for (let n = 0; n < 25; n++) {
          const { nextSequence } = await mine.head(stream)
          const answer = await mine.append(draft(stream, { expected: nextSequence }))
          if (answer.status === 'ok') stored++
        }
      }
      await Promise.all([writer(store), writer(other), writer(store), writer(other)])
      const pages = await store.read(stream)
      expect(pages).toHaveLength(stored)
      expect(pages.map(page => page.sequence)).toEqual(pages.map((_, index) => index))
      expect(await store.lastPosition()).toBe(before + stored)
    })

    test('[ST13] appends of one call are stored in their order, also several of one stream', async () => {
      const before = await store.lastPosition()
      const [a, b] = [streamOf('all-a'), streamOf('all-b')]
      const answer = await store.appendAll([
        draft(a, { count: 2 }),
        draft(b),
        draft(a, { expected: 2, sealed: 'under lock' }),
        draft(b, { expected: 1, externalId: 'x' }),
      ])
      const positions = [1, 3, 4, 5].map(n => before + n)
      expect(answer).toEqual({ stored: positions.map(firstPosition => ({ status: 'ok', firstPosition })) })
      const pages = await store.readAll(before, 10)
      expect(pages.map(({ root, sequence }) => [root === a.root ? 'a' : 'b', sequence])).toEqual([
        ['a', 0],
        ['a', 1],
        ['b', 0],
        ['a', 2],
        ['b', 1],
      ])
      expect(pages.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5].map(n => before + n))
      expect((await store.sealed([pages[3]?.eventId ?? ''])).size).toBe(1)
      expect(await store.appendAll([])).toEqual({ stored: [] })
    })

    test('[ST14] where one append of a call is refused none is stored, and the first one that was is told', async () => {
      const [a, b] = [streamOf('none-a'), streamOf('none-b')]
      const row = { projection: { name: 'none', version: 1 }, key: a.root, row: 'lost', version: 1 }
      await store.append(draft(b, { command: 'known', externalId: 'known' }))
      const before = await store.lastPosition()
      const first = draft(a, { count: 2, command: 'first', sealed: 'lost', rows: [row] })
      const cases = [
        [draft(b, { expected: 5 }), { status: 'conflict', nextSequence: 1 }],
        [draft(a, { expected: 1 }), { status: 'conflict', nextSequence: 2 }],
        [draft(b, { expected: 1, command: 'known' }), { status: 'duplicate', firstSequence: 0, count: 1 }],
        [draft(b, { expected: 1, command: 'first' }), { status: 'duplicate', firstSequence: 0, count: 2 }],
        [draft(b, { expected: 1, externalId: 'known' }), { status: 'duplicate', firstSequence: 0, count: 1 }],
        [draft(b, { expected: 1, unless: 'first' }), { status: 'excluded' }],
      ] as const
      for (const [second, refused] of cases) {
        const answer = await store.appendAll([first, second, draft(b, { expected: 7 })])
        expect(answer).toEqual({ refused, index: 1 })
        expect(await store.lastPosition()).toBe(before)
      }
      expect(await store.read(a)).toEqual([])
      expect(await store.remembered('', commandId('first'))).toBeUndefined()
      expect((await store.sealed(first.pages.map(({ eventId }) => eventId))).size).toBe(0)
      expect((await harness.ports.projections.all(row.projection)).size).toBe(0)
      expect(await store.append(first)).toEqual({ status: 'ok', firstPosition: before + 1 })
    })

    test('[ST15] calls with many appends and lone ones race without a hole', async () => {
      const before = await store.lastPosition()
      const shared = streamOf('all-race')
      const calls = Array.from({ length: 10 }, (_, n) => [draft(streamOf(`all-race-${n}`)), draft(shared)])
      const answers = await Promise.all(calls.map(call => store.appendAll(call)))
      await Promise.all(Array.from({ length: 10 }, (_, n) => store.append(draft(streamOf(`lone-race-${n}`)))))
      expect(answers.filter(answer => 'stored' in answer)).toHaveLength(1)
      const positions = (await store.readAll(before, 100)).map(({ position }) => position)
      expect(positions).toEqual(Array.from({ length: 12 }, (_, n) => before + 1 + n))
    })

    test('[ST16] rows are stored or removed with the pages of their append, and with nothing where it is refused', async () => {
      const stream = streamOf('inline')
      const projection = { name: 'inline', version: 3 }
      const rowAt = (version: number, row: { n: number } | undefined) => [
        { projection, key: stream.root, row, version },
        { projection: { ...projection, name: 'other' }, key: stream.root, row: { other: version }, version },
      ]
      const stored = async () => (await harness.ports.projections.rows(projection, [stream.root])).get(stream.root)
      await store.append(draft(stream, { count: 2, rows: rowAt(1, { n: 1 }) }))
      const position = await store.lastPosition()
      expect(await stored()).toEqual({ row: { n: 1 }, version: 1, position })
      expect(await store.append(draft(stream, { rows: rowAt(9, { n: 9 }) }))).toMatchObject({ status: 'conflict' })
      expect(await stored()).toEqual({ row: { n: 1 }, version: 1, position })
      await store.appendAll([
        draft(stream, { expected: 2, rows: rowAt(2, { n: 2 }) }),
        draft(stream, { expected: 3, rows: rowAt(3, { n: 3 }) }),
      ])
      expect(await stored()).toEqual({ row: { n: 3 }, version: 3, position: position + 2 })
      await store.append(draft(stream, { expected: 4, rows: rowAt(4, undefined) }))
      expect(await stored()).toBeUndefined()
      const others = await harness.ports.projections.all({ ...projection, name: 'other' })
      expect(others.get(stream.root)).toEqual({ row: { other: 4 }, version: 4, position: position + 3 })
    })

    test('[ST30] appends are refused together where an edition went on behind what was seen of it', async () => {
      const inside = { ...streamOf('still'), edition: 'still' }
      await store.append(draft(inside))
      const last = await store.lastPosition()
      const elsewhere = streamOf('still')
      await store.append(draft(elsewhere))
      await store.append(draft(inside, { expected: 1 }))
      const appends = [draft(elsewhere, { expected: 1 })]
      expect(await store.appendAll(appends, { edition: 'still', last })).toEqual({
        refused: { status: 'excluded' },
        index: 0,
      })
      expect(await store.read(elsewhere)).toHaveLength(1)
      const seen = { edition: 'still', last: await store.lastPosition() }
      expect(await store.appendAll(appends, seen)).toMatchObject({ stored: [{ status: 'ok' }] })
    })

    test('[ST29] an append whose rows go on from others than are there stores nothing, and is a duplicate all the same', async () => {
      const stream = streamOf('stale-rows')
      const projection = { name: 'inline', version: 4 }
      const rowOf = (version: number) => [{ projection, key: stream.root, row: { n: version }, version }]
      const first = draft(stream, { rows: rowOf(1) })
      expect(await store.append(first)).toMatchObject({ status: 'ok' })
      for (const stale of [1, 3])
        expect(await store.append(draft(stream, { expected: 1, rows: rowOf(stale) }))).toEqual({
          status: 'conflict',
          nextSequence: 1,
        })
      expect(
        await store.appendAll([
          draft(stream, { expected: 1, rows: rowOf(2) }),
          draft(stream, { expected: 2, rows: rowOf(2) }),
        ]),
      ).toMatchObject({ refused: { status: 'conflict' }, index: 1 })
      expect(await store.append(first)).toMatchObject({ status: 'duplicate' })
      expect(await store.read(stream)).toHaveLength(1)
      expect((await harness.ports.projections.rows(projection, [stream.root])).get(stream.root)?.row).toEqual({ n: 1 })
    })
  })
