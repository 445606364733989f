import { expect, test } from 'vitest'
import { announceKeys } from '../../keys/active-keys.ts'
import { streamKeys } from '../../keys/shortcuts.ts'
import { entriesFor, type Known } from './palette-entries.ts'

const known: Known = { editions: ['night-audit'], projections: ['lobby'], processes: ['top-up'], messages: [] }
const offered = (text: string, visits: readonly string[] = []) =>
  entriesFor(text, { known, streams: [], visits }).flatMap(({ title, items }) =>
    items.map(({ words, does }) => [title, words, 'href' in does ? does.href : 'done'] as const),
  )

test('[CS4] what is typed is a place, a name, a position or an id, and nothing but what fits is offered', () => {
  expect(offered('night')).toEqual([
    ['Editions', 'night-audit', '/admin/editions/night-audit'],
    ['By name', 'Find night', '/admin/find?id=night'],
  ])
  expect(offered(' #1,204 ')).toEqual([['By name', 'Event at position 1204', '/admin/find?id=1204']])
  expect(offered('dead let')[0]).toEqual(['Places', 'Dead letters', '/admin/dead-letters'])
  expect(offered('a/b?c').at(-1)?.[2]).toBe('/admin/find?id=a%2Fb%3Fc')
})

test('[CS4] where one was is offered first, but for where one is; what has a key on the page can be done', () => {
  expect(offered('', ['/admin/streams', '/admin/editions/night-audit'])[0]).toEqual([
    'Recent',
    'editions night-audit',
    '/admin/editions/night-audit',
  ])
  const done: string[] = []
  const leave = announceKeys({ list: streamKeys, handlerOf: id => (id === 'fork' ? () => done.push(id) : undefined) })
  expect(offered('fork').filter(([title]) => title === 'On this page')).toHaveLength(1)
  leave()
  expect(offered('fork').filter(([title]) => title === 'On this page')).toEqual([])
})
