import type { EditionRow } from '@/engine/edition'
import { type Mark, markAt } from '../../ui/mark.ts'

/** The line of an edition beside the list: from its own row up to where it ended, or to the top while it goes on. */
export type Lane = {
  readonly mark: Mark
  /** 1 is the one beside main. */
  readonly lane: number
  readonly row: number
  /** In rows from the top; where it ends lies between two of them. */
  readonly until: number
  readonly ends: 'open' | 'merged' | 'discarded'
}
type Listed = Pick<EditionRow, 'createdAt' | 'mergedAt' | 'discarded' | 'status'>

/** Beside main there is room for so many; more of them at the same time share the last one. */
export const mostLanes = 7

const endOf = ({ status, mergedAt, discarded }: Listed): string | null =>
  status === 'open' ? null : (mergedAt ?? discarded?.at ?? null)
const endsAs = ({ status }: Listed): Lane['ends'] => (status === 'open' || status === 'merged' ? status : 'discarded')

/** Of rows that are listed newest first; letters are given in the order in which they were made. */
export const lanesOf = (rows: readonly Listed[]): readonly Lane[] => {
  const busyUntil: (string | null)[] = []
  const placed = rows.toReversed().map((row, age): Lane => {
    const free = busyUntil.findIndex(until => until !== null && until <= row.createdAt)
    const lane = free >= 0 ? free : Math.min(busyUntil.length, mostLanes - 1)
    const end = endOf(row)
    busyUntil[lane] = end
    const newer = end === null ? 0 : rows.filter(({ createdAt }) => createdAt > end).length
    return {
      mark: markAt(age),
      lane: lane + 1,
      row: rows.length - 1 - age,
      until: end === null ? 0 : newer,
      ends: endsAs(row),
    }
  })
  return placed.toReversed()
}

/** A lane as a path: out of main at its row, up, and back into main where it was merged. Main runs at lane 0. */
export const pathOf = (
  { lane, row, until, ends }: Lane,
  { step, height }: { step: number; height: number },
): string => {
  const [main, x] = [step / 2, step / 2 + lane * step]
  const from = (row + 0.5) * height
  const to = Math.min(until * height, from - height / 4)
  const bend = height / 3
  const out = `M${main} ${from + bend}C${main} ${from} ${x} ${from + bend / 2} ${x} ${from}`
  if (ends !== 'merged') return `${out}V${to}`
  return `${out}V${to + bend}C${x} ${to + bend / 2} ${main} ${to + bend} ${main} ${to}`
}
