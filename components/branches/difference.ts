import type { HandState } from '@/domain/hand/state'
import type { HandHistory } from '@/domain/replay/history'
import { type Moment, momentsOf } from '@/domain/replay/moments'
import { tapeOf } from '@/domain/replay/tape'
import { momentText } from '../replay/words.ts'

export type Told = { readonly moment: Moment; readonly text: string }
/** Two lines side by side: the same on both, told differently, or only on one of them. */
export type Row = {
  readonly kind: 'same' | 'changed' | 'left' | 'right'
  readonly left: Told | null
  readonly right: Told | null
}
export type Compared = {
  /** How many events both lines have in common before they part. */
  readonly shared: number
  readonly rows: readonly Row[]
}

/** What may stand beside what: the same kind of event of the same player, or in the same street. */
const kindOf = ({ moment }: Told) => `${moment.type} ${moment.lines[0]?.player ?? moment.stage}`

/** For each pair of places, how many more can stand side by side from there on. */
const lengths = (left: readonly string[], right: readonly string[]): readonly (readonly number[])[] => {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0))
  for (let one = left.length - 1; one >= 0; one--)
    for (let other = right.length - 1; other >= 0; other--) {
      const [row = [], below = []] = [table[one], table[one + 1]]
      row[other] =
        left[one] === right[other] ? (below[other + 1] ?? 0) + 1 : Math.max(below[other] ?? 0, row[other + 1] ?? 0)
    }
  return table
}

const pair = (left: Told, right: Told): Row => ({ kind: left.text === right.text ? 'same' : 'changed', left, right })

const aligned = (left: readonly Told[], right: readonly Told[]): readonly Row[] => {
  const [kinds, others] = [left.map(kindOf), right.map(kindOf)]
  const table = lengths(kinds, others)
  const rows: Row[] = []
  let [one, other] = [0, 0]
  while (one < left.length || other < right.length) {
    const [here, there] = [left[one], right[other]]
    if (here && there && kinds[one] === others[other]) {
      rows.push(pair(here, there))
      one++
      other++
    } else if (here && (!there || (table[one + 1]?.[other] ?? 0) >= (table[one]?.[other + 1] ?? 0))) {
      rows.push({ kind: 'left', left: here, right: null })
      one++
    } else {
      rows.push({ kind: 'right', left: null, right: there ?? null })
      other++
    }
  }
  return rows
}

const toldOf = (history: HandHistory): readonly Told[] =>
  momentsOf(tapeOf(history)).map(moment => ({ moment, text: momentText(moment, history.names) }))

/** The lines of one hand, from where they part. */
export const compare = (left: HandHistory, right: HandHistory): Compared => {
  const isShared = (_: unknown, at: number) => left.pages[at]?.eventId === right.pages[at]?.eventId
  const parts = left.pages.findIndex((page, at) => !isShared(page, at))
  const shared = parts < 0 ? left.pages.length : parts
  return { shared, rows: aligned(toldOf(left).slice(shared), toldOf(right).slice(shared)) }
}

export type PathDifference = { readonly path: string; readonly left: unknown; readonly right: unknown }

/** What of the state says how the hand stands; the rest is the deal, which both have, or counts turns. */
const standing = ({ phase, street, board, seats, level, dealtAnew }: HandState, names: HandHistory['names']) => ({
  ...{ phase, street, board, level, dealtAnew },
  seats: Object.fromEntries(
    seats.map(({ player, stack, bet, total, folded, cards, showdown }) => [
      names[player] ?? player,
      { stack, bet, total, folded, cards, showdown },
    ]),
  ),
})
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const differences = (left: unknown, right: unknown, path: string): readonly PathDifference[] => {
  if (!isObject(left) || !isObject(right))
    return JSON.stringify(left) === JSON.stringify(right) ? [] : [{ path, left, right }]
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  return keys.flatMap(key => differences(left[key], right[key], path === '' ? key : `${path}.${key}`))
}

/** Path by path, what is not the same where both lines end. */
export const stateDifferences = (left: HandHistory, right: HandHistory): readonly PathDifference[] => {
  const end = (history: HandHistory) => standing(tapeOf(history).at(history.nextSequence - 1).hand, history.names)
  return differences(end(left), end(right), '')
}
