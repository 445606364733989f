import { expect, test } from 'vitest'
import type { BranchTold } from '@/domain/branch/told'
import { compareHref, forksOf, lineHref, main, markOf, treeOf } from './lines.ts'

const branch = (edition: string, at: number, given: Partial<BranchTold> = {}): BranchTold => ({
  ...{ edition, at, purpose: '', parent: main, player: 'p' as BranchTold['player'], action: 'call', amount: null },
  ...{ deck: 'same', play: 'self', status: 'open', over: false, nextSequence: at + 1, result: null, onMain: 0 },
  ...{ createdAt: '2026-11-25T09:00:00Z', expiresAt: '2026-12-25T09:00:00Z' },
  ...given,
})
/** Main is left at 10 by `one` and at 4 by `two`; `one` is left at 20 by `deep` and at 30 by `late`. */
const family = [
  branch('one', 10),
  branch('two', 4),
  branch('deep', 20, { parent: 'one' }),
  branch('late', 30, { parent: 'one' }),
]
const forks = (line: string) => forksOf(family, line).map(fork => `${fork.at} ${fork.line || 'main'}`)

test('[BR50] on main, every line that leaves it', () => expect(forks('')).toEqual(['4 two', '10 one']))
test('[BR50] in a branch, also where it left main, and what left main before that', () =>
  expect(forks('one')).toEqual(['4 two', '10 main', '20 deep', '30 late']))
test('[BR50] what leaves a line behind the place where this one left it is not on the way', () =>
  expect(forks('deep')).toEqual(['4 two', '10 main', '20 one']))
test('[BR50] and what left main later than this branch did is not either', () =>
  expect(forks('two')).toEqual(['4 main']))
test('[BR50] discarded lines are not gone into', () =>
  expect(forksOf([branch('one', 10, { status: 'discarded' })], main)).toEqual([]))

test('[BR51] letters go by age, and a branch keeps its own when another one is discarded', () => {
  expect(family.map(({ edition }) => markOf(family, edition)?.letter)).toEqual(['A', 'B', 'C', 'D'])
  const after = family.map(each => (each.edition === 'one' ? { ...each, status: 'discarded' as const } : each))
  expect(markOf(after, 'two')).toEqual(markOf(family, 'two'))
})
test('[BR51] five colours, then again; after Z the letters count', () => {
  const many = Array.from({ length: 28 }, (_, n) => branch(`b${n}`, n))
  expect(markOf(many, 'b5')).toEqual({ letter: 'F', tone: 'a' })
  expect(markOf(many, 'b27')).toEqual({ letter: 'B2', tone: 'c' })
  expect(markOf(many, main)).toBeNull()
})
test('[BR50] the tree has each branch below the line that it left', () =>
  expect(treeOf(family).map(({ branch: { edition }, depth }) => `${depth} ${edition}`)).toEqual([
    '0 two',
    '0 one',
    '1 deep',
    '1 late',
  ]))
test('[BR52] a link to a line keeps how the hand is looked at, and nothing of the line before', () => {
  const here = '?edition=one&at=12&bb=1&as=2&runs=x'
  expect(lineHref('h', { line: 'two', at: 5 }, here)).toBe('/hands/h?bb=1&as=2&edition=two&at=5')
  expect(lineHref('h', { line: main }, '?edition=one')).toBe('/hands/h')
  expect(compareHref('h', 'one')).toBe('/hands/h/compare?edition=one')
})
