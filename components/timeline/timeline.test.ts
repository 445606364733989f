import { expect, test } from 'vitest'
import type { Timeline } from '@/server/instance'
import { rowsOf } from './chains.ts'
import { placeOf } from './go-to.tsx'
import { entryOf, questionOf } from './question.ts'
import { changed, mostHeld, newest, onward, type Stretch, type TimelinePage, tailState } from './stretch.ts'
import { ago, clock, shortened, tailWords } from './words.ts'

const page = (position: number, more: Partial<TimelinePage> = {}) =>
  ({
    position,
    eventId: `e${position}`,
    commandId: `c${position}`,
    causationId: `c${position}`,
    ...more,
  }) as TimelinePage
const pages = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => page(first + n))
const read = (of: readonly TimelinePage[], next: number | null, head: number): Timeline => ({ pages: of, next, head })
const positions = ({ rows }: Stretch) => [rows[0]?.position, rows.at(-1)?.position, rows.length]
const isDense = ({ rows }: Stretch) => rows.every(({ position }, n) => position === (rows[0]?.position ?? 0) + n)

const start = newest(read(pages(801, 1000).reverse(), 801, 1000))
const arrived = (first: number, last: number, head = last) =>
  ({ kind: 'arrived', arrived: { pages: pages(first, last), position: last, head } }) as const
const older = (held: Stretch, count = 200): Stretch => {
  const before = held.older ?? 0
  const first = Math.max(1, before - count)
  const found = pages(first, before - 1).reverse()
  return changed(held, { kind: 'older', read: read(found, first === 1 ? null : first, 1000) })
}

test('[TM1] older pages come before, down to the oldest', () => {
  let held: Stretch = start
  while (held.older !== null) held = older(held)
  expect(positions(held)).toEqual([1, 1000, 1000])
  expect(isDense(held)).toBe(true)
})
test('[TM1] who goes far back loses the newest rows, and finds them again on the way forward', () => {
  let held = newest(read(pages(9801, 10_000).reverse(), 9801, 10_000))
  for (let n = 0; n < 30; n++) held = older(held)
  expect(positions(held)).toEqual([3801, 8800, mostHeld])
  expect(held).toMatchObject({ newer: 8800, follows: false })
  while (held.newer !== null) {
    const first = held.newer + 1
    const last = Math.min(10_000, first + 199)
    held = changed(held, {
      kind: 'newer',
      read: read(pages(first, last), last === 10_000 ? null : last, 10_000),
    })
    expect(held.rows.length).toBeLessThanOrEqual(mostHeld)
  }
  expect(positions(held)).toEqual([5001, 10_000, mostHeld])
  expect(isDense(held)).toBe(true)
  expect(held.older).toBe(5001)
})
test('[TM2] who follows is shown what comes, and loses the oldest rows', () => {
  let held: Stretch = start
  for (let n = 1000; n < 7000; n += 500) held = changed(held, arrived(n + 1, n + 500))
  expect(positions(held)).toEqual([2001, 7000, mostHeld])
  expect(held).toMatchObject({ unseen: 0, follows: true, older: 2001 })
})
test('[TM2] paused, rows are added at the end and counted, and none has to go for them', () => {
  let held = changed(start, { kind: 'pause' })
  for (let n = 1000; n < 7000; n += 500) held = changed(held, arrived(n + 1, n + 500))
  expect(held).toMatchObject({ unseen: 6000, follows: false, newer: 5500 })
  expect(positions(held)).toEqual([801, 5500, 4700])
  expect(changed(held, { kind: 'follow' }).follows).toBe(false)
  expect(changed(changed(start, { kind: 'pause' }), { kind: 'follow' })).toMatchObject({ follows: true, unseen: 0 })
})
test('[TM3] what was read and is told again is there once', () => {
  const held = changed(changed(start, arrived(990, 1010)), arrived(1005, 1020))
  expect(positions(held)).toEqual([801, 1020, 220])
  expect(isDense(held)).toBe(true)
})
test('[TM3] what was read twice, because it was asked for twice, is there once', () => {
  const again = { kind: 'older', read: read(pages(601, 800).reverse(), 601, 1000) } as const
  expect(positions(changed(changed(start, again), again))).toEqual([601, 1000, 400])
})
test('[TM3] from a place on: forward until the end, and from there by the tail', () => {
  const begun = onward(read(pages(500, 699), 699, 1000))
  expect(begun).toMatchObject({ older: 500, newer: 699, follows: false })
  const told = changed(begun, arrived(1001, 1003))
  expect(positions(told)).toEqual([500, 699, 200])
  const ended = changed(told, { kind: 'newer', read: read(pages(700, 1003), null, 1003) })
  expect(positions(changed(ended, arrived(1001, 1005)))).toEqual([500, 1005, 506])
  expect(ended).toMatchObject({ newer: null, unseen: 0, position: 1003 })
})
test.each([
  [{}, null, 'LIVE'],
  [{ follows: false }, null, 'PAUSED'],
  [{ follows: false, unseen: 1214 }, null, 'PAUSED · 1,214 new'],
  [{ head: 85_120 }, null, 'CATCHING UP · 84,120 behind'],
])('[TM4] %j', (change, loss, words) => expect(tailWords(tailState({ ...start, ...change }, loss), 0)).toBe(words))
test('[TM4] offline since when, and when it is tried again', () => {
  const since = new Date(2026, 10, 25, 9, 2).getTime()
  const state = tailState(start, { since, nextTry: since + 3400 })
  expect(tailWords(state, since)).toBe('OFFLINE since 09:02, retrying in 4 s')
  expect(tailWords(state, since + 3400)).toBe('OFFLINE since 09:02, retrying')
})
test('[TM16] how long ago the last match was', () =>
  expect([0, 59_999, 7_200_000, 3 * 86_400_000].map(ago)).toEqual([
    '0 seconds ago',
    '59 seconds ago',
    '2 hours ago',
    '3 days ago',
  ]))

