import { expect, test } from 'vitest'
import { askedOf } from '../../timeline/question.ts'
import type { TimelinePage } from '../../timeline/stretch.ts'
import { idsIn } from '../shell/nothing-here.tsx'
import { barWords, densityQuestion, densityWords, instantOf, localOf, timesOf } from './density.ts'
import { logFilters } from './filters.ts'
import { lanesLook, lanesOf } from './lanes.tsx'
import { columnNames, tableLook } from './looks.tsx'
import { dataWords, sizeWords } from './words.ts'

const page = (domain: string, root: string) => ({ domain, root }) as TimelinePage

test('[LG1] an address becomes the question of its page: known filters, a place, and nothing else', () => {
  const asked = (given: Record<string, string | string[]>) =>
    Object.fromEntries(new URLSearchParams(askedOf(logFilters, given)))
  expect(asked({})).toEqual({ limit: '200' })
  expect(asked({ domain: 'account', edition: '*', view: 'json', q: ['a', 'b'], other: 'x' })).toEqual({
    domain: 'account',
    edition: '*',
    limit: '200',
  })
  expect(asked({ sel: '40', type: 'Opened' })).toEqual({ type: 'Opened', after: '39', limit: '200' })
})

test('[LG2] what an event says stands on one line, long values cut; its size is in bytes as they travel', () => {
  const id = '9f2c0000-0000-4000-8000-00000000a1b2'
  expect(dataWords({ amount: 40, to: id, open: true, note: null })).toBe(
    'amount 40 · to 9f2c…a1b2 · open true · note null',
  )
  expect(dataWords({ list: Array.from({ length: 100 }, (_, n) => n) })).toMatch(/^list \[0,1,.*…$/)
  expect([sizeWords({}), sizeWords({ é: 1 }), sizeWords({ text: 'x'.repeat(2048) })]).toEqual(['2 B', '8 B', '2 kB'])
})

test('[LG3] the streams that most events are of have a lane each, the others one together', () => {
  const pages = [
    ...['f', 'e', 'd', 'c', 'b', 'a'].flatMap((root, n) => Array.from({ length: n + 1 }, () => page('account', root))),
  ]
  expect(lanesOf(pages)).toEqual(['a', 'b', 'c', 'd', 'e'].map(root => `account/${root}`))
  expect(lanesOf(pages.toReversed())).toEqual(lanesOf(pages))
  expect(lanesLook(pages).columns).toEqual([
    'Time',
    '#',
    ...['a', 'b', 'c', 'd', 'e'].map(root => `account ${root}`),
    'Other streams',
  ])
})

test('[LG4] an address that leads nowhere is asked for the ids in it, the last one first', () => {
  const [stream, event] = ['9f2c0000-0000-4000-8000-00000000a1b2', '9f2c0000-0000-4000-8000-00000000a1b3']
  expect(idsIn(`/admin/streams/account/${stream}/events/${event}`)).toEqual([event, stream])
  expect(idsIn('/admin/nowhere')).toEqual([])
})

const spread = {
  span: { from: '2026-11-25T10:00:00.123Z', to: '2026-11-25T10:10:00Z' },
  counts: [1, 0, 3, 6],
  oneIn: 1,
}

test('[LG5] what is brushed becomes two moments, whichever way it was drawn; the ends stay as they were told', () => {
  const inner = { since: '2026-11-25T10:02:30.092Z', until: '2026-11-25T10:07:30.031Z' }
  expect(timesOf(spread, { anchor: 1, at: 2 })).toEqual(inner)
  expect(timesOf(spread, { anchor: 2, at: 1 })).toEqual(inner)
  expect(timesOf(spread, { anchor: 0, at: 3 })).toEqual({ since: spread.span.from, until: spread.span.to })
  expect(instantOf(localOf('2026-11-25T10:02:30Z'))).toBe('2026-11-25T10:02:30.000Z')
  expect([instantOf(''), instantOf('soon')]).toEqual([null, null])
})

test('[LG6] bars say what they count, from when to when, and whether it is a sample', () => {
  expect(barWords(spread, { anchor: 0, at: 0 })).toMatch(/ to .*: 1 event$/)
  expect(barWords({ ...spread, oneIn: 100 }, { anchor: 3, at: 2 })).toMatch(/: about 9 events$/)
  expect(densityWords({ ...spread, oneIn: 100 }, { q: 'ann' })).toMatch(
    /: about 10 events, from 1 in 100 positions; the words that are looked for are not counted$/,
  )
  expect(densityQuestion({ domain: 'account', q: 'ann' })).toBe('domain=account')
})

test('[LG7] the table has the columns that were picked, in their order, and the type always', () => {
  expect(tableLook(null).columns).toEqual(columnNames)
  expect(tableLook(['Size', 'Time', 'gone']).columns).toEqual(['Time', 'Type', 'Size'])
  expect(tableLook([]).columns).toEqual(['Type'])
})
