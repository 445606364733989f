// What every store of read models, checkpoints and timeouts promises. Run on memory and on Postgres.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DueTimeout, ListFilter, Ports, ProjectionName, RowFilter } from '../ports.ts'
import type { Harness, MakeHarness } from './harness.ts'

const stored = (row: string, version: number) => ({ row, version, position: version * 10 })
const timeout = (name: string, dueAt: number, process = 'waiter'): DueTimeout => ({
  process,
  key: 'k',
  name,
  dueAt,
  data: { name },
})

export const readingContract = (name: string, make: MakeHarness) =>
  describe(`read models, checkpoints, timeouts: ${name}`, () => {
    let harness: Harness
    let ports: Ports
    beforeAll(async () => {
      harness = await make()
      ports = harness.ports
    })
    afterAll(() => harness.close())

    test('[PJ1] rows and checkpoint are saved together, from where the checkpoint stands, or not at all', async () => {
      const rows = { name: 'rows', version: 1 }
      const change = (row: string, version: number) => [{ key: 'a', stored: stored(row, version) }]
      expect(await ports.projections.save(rows, { from: 0, to: 5 }, change('one', 1))).toBe(true)
      expect(await ports.projections.save(rows, { from: 0, to: 7 }, change('lost', 2))).toBe(false)
      expect(await ports.checkpoints.read(rows)).toBe(5)
      expect((await ports.projections.rows(rows, ['a', 'b'])).get('a')).toEqual(stored('one', 1))
      expect(await ports.projections.save(rows, { from: 5, to: 7 }, change('two', 2))).toBe(true)
      expect((await ports.projections.all(rows)).get('a')).toEqual(stored('two', 2))
      expect(await ports.projections.save(rows, { from: 7, to: 8 }, [{ key: 'a', stored: undefined }])).toBe(true)
      expect((await ports.projections.all(rows)).size).toBe(0)
    })

    test('[PJ2] versions of a projection and other consumers are apart', async () => {
      await ports.projections.save({ name: 'apart', version: 1 }, { from: 0, to: 3 }, [
        { key: 'a', stored: stored('old', 1) },
      ])
      expect(await ports.checkpoints.read({ name: 'apart', version: 2 })).toBe(0)
      expect((await ports.projections.all({ name: 'apart', version: 2 })).size).toBe(0)
      expect(await ports.checkpoints.read({ name: 'other', version: 1 })).toBe(0)
    })

    test('[PJ3] a checkpoint moves only from where it stands', async () => {
      const consumer = { name: 'saga', version: 1 }
      expect(await ports.checkpoints.save(consumer, { from: 3, to: 4 })).toBe(false)
      expect(await ports.checkpoints.save(consumer, { from: 0, to: 4 })).toBe(true)
      expect(await ports.checkpoints.save(consumer, { from: 0, to: 2 })).toBe(false)
      const race = [5, 6, 7].map(to => ports.checkpoints.save(consumer, { from: 4, to }))
      expect((await Promise.all(race)).filter(Boolean)).toHaveLength(1)
    })

    test('[PJ5] rows are counted, and found by what they contain, by key, page by page', async () => {
      const people = { name: 'people', version: 1 }
      const row = (city: string, ...tags: string[]) => ({ city, tags, deep: { at: { home: tags.length > 0 } } })
      const rows = {
        b: row('Brno', 'x'),
        B: row('Brno'),
        a: row('Aš', 'x', 'y'),
        c: row('Brno', 'y'),
        'a/1': row('Aš'),
      }
      const changes = Object.entries(rows).map(([key, row]) => ({ key, stored: { row, version: 1, position: 9 } }))
      await ports.projections.save(people, { from: 0, to: 9 }, changes)
      await ports.projections.save({ ...people, version: 2 }, { from: 0, to: 9 }, changes.slice(0, 1))
      const keys = async (filter: Partial<RowFilter> = {}) =>
        (await ports.projections.page(people, { limit: 10, ...filter })).map(({ key }) => key)
      expect(await keys()).toEqual(['B', 'a', 'a/1', 'b', 'c'])
      const versions = [people, { ...people, version: 3 }, { ...people, version: 2 }]
      expect(await ports.projections.counts(versions)).toEqual([5, 0, 1])
      expect(await ports.projections.counts([])).toEqual([])
      expect(await keys({ limit: 2 })).toEqual(['B', 'a'])
      expect(await keys({ limit: 2, after: 'a' })).toEqual(['a/1', 'b'])
      expect(await keys({ where: { city: 'Brno' } })).toEqual(['B', 'b', 'c'])
      expect(await keys({ where: { city: 'Brno', tags: ['y'] } })).toEqual(['c'])
      expect(await keys({ where: { tags: ['y', 'x'] }, after: 'A' })).toEqual(['a'])
      expect(await keys({ where: { deep: { at: { home: false } } } })).toEqual(['B', 'a/1'])
      expect(await keys({ where: { city: 'Praha' } })).toEqual([])
      expect(await keys({ where: { nothing: null } })).toEqual([])
      const [first] = await ports.projections.page(people, { limit: 1 })
      expect(first).toEqual({ key: 'B', row: rows.B, version: 1, position: 9 })
    })

    test('[PJ7] rows that say how they are listed are found by their terms, the last first, page by page', async () => {
      const [games, places] = ['games', 'places'].map(name => ({ name, version: 1 })) as [
        ProjectionName,
        ProjectionName,
      ]
      const game = (at: string, place: string, ...under: string[]) => ({
        place,
        size: at.length,
        listed: { at, under },
      })
      const rows = {
        a: game('10', 'p', 'ann', 'bob'),
        b: game('20', 'q', 'ann'),
        c: game('20', 'p', 'bob'),
        d: game('3', 'none', 'ann', 'cat'),
        e: { place: 'p', size: 9 },
      }
      const changes = (all: object) =>
        Object.entries(all).map(([key, row]) => ({ key, stored: { row, version: 1, position: 9 } }))
      await ports.projections.save(games, { from: 0, to: 9 }, changes(rows))
      await ports.projections.save({ ...games, version: 2 }, { from: 0, to: 9 }, changes({ z: rows.a }))
      await ports.projections.save(places, { from: 0, to: 9 }, changes({ p: { open: true }, q: { owner: 'ann' } }))
      const keys = async (filter: Partial<ListFilter> = {}) =>
        (await ports.projections.list(games, { under: [], limit: 10, ...filter })).map(({ key }) => key).join('')
      expect(await keys()).toBe('dcba')
      expect(await keys({ limit: 2 })).toBe('dc')
      expect(await keys({ limit: 2, before: { at: '20', key: 'c' } })).toBe('ba')
      expect(await keys({ under: [['ann']] })).toBe('dba')
      expect(await keys({ under: [['ann'], ['bob', 'cat']] })).toBe('da')
      expect(await keys({ under: [[]] })).toBe('')
      expect(await keys({ from: '10', to: '20' })).toBe('cba')
      expect(await keys({ from: '11' })).toBe('dcb')
      expect(await keys({ atLeast: { field: 'size', amount: 2 } })).toBe('cba')
      expect(await keys({ beside: { of: places, field: 'place', any: [{ open: true }] } })).toBe('ca')
      expect(await keys({ beside: { of: places, field: 'place', any: [{ open: true }, { owner: 'ann' }] } })).toBe(
        'cba',
      )
      expect(await keys({ beside: { of: places, field: 'place', any: [] } })).toBe('')
      const [first] = await ports.projections.list(games, { under: [], limit: 1 })
      expect(first).toEqual({ key: 'd', row: rows.d, version: 1, position: 9 })
      const moved = [{ key: 'd', stored: { row: game('01', 'p', 'eve'), version: 2, position: 10 } }]
      await ports.projections.save(games, { from: 9, to: 10 }, moved)
      expect(await keys()).toBe('cbad')
      expect(await keys({ under: [['eve']] })).toBe('d')
      expect(await keys({ under: [['cat']] })).toBe('')
    })

    test('[PJ6] dropping a version takes its rows and its checkpoint back to the beginning, and no others', async () => {
      const [old, made] = [1, 2].map(version => ({ name: 'dropped', version })) as [ProjectionName, ProjectionName]
      for (const one of [old, made])
        await ports.projections.save(one, { from: 0, to: 4 }, [{ key: 'a', stored: stored('row', 1) }])
      await ports.projections.drop(old)
      expect((await ports.projections.all(old)).size).toBe(0)
      expect(await ports.checkpoints.read(old)).toBe(0)
      expect((await ports.projections.all(made)).size).toBe(1)
      expect(await ports.checkpoints.read(made)).toBe(4)
      expect(await ports.projections.save(old, { from: 0, to: 2 }, [])).toBe(true)
      await ports.projections.drop({ name: 'never there', version: 1 })
    })

    test('[TO1] timeouts are those that are owed now: scheduled, moved, dropped', async () => {
      await ports.timeouts.replace('waiter', 'k', [timeout('turn', 300), timeout('bust:a', 100)])
      await ports.timeouts.replace('other', 'k', [timeout('turn', 200, 'other')])
      expect(await ports.timeouts.nextDueAt(0)).toBe(100)
      expect(await ports.timeouts.nextDueAt(100)).toBe(200)
      expect((await ports.timeouts.due(250, 10)).map(({ name }) => name)).toEqual(['bust:a', 'turn'])
      await ports.timeouts.replace('waiter', 'k', [timeout('turn', 900)])
      expect(await ports.timeouts.of('waiter', 'k')).toEqual([timeout('turn', 900)])
      expect(await ports.timeouts.of('other', 'k')).toEqual([timeout('turn', 200, 'other')])
    })

    test('[TO2] a timeout is removed only if it is still due when it was', async () => {
      await ports.timeouts.replace('mover', 'k', [timeout('turn', 50, 'mover')])
      await ports.timeouts.remove(timeout('turn', 49, 'mover'))
      expect(await ports.timeouts.of('mover', 'k')).toHaveLength(1)
      await ports.timeouts.remove(timeout('turn', 50, 'mover'))
      expect(await ports.timeouts.of('mover', 'k')).toHaveLength(0)
    })

    test('[TO8] timeouts are listed by when they are due, of one process manager or of all', async () => {
      const alone = await make()
      const { timeouts } = alone.ports
      await timeouts.replace('lister', 'k', [timeout('late', 900, 'lister'), timeout('soon', 100, 'lister')])
      await timeouts.replace('other', 'k', [timeout('between', 500, 'other')])
      const names = async (asked: { process?: string; limit: number }) =>
        (await timeouts.list(asked)).map(({ name }) => name)
      expect(await names({ limit: 10 })).toEqual(['soon', 'between', 'late'])
      expect(await names({ limit: 2 })).toEqual(['soon', 'between'])
      expect(await names({ process: 'lister', limit: 10 })).toEqual(['soon', 'late'])
      expect((await timeouts.list({ process: 'other', limit: 1 }))[0]).toEqual(timeout('between', 500, 'other'))
      await alone.close()
    })
  })
