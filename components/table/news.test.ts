import { expect, test } from 'vitest'
import { handOf, player, tableOf } from './fixtures.ts'
import { linesAfter, missedText, newsText } from './news.ts'

const line = (id: string, who: number, text: string) => ({ id, player: player(who), text, at: '' })
const log = [line('a', 1, 'calls 120'), line('b', 2, 'folds'), line('c', 3, 'calls 120.')]

test('[UI45] only what came after the last line heard', () => expect(linesAfter(log, 'a')).toEqual(log.slice(1)))
test('[UI45] nothing is new when the page has just opened', () => expect(linesAfter(log, undefined)).toEqual([]))
test('[UI45] a log that has moved on is told as far as it is held', () => expect(linesAfter(log, 'gone')).toEqual(log))
test('[UI45] one sentence, then the pot', () =>
  expect(newsText(log.slice(1), tableOf({ hand: handOf({ pot: 1240 }) }))).toBe(
    'Eli folds, Fay Wong calls 120. Pot 1,240.',
  ))
test('[UI45] no pot once the hand is over', () =>
  expect(newsText(log.slice(1, 2), tableOf({ hand: handOf({ phase: 'over' }) }))).toBe('Eli folds.'))
test('[UI45] silence stays silence', () => expect(newsText([], tableOf({}))).toBe(''))
test.each([
  [0, 'You missed nothing.'],
  [1, '1 action happened while you were away.'],
  [2, '2 actions happened while you were away.'],
])('[UI45] %i missed', (count, said) => expect(missedText(count)).toContain(said))
