// What every event store promises of editions, of searching, of remembered commands, of purging. Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextPosition } from '../gaps.ts'
import type { Page, Problem } from '../message.ts'
import type { Cut, EventStore, LogFilter, Reading } from '../ports.ts'
import { derivedId } from '../registry.ts'
import { commandId, draft, fill, streamOf } from './drafts.ts'
import type { Harness, MakeHarness } from './harness.ts'

const problem = (reason: string): Problem => ({
  code: 'FAILED_PRECONDITION',
  reason,
  params: { needed: 2 },
  message: 'No.',
})
const edition = 'what-if'
/** A stream of main and its namesake in an edition. */
const lines = (name: string) => [streamOf(name), streamOf(name, edition)] as const
const linesOf = (pages: readonly Page[]) =>
  pages.map(page => `${page.edition === '' ? 'main' : 'own'} ${page.sequence}`)
const places = (line: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `${line} ${from + n}`)

export const logContract = (name: string, make: MakeHarness) =>
  describe(`log: ${name}`, () => {
    let harness: Harness
    let store: EventStore
    beforeAll(async () => {
      harness = await make()
      store = harness.ports.events
    })
    afterAll(() => harness.close())

    const shown = async (name: string, reading: Reading) => linesOf(await store.read(lines(name)[1], reading))

    test('[ST17] an edition shows main below its cut, then its own events, in ranges too', async () => {
      const [main, own] = lines('cut')
      await fill(store, main, 4)
      const position = (await store.read(main))[1]?.position ?? 0
      await store.append(draft(own, { expected: 3, base: 3, count: 2 }))
      const cut: Cut = { beforeSequence: 3 }
      expect(await shown('cut', { main: cut })).toEqual([...places('main', 0, 2), ...places('own', 3, 4)])
      expect(await shown('cut', { main: cut, from: 2, to: 3 })).toEqual(['main 2', 'own 3'])
      expect(await shown('cut', { main: cut, to: 1 })).toEqual(['main 0', 'main 1'])
      expect(await shown('cut', { main: cut, from: 4 })).toEqual(['own 4'])
      expect(await shown('cut', {})).toEqual(places('own', 3, 4))
      expect(await shown('cut', { main: { upToPosition: position } })).toEqual([
        ...places('main', 0, 1),
        ...places('own', 3, 4),
      ])
      expect(linesOf(await store.read(main, { main: cut }))).toEqual(places('main', 0, 3))
      expect(await store.append(draft(own, { expected: 5, base: 3 }))).toMatchObject({ status: 'ok' })
      expect(await store.append(draft(own, { expected: 3, base: 3 }))).toEqual({ status: 'conflict', nextSequence: 6 })
    })

    test('[ST18] with an implicit cut it shows main below its first own event, and all of main where there is none', async () => {
      const [main, own] = lines('implicit')
      await fill(store, main, 2)
      expect(await shown('implicit', { main: {} })).toEqual(places('main', 0, 1))
      await store.append(draft(own, { expected: 2, base: 2 }))
      await store.append(draft(main, { expected: 2, count: 3 }))
      expect(await shown('implicit', { main: {} })).toEqual([...places('main', 0, 1), 'own 2'])
      expect(await store.read(streamOf('nowhere', edition), { main: {} })).toEqual([])
    })

    test('[ST19] the head of an edition without own events is that of what it shows of main', async () => {
      const [main, own] = lines('heads')
      await fill(store, main, 4)
      const pages = await store.read(main)
      const headFor = async (cut: Cut) => {
        const { nextSequence, hash } = await store.head(own, { main: cut })
        return [nextSequence, hash]
      }
      const at = (count: number) => [count, count === 0 ? '' : pages[count - 1]?.hash]
      expect(await headFor({})).toEqual(at(4))
      expect(await headFor({ beforeSequence: 2 })).toEqual(at(2))
      expect(await headFor({ beforeSequence: 0 })).toEqual(at(0))
      expect(await headFor({ beforeSequence: 99 })).toEqual(at(4))
      expect(await headFor({ upToPosition: pages[2]?.position ?? 0 })).toEqual(at(3))
      expect((await store.head(own)).nextSequence).toBe(0)
      const first = draft(own, { expected: 2, base: 2, command: 'in an edition' })
      await store.append(first)
      expect(await headFor({ beforeSequence: 2 })).toEqual([3, first.pages[0]?.hash])
      expect(await headFor({})).toEqual([3, first.pages[0]?.hash])
      const asked = { commandId: commandId('in an edition'), main: { beforeSequence: 2 } }
      expect(await store.head(own, asked)).toMatchObject({ accepted: { firstSequence: 2, count: 1 } })
      expect(await store.head(main, asked)).not.toHaveProperty('accepted')
    })

    test('[ST20] events are found by the AND of their fields, newest first, or oldest first after a position', async () => {
      const before = await store.lastPosition()
      const [a, b] = [{ ...streamOf('found-a'), domain: 'found' }, streamOf('found-b', 'found')]
      const flow = { correlationId: 'found', actor: 'ann' }
      await store.appendAll([
        draft(a, { ...flow, count: 2 }),
        draft(a, { ...flow, expected: 2, actor: 'bob', type: 'Withdrawn' }),
        draft(b, { ...flow, type: 'Withdrawn' }),
        draft(a, { expected: 3, correlationId: '' }),
      ])
      const found = async (filter: Omit<LogFilter, 'limit'>, limit = 10) =>
        (await store.search({ ...filter, limit })).map(({ position }) => position - before)
      expect(await found({ correlationId: 'found' })).toEqual([4, 3, 2, 1])
      expect(await found({ correlationId: 'found' }, 2)).toEqual([4, 3])
      expect(await found({ correlationId: 'found', before: before + 3 })).toEqual([2, 1])
      expect(await found({ correlationId: 'found', after: before + 1 }, 2)).toEqual([2, 3])
      expect(await found({ correlationId: 'found', after: before + 1, before: before + 3 })).toEqual([2])
      expect(await found({ domain: 'found' })).toEqual([5, 3, 2, 1])
      expect(await found({ root: a.root, actor: 'ann' })).toEqual([2, 1])
      expect(await found({ correlationId: 'found', type: 'Withdrawn', edition: '' })).toEqual([3])
      expect(await found({ edition: 'found' })).toEqual([4])
      expect(await found({ domain: 'found', correlationId: '' })).toEqual([5])
      const [newest] = await store.search({ domain: 'found', limit: 1 })
      expect(await found({ eventId: newest?.eventId ?? '' })).toEqual([5])
      expect(await found({ eventId: newest?.eventId ?? '', domain: 'account' })).toEqual([])
    })

    test('[ST27] a family is a stream with those that name it in ext; a field of the event is found by what it says', async () => {
      const before = await store.lastPosition()
      const parent = streamOf('family-parent')
      const child = streamOf('family-child')
      const other = streamOf('family-other')
      const [ann, bob] = [{ player: 'ann' }, { player: 'bob' }]
      await store.appendAll([
        draft(parent, { ext: null, fields: ann }),
        draft(child, { ext: { domain: 'account', root: parent.root }, fields: bob, count: 2 }),
        draft(other, { ext: ['root'], fields: ann }),
        draft(parent, { ext: null, expected: 1, type: 'Withdrawn' }),
      ])
      const found = async (filter: Omit<LogFilter, 'limit'>) =>
        (await store.search({ ...filter, limit: 10 })).map(({ position }) => position - before)
      expect(await found({ family: parent.root })).toEqual([5, 3, 2, 1])
      expect(await found({ family: parent.root, after: before + 1 })).toEqual([2, 3, 5])
      expect(await found({ family: parent.root, type: 'Withdrawn' })).toEqual([5])
      expect(await found({ family: child.root })).toEqual([])
      expect(await found({ family: other.root })).toEqual([4])
      expect(await found({ data: { player: 'ann' } })).toEqual([4, 1])
      expect(await found({ data: { player: 'bob' }, before: before + 3 })).toEqual([2])
      expect(await found({ data: { player: 'ann' }, family: parent.root })).toEqual([1])
      expect(await found({ data: { nothing: 'ann' } })).toEqual([])
    })

    test('[ST28] what operators signed is found, by whatever name, and what only looks like it is not', async () => {
      const before = await store.lastPosition()
      const stream = streamOf('signed')
      const actors = ['administrator', 'administrator/Ann', 'administrators', 'engine/flow', 'administrator/Béa']
      await store.appendAll(actors.map((actor, expected) => draft(stream, { expected, actor })))
      const found = async (filter: Omit<LogFilter, 'limit'>) =>
        (await store.search({ ...filter, limit: 10 })).map(({ position }) => position - before)
      expect(await found({ root: stream.root, byOperators: true })).toEqual([5, 2, 1])
      expect(await found({ byOperators: true, before: before + 5, root: stream.root })).toEqual([2, 1])
      expect(await found({ byOperators: true, actor: 'administrator/Ann' })).toEqual([2])
    })

    test('[ST21] streams are listed by domain and root, page by page', async () => {
      const places = ['zebra', 'ant'].flatMap(domain =>
        ['1', '2', '3'].map(n => ({ ...streamOf(`list-${n}`), domain })),
      )
      for (const place of places) await store.append(draft(place, { count: 2 }))
      await store.append(draft({ ...streamOf('list-9'), domain: 'ant' }, { recordedAt: '2026-03-01T00:00:00.000001Z' }))
      await store.append(draft({ ...streamOf('list-1', 'listed'), domain: 'ant' }, { expected: 1, base: 1 }))
      const roots = (...names: string[]) => names.map(each => streamOf(`list-${each}`).root).sort()
      const all = await store.streams({ domain: 'ant', edition: '', limit: 10 })
      expect(all.map(({ root }) => root)).toEqual(roots('1', '2', '3', '9'))
      expect(all.find(({ root }) => root === streamOf('list-9').root)).toEqual({
        domain: 'ant',
        root: streamOf('list-9').root,
        edition: '',
        nextSequence: 1,
        lastRecordedAt: '2026-03-01T00:00:00.000001Z',
      })
      const both: string[] = []
      let after: { domain: string; root: string } | undefined
      for (let page = 0; page < 20; page++) {
        const next = await store.streams({ edition: '', limit: 3, ...(after ? { after } : {}) })
        both.push(...next.map(({ domain, root }) => `${domain} ${root}`))
        after = next.at(-1)
        if (!after) break
      }
      expect(both).toEqual([...new Set(both)].sort())
      expect(both.filter(each => /^(ant|zebra) /.test(each))).toHaveLength(7)
      const [some = ''] = roots('2')
      const search = some.slice(0, 8).toUpperCase()
      expect(await store.streams({ domain: 'zebra', search, edition: '', limit: 10 })).toMatchObject([{ root: some }])
      expect(await store.streams({ domain: 'ant', edition: 'listed', limit: 10 })).toMatchObject([{ nextSequence: 2 }])
    })

    test('[ST22] a time stands for the longest beginning of the log in which nothing was recorded later', async () => {
      const alone = await make()
      const { events } = alone.ports
      expect(await events.positionAt('2026-01-01T00:00:00Z')).toBe(0)
      const times = ['00.000001', '02', '01.5', '03.000300', '02.5']
      for (const [expected, second] of times.entries())
        await events.append(draft(streamOf('times'), { expected, recordedAt: `2026-05-01T00:00:${second}Z` }))
      const at = (second: string) => events.positionAt(`2026-05-01T00:00:${second}Z`)
      expect(await at('00')).toBe(0)
      expect(await at('00.000001')).toBe(1)
      expect(await at('01.999999')).toBe(1)
      expect(await at('02')).toBe(3)
      expect(await at('03.0002')).toBe(3)
      expect(await at('03.0003')).toBe(5)
      expect(await events.positionAt('2099-01-01T00:00:00Z')).toBe(5)
      await alone.close()
    })

    test('[ST23] a refused command is on record with its problem until the same one is accepted, and never after', async () => {
      const stream = streamOf('refused')
      const { command } = draft(stream, { command: 'refused', correlationId: 'refusals' })
      const entry = () => store.commandEntry('', command.commandId)
      expect(await entry()).toBeUndefined()
      await store.recordRefusal(command, problem('too-early'))
      expect(await entry()).toMatchObject({ outcome: 'refused', problem: problem('too-early'), firstSequence: null })
      expect(Date.parse((await entry())?.at ?? '')).toBeGreaterThan(0)
      expect(await store.remembered('', command.commandId)).toBeUndefined()
      const other = { ...command, caller: 'another', message: { type: 'Withdraw', amount: 1 } }
      await store.recordRefusal(other, problem('too-late'))
      expect(await entry()).toMatchObject({ ...other, outcome: 'refused', problem: problem('too-late') })
      const accepted = draft(stream, { command: 'refused', count: 2, correlationId: 'accepted' })
      expect(await store.append(accepted)).toMatchObject({ status: 'ok' })
      const stands = { ...accepted.command, outcome: 'accepted', problem: null, firstSequence: 0, eventCount: 2 }
      expect(await entry()).toMatchObject(stands)
      expect(await store.remembered('', command.commandId)).toMatchObject({ message: accepted.command.message })
      await store.recordRefusal(command, problem('after all'))
      expect(await entry()).toMatchObject(stands)
      expect(await store.commandEntry('elsewhere', command.commandId)).toBeUndefined()
    })

    test('[ST24] commands are found by the events that they answered and by their workflow, oldest first', async () => {
      const [one, two] = [derivedId('source', 1), derivedId('source', 2)]
      const origin = derivedId('origin')
      const flow = { correlationId: 'workflow', origin, errorMode: 'CONTINUE' } as const
      await store.append(draft(streamOf('answers-1'), { ...flow, command: 'answer 1', source: one }))
      await store.recordRefusal(
        draft(streamOf('answers-2'), { ...flow, command: 'answer 2', source: two }).command,
        problem('no'),
      )
      await store.appendAll([
        draft(streamOf('answers-3'), { ...flow, command: 'answer 3', source: one }),
        draft(streamOf('answers-4'), { ...flow, command: 'answer 4' }),
        draft(streamOf('answers-5', 'other'), { ...flow, command: 'answer 5', source: one }),
        draft(streamOf('answers-6'), { correlationId: '' }),
      ])
      const named = (...numbers: number[]) => numbers.map(n => commandId(`answer ${n}`))
      const from = async (edition: string, ...sources: string[]) =>
        (await store.commandsFrom(edition, sources)).map(({ commandId }) => commandId)
      expect(await from('', one)).toEqual(named(1, 3))
      expect((await from('', one, two)).sort()).toEqual(named(1, 2, 3).sort())
      expect(await from('other', one, two)).toEqual(named(5))
      expect(await from('')).toEqual([])
      const workflow = await store.commandsOf('workflow')
      expect(workflow.map(({ commandId }) => commandId)).toEqual(named(1, 2, 3, 4, 5))
      expect(workflow[1]).toMatchObject({ source: two, origin, errorMode: 'CONTINUE', outcome: 'refused' })
      expect(workflow[2]).toMatchObject({
        source: one,
        origin,
        outcome: 'accepted',
        cover: { ext: { domain: 'parent' } },
      })
      expect(await store.commandsOf('')).toEqual([])
      expect(await store.commandsOf('unheard of')).toEqual([])
    })

    test('[ST25] purging takes everything of an edition and nothing else, and leaves its positions on record', async () => {
      const [gone, kept] = [streamOf('purged', 'gone'), streamOf('purged', 'kept')]
      const before = await store.lastPosition()
      await store.appendAll([
        draft(streamOf('purged'), { count: 2, sealed: 'kept' }),
        draft(gone, { count: 2, command: 'gone', sealed: 'gone' }),
        draft(kept, { command: 'kept' }),
        draft(gone, { expected: 2, externalId: 'x' }),
        draft(streamOf('purged-too', 'gone')),
      ])
      await store.recordRefusal(draft(gone, { command: 'refused there' }).command, problem('no'))
      const hidden = (await store.read(gone)).map(({ eventId }) => eventId)
      const shownOfMain = (await store.read(streamOf('purged'))).map(({ eventId }) => eventId)
      await store.purge('gone')
      expect(await store.read(gone)).toEqual([])
      expect(await store.search({ edition: 'gone', limit: 10 })).toEqual([])
      expect(await store.commandEntry('gone', commandId('gone'))).toBeUndefined()
      expect(await store.commandEntry('gone', commandId('refused there'))).toBeUndefined()
      expect((await store.sealed(hidden)).size).toBe(0)
      expect((await store.sealed(shownOfMain)).size).toBe(2)
      expect(await store.read(streamOf('purged'))).toHaveLength(2)
      expect(await store.read(kept)).toHaveLength(1)
      expect(await store.gaps(before)).toEqual([
        { from: before + 3, to: before + 4, edition: 'gone' },
        { from: before + 6, to: before + 7, edition: 'gone' },
      ])
      expect(await store.gaps(before + 4)).toHaveLength(1)
      const standing = async (position: number) => nextPosition(await store.gaps(position), position)
      expect(await Promise.all([2, 3, 4, 5, 6].map(n => standing(before + n)))).toEqual(
        [5, 5, 5, 8, 8].map(n => before + n),
      )
      expect((await store.readAll(before, 10)).map(({ position }) => position - before)).toEqual([1, 2, 5])
      expect(await store.lastPosition()).toBe(before + 7)
    })

    test('[ST26] an edition of a purged name begins anew and can be purged again; main never is', async () => {
      const stream = streamOf('again', 'again')
      for (const round of [1, 2]) {
        const wanted = draft(stream, { command: 'again', externalId: 'again' })
        const answer = await store.append(wanted)
        expect([round, answer]).toMatchObject([round, { status: 'ok' }])
        await store.purge('again')
        const position = await store.lastPosition()
        expect(await store.gaps(position - 1)).toEqual([{ from: position, to: position, edition: 'again' }])
      }
      const before = await store.lastPosition()
      await store.purge('never written')
      expect(await store.gaps(before)).toEqual([])
      await expect(store.purge('')).rejects.toThrow('main')
      expect(await store.append(draft(stream))).toEqual({ status: 'ok', firstPosition: before + 1 })
    })

    test('[ST33] of each type it is told when one was recorded last, and how many on each day', async () => {
      const at = (day: number, given: object = {}) => ({ recordedAt: `2031-05-0${day}T23:59:59.999999Z`, ...given })
      const [main, own] = lines('daily')
      await store.append(draft(main, at(1, { count: 2, type: 'Counted' })))
      await store.append(draft(main, at(2, { expected: 2, type: 'Counted' })))
      await store.append(draft(main, at(3, { expected: 3, type: 'Other' })))
      await store.append(draft(own, at(4, { expected: 4, base: 4, count: 3, type: 'Counted' })))
      const counted = { domain: 'account', type: 'Counted' }
      expect(await store.lastOf([counted, { domain: 'bank', type: 'Counted' }, { ...counted, type: 'Other' }])).toEqual(
        ['2031-05-04T23:59:59.999999Z', null, '2031-05-03T23:59:59.999999Z'],
      )
      expect(await store.lastOf([])).toEqual([])
      const days = [
        { day: '2031-05-04', events: 3 },
        { day: '2031-05-02', events: 1 },
        { day: '2031-05-01', events: 2 },
      ]
      expect(await store.perDay(counted, 10)).toEqual(days)
      expect(await store.perDay(counted, 5)).toEqual([...days.slice(0, 2), { day: '2031-05-01', events: 1 }])
      expect(await store.perDay({ ...counted, domain: 'bank' }, 5)).toEqual([])
    })

    test('[ST35] what a filter means is counted in bars over time', async () => {
      const [main, own] = lines('density')
      const after = await store.lastPosition()
      const at = (second: number, given: object = {}) => ({
        recordedAt: `2032-05-01T00:00:0${second}.000000Z`,
        ...given,
      })
      await store.append(draft(main, at(0, { count: 3, type: 'Counted', actor: 'ann' })))
      await store.append(draft(main, at(5, { expected: 3, actor: 'ann' })))
      await store.append(draft(own, at(9, { expected: 4, base: 4, count: 2, type: 'Counted' })))
      const span = { from: '2032-05-01T00:00:00Z', to: '2032-05-01T00:00:09Z', bars: 3 }
      const bars = (fields: object) =>
        store.density({ ...span, after, before: after + 7, ...fields } as Parameters<typeof store.density>[0])
      expect(await bars({})).toEqual({ counts: [3, 1, 2], oneIn: 1 })
      expect(await bars({ edition: '' })).toEqual({ counts: [3, 1, 0], oneIn: 1 })
      expect(await bars({ type: 'Counted', actor: 'ann' })).toEqual({ counts: [3, 0, 0], oneIn: 1 })
      expect(await bars({ after: after + 2, before: after + 6 })).toEqual({ counts: [1, 1, 1], oneIn: 1 })
    })
  })
