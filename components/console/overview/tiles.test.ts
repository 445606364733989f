import { expect, test } from 'vitest'
import type { OperationRow } from '@/engine/operation'
import { currentIn } from '../shell/places.ts'
import { calmLine, type ReadOverview, recent, tilesOf } from './tiles.ts'

const consumer = (name: string, lag: number, lagMs: number) => ({ name, lag, lagMs })
const well: ReadOverview = {
  newest: { value: { head: 1234, pages: [] } },
  letters: { value: { groups: [] } },
  consumers: { value: { projections: [consumer('lobby', 0, 0), consumer('hands', 2, 40)] } },
  waiting: { value: { timeouts: [{ process: 'hand-flow' }], stuck: [] } },
  operations: { value: { rows: [] } },
}
const figures = (read: ReadOverview) => tilesOf(read).map(({ figure }) => figure)
const moods = (read: ReadOverview) => tilesOf(read).map(({ mood }) => mood)

test('[CS1] where all is well four figures and one line say so', () => {
  expect(figures(well)).toEqual(['1,234', '0', '0.0 s', '0'])
  expect(calmLine(tilesOf(well), well.consumers)).toBe('All is well: 2 consumers at work, 0 dead letters.')
})

test.each([
  ['a dead letter', { letters: { value: { groups: [{ count: 3 }, { count: 1 }] } } }, 1, '4'],
  ['a consumer far behind', { consumers: { value: { projections: [consumer('hands', 9, 12_000)] } } }, 2, '12 s'],
  ['a paused one', { consumers: { value: { projections: [{ ...consumer('hands', 0, 0), paused: true }] } } }, 2, '0 s'],
  ['a process stuck', { waiting: { value: { timeouts: [], stuck: [{}] } } }, 3, '1'],
] as const)('[CS1] %s is to be looked at, and nothing is called well', (_, change, at, figure) => {
  const read: ReadOverview = { ...well, ...change }
  expect(figures(read)[at]).toBe(figure)
  expect(moods(read)[at]).toBe('look')
  expect(calmLine(tilesOf(read), read.consumers)).toBeUndefined()
})

test.each(['newest', 'letters', 'consumers', 'waiting'] as const)('[CS1] that %s cannot be read is no zero', name => {
  const read: ReadOverview = { ...well, [name]: { unread: 'incident 1' } }
  const [unread] = tilesOf(read).filter(({ mood }) => mood === 'unread')
  expect(unread).toMatchObject({ figure: null, word: 'could not be read: incident 1' })
  expect(calmLine(tilesOf(read), read.consumers)).toBeUndefined()
})

test('[CS1] the operations of last are the newest, whatever their ids', () => {
  const row = (n: number) => ({ id: `${99 - n}`, startedAt: `2026-11-25T10:00:${String(n).padStart(2, '0')}Z` })
  const rows = Array.from({ length: 12 }, (_, n) => row(n)) as unknown as OperationRow[]
  expect(recent({ rows }).map(({ id }) => id)).toEqual(['88', '89', '90', '91', '92', '93', '94', '95', '96', '97'])
})

test.each([
  ['/admin', '/admin', 'page'],
  ['/admin/streams', '/admin', undefined],
  ['/admin/streams', '/admin/streams', 'page'],
  ['/admin/streams/hand/1', '/admin/streams', 'true'],
  ['/admin/streamsx', '/admin/streams', undefined],
])('[CS2] at %s, %s is %s', (path, href, current) => expect(currentIn(path, href)).toBe(current))
