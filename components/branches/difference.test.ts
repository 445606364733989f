import { expect, test } from 'vitest'
import type { HandEvent } from '@/domain/hand/events'
import { ann, bob, cat, committed, script } from '@/domain/projections/scripted-hand.fixture'
import { compare, stateDifferences } from './difference.ts'
import { mainEvents, toldHand } from './told-hand.fixture.ts'

/** Ann folds instead of raising: nobody calls, and the blinds play on for a moment. */
const folded: HandEvent = {
  ...{ type: 'ActionTaken', player: ann, action: 'fold' },
  ...{ added: 0, streetTotal: 0, stack: 1000, pot: 15 },
}
const turnOf = (player: typeof bob, toCall: number): HandEvent => ({
  ...{ type: 'TurnAssigned', player, decision: 2, toCall },
  ...{ minRaiseTo: 20, maxRaiseTo: 1000, deadline: 1_000_000 },
})
const bobFolds: HandEvent = { ...folded, player: bob, stack: 995, pot: 15 }
const branch = [committed, ...script.blinds, folded, turnOf(bob, 5), bobFolds]
const main = toldHand(mainEvents)
const other = toldHand(branch, 'fork-4-fold-x')
const compared = compare(main, other)

test('[BR54] the shared beginning is counted, and not told again', () => {
  expect(compared.shared).toBe(1 + script.blinds.length)
  expect(compared.rows[0]?.left?.moment.sequence).toBe(compared.shared)
})
test('[BR54] what belongs together stands side by side, changed where it is told differently', () => {
  const [first, second, third] = compared.rows
  expect(first).toMatchObject({ kind: 'changed', left: { text: 'Ann raises to 450' }, right: { text: 'Ann folds' } })
  expect(second).toMatchObject({ kind: 'changed', right: { text: 'Bob to act, 5 to call' } })
  expect(third).toMatchObject({ left: { text: 'Bob calls 445' }, right: { text: 'Bob folds' } })
})
test('[BR54] everything of both lines is told once, in order', () => {
  const sequences = (side: 'left' | 'right') => compared.rows.flatMap(row => row[side]?.moment.sequence ?? [])
  const from = (length: number) => Array.from({ length: length - compared.shared }, (_, n) => compared.shared + n)
  expect(sequences('left')).toEqual(from(mainEvents.length))
  expect(sequences('right')).toEqual(from(branch.length))
  for (const { kind, left, right } of compared.rows) {
    expect(kind === 'left').toBe(right === null)
    expect(kind === 'right').toBe(left === null)
  }
})
test('[BR54] seen from the other side, it is the other way round', () => {
  const count = (rows: typeof compared.rows, kind: string) => rows.filter(row => row.kind === kind).length
  const turned = compare(other, main)
  expect(count(turned.rows, 'right')).toBe(count(compared.rows, 'left'))
})
test('[BR54] a line does not differ from itself', () => {
  expect(compare(main, main)).toEqual({ shared: mainEvents.length, rows: [] })
  expect(stateDifferences(main, main)).toEqual([])
})
test('[BR54] how both end is told path by path', () => {
  const found = stateDifferences(main, other)
  expect(found).toContainEqual({ path: 'board', left: ['Ah', '9d', '2c', '3h', '4s'], right: [] })
  expect(found).toContainEqual({ path: 'seats.Ann.folded', left: false, right: true })
  expect(found.map(({ path }) => path)).not.toContain('seats.Ann.cards')
  expect(found.some(({ path }) => path.startsWith(`seats.${cat}`))).toBe(false)
})
