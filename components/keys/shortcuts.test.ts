import { expect, test } from 'vitest'
import { type Press, shortcutOf, shortcuts } from './shortcuts.ts'

const press = (key: string, change: Partial<Press> = {}): Press => ({
  key,
  code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  elsewhere: false,
  ...change,
})

test('[UI50] no key stands for two things', () =>
  expect(new Set(shortcuts.map(({ key }) => key)).size).toBe(shortcuts.length))
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