const chain = [
  page(1),
  page(2, { commandId: 'c1' }),
  page(3, { causationId: 'e2' }),
  page(4),
  page(5, { causationId: 'e3' }),
  page(6, { causationId: 'elsewhere' }),
]
const shown = (folded: boolean, open: readonly number[] = []) =>
  rowsOf(chain, { folded, open: new Set(open) }).map(({ page: { position }, lead, followers }) => [
    position,
    lead,
    followers,
  ])
test('[TM5] an append and what answers it are one chain', () =>
  expect(shown(false)).toEqual([
    [1, 1, 3],
    [2, 1, 0],
    [3, 1, 0],
    [4, 4, 0],
    [5, 1, 0],
    [6, 6, 0],
  ]))
test('[TM5] folded under its first event, until that is opened', () => {
  expect(shown(true).map(([position]) => position)).toEqual([1, 4, 6])
  expect(shown(true, [1])).toEqual(shown(false))
})
test('[TM8] what came last is marked until it is told to settle, and only while one follows', () => {
  const one = changed(start, arrived(1001, 1004))
  expect(one.freshAfter).toBe(1000)
  expect(changed(one, arrived(1005, 1006)).freshAfter).toBe(1004)
  expect(changed(one, { kind: 'settle' }).freshAfter).toBe(Number.POSITIVE_INFINITY)
  expect(changed(one, arrived(1005, 1105)).freshAfter).toBe(Number.POSITIVE_INFINITY)
  const paused = changed(start, { kind: 'pause' })
  expect(changed(paused, arrived(1001, 1004)).freshAfter).toBe(Number.POSITIVE_INFINITY)
})
test.each([
  [undefined, undefined, undefined],
  ['live', undefined, undefined],
  ['oldest', undefined, '0'],
  ['pos:17', undefined, '16'],
  ['pos:0', undefined, '0'],
  ['pos:x', undefined, undefined],
  ['time:2026-11-25T10:00:00.000Z', undefined, '2026-11-25T10:00:00.000Z'],
  ['time:soon', undefined, undefined],
  [undefined, 40, '39'],
  ['oldest', 40, '0'],
])('[TM6] from=%s sel=%s', (place, selected, after) => {
  const entry = entryOf(place, selected)
  expect('after' in entry ? entry.after : undefined).toBe(after)
})
test('[TM6] the question has the filters as the API has them', () =>
  expect(questionOf({ type: 'HandStarted', q: 'a b' }, { after: '7' })).toBe(
    'type=HandStarted&q=a+b&after=7&limit=200',
  ))
test.each([
  ['1204', 'pos:1204'],
  ['#1,204', 'pos:1204'],
  ['2026-11-25T10:02:00Z', 'time:2026-11-25T10:02:00.000Z'],
  ['soon', undefined],
  ['', undefined],
])('[TM7] %s', (text, place) => expect(placeOf(text)).toBe(place))
test('[TM4] a time to the millisecond, an id by both ends', () => {
  expect(clock('2026-11-25T10:02:03.417999Z')).toMatch(/^\d\d:\d\d:03\.417$/)
  expect(shortened('9f2c0000-0000-4000-8000-00000000a1b2')).toBe('9f2c…a1b2')
  expect(shortened('Dana')).toBe('Dana')
})
