import { expect, test } from 'vitest'
import {
  deadLetterKeys,
  deadLetterListKeys,
  type Press,
  replayKeys,
  type Shortcut,
  shortcutOf,
  streamKeys,
  tableKeys,
} from './shortcuts.ts'

const press = (key: string, change: Partial<Press> = {}): Press => ({
  key,
  code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  elsewhere: false,
  ...change,
})

const lists: readonly { readonly list: readonly Shortcut[] }[] = [
  { list: tableKeys },
  { list: replayKeys },
  { list: streamKeys },
  { list: deadLetterListKeys },
  { list: deadLetterKeys },
]
test.each(lists)('[UI50] no key of a page stands for two things', ({ list }) =>
  expect(new Set(list.map(({ key }) => key)).size).toBe(list.length),
)
test.each([
  ['f', 'fold'],
  ['F', 'fold'],
  ['c', 'pass'],
  ['r', 'size'],
  ['1', 'preset-1'],
  ['ArrowUp', 'more'],
  ['?', 'help'],
  ['m', 'mute'],
  ['x', null],
  ['Enter', null],
])('[UI50] %s', (key, id) => expect(shortcutOf(press(key))).toBe(id))
test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { elsewhere: true }])('[UI50] not with %j', change =>
  expect(shortcutOf(press('f', change))).toBeNull(),
)
test('[UI51] in a field too, and where Alt makes another letter of it', () =>
  expect(shortcutOf(press('å', { altKey: true, code: 'KeyA', elsewhere: true }))).toBe('repeat'))
test.each([
  ['ArrowLeft', {}, 'previous-event'],
  ['ArrowLeft', { shiftKey: true }, 'previous-street'],
  ['ArrowRight', { repeat: true }, 'next-event'],
  ['ArrowRight', { shiftKey: true, repeat: true }, null],
  ['?', { shiftKey: true }, 'help'],
  [' ', {}, 'play'],
  ['F', { shiftKey: true }, 'fork'],
  ['f', { elsewhere: true }, null],
  ['s', {}, null],
])('[UI52] in the replay: %s %j', (key, change, id) => expect(shortcutOf(press(key, change), replayKeys)).toBe(id))
test.each([
  ['n', {}, 'next-change'],
  ['N', { shiftKey: true }, 'previous-change'],
  ['G', { shiftKey: true }, 'go-to'],
  ['g', {}, null],
  ['ArrowRight', { repeat: true }, 'next-event'],
])('[UI52] in a stream: %s %j', (key, change, id) => expect(shortcutOf(press(key, change), streamKeys)).toBe(id))
test('[UI52] at the table nothing is done twice by a key that is held down', () =>
  expect(tableKeys.filter(({ key }) => shortcutOf(press(key, { repeat: true })) !== null)).toEqual([]))
