import type { BranchTold } from '@/domain/branch/told'
import { type Mark, markAt } from '../ui/mark.ts'

/** `''` is what happened. */
export type Line = string
export const main: Line = ''

/** By the order in which they were made, discarded ones too: nothing is renamed by what happens to another one. */
export const markOf = (branches: readonly BranchTold[], line: Line): Mark | null => {
  const place = branches.findIndex(({ edition }) => edition === line)
  return place < 0 ? null : markAt(place)
}

/** From the branch up to the one that left main. */
const chainOf = (branches: readonly BranchTold[], line: Line): readonly BranchTold[] => {
  const found = branches.find(({ edition }) => edition === line)
  return found ? [found, ...chainOf(branches, found.parent)] : []
}

export type Fork = { readonly at: number; readonly line: Line; readonly branch: BranchTold | null }

/**
 * Where other lines leave this one, or this one left another: behind `at` they are no longer the same. Only the line
 * that leaves there is named, not what leaves that one later on.
 */
export const forksOf = (branches: readonly BranchTold[], line: Line): readonly Fork[] => {
  const chain = chainOf(branches, line)
  const left = new Map<Line, number>(chain.map(({ parent, at }) => [parent, at]))
  const ancestors = chain.map(({ parent, at }) => ({
    at,
    line: parent,
    branch: branches.find(({ edition }) => edition === parent) ?? null,
  }))
  const others = branches.filter(({ edition, parent, at, status }) => {
    const known = parent === line || left.has(parent)
    return status === 'open' && known && edition !== line && !left.has(edition) && at <= (left.get(parent) ?? at)
  })
  const leaving = others.map(branch => ({ at: branch.at, line: branch.edition, branch }))
  return [...ancestors, ...leaving].sort((one, other) => one.at - other.at)
}

/** The branches of a hand as a tree, each with how deep it lies. */
export const treeOf = (
  branches: readonly BranchTold[],
  parent: Line = main,
  depth = 0,
): readonly { readonly branch: BranchTold; readonly depth: number }[] =>
  branches
    .filter(branch => branch.parent === parent)
    .toSorted((one, other) => one.at - other.at)
    .flatMap(branch => [{ branch, depth }, ...treeOf(branches, branch.edition, depth + 1)])

/** The moment of a line, with what of the look at the hand goes along. */
export const lineHref = (hand: string, { line, at }: { line: Line; at?: number | undefined }, search = ''): string => {
  const kept = new URLSearchParams(search)
  for (const name of ['at', 'edition', 'vs', 'runs']) kept.delete(name)
  if (line !== main) kept.set('edition', line)
  if (at !== undefined) kept.set('at', at < 0 ? 'start' : String(at))
  return `/hands/${hand}${kept.size > 0 ? `?${kept}` : ''}`
}
export const compareHref = (hand: string, line: Line, other: Line = main): string => {
  const lines = new URLSearchParams({ edition: line, ...(other === main ? {} : { vs: other }) })
  return `/hands/${hand}/compare?${lines}`
}
