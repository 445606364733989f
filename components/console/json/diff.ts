import { partsOf, pointerOf, sameValue } from '@/engine/json-value'

export type Kind = 'added' | 'removed' | 'changed'
export type Change = {
  readonly pointer: string
  readonly kind: Kind
  readonly before?: unknown
  readonly after?: unknown
}
type Parts = readonly (string | number)[]
type Members = { readonly [name: string]: unknown }

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What has to be done to one value to come to the other: as deep down as it can be said. */
export const diffOf = (before: unknown, after: unknown, at: Parts = []): readonly Change[] => {
  if (sameValue(before, after)) return []
  if (isMembers(before) && isMembers(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap(name => diffOf(before[name], after[name], [...at, name]))
  }
  if (isList(before) && isList(after)) return listDiff(before, after, at)
  const pointer = pointerOf(at)
  if (before === undefined) return [{ pointer, kind: 'added', after }]
  if (after === undefined) return [{ pointer, kind: 'removed', before }]
  return [{ pointer, kind: 'changed', before, after }]
}

const sharedFrom = (one: readonly unknown[], other: readonly unknown[]): number => {
  const end = one.findIndex((value, n) => n >= other.length || !sameValue(value, other[n]))
  return end < 0 ? one.length : end
}

/**
 * What both lists begin and end with is left alone, so that an item that comes or goes moves no other. A removed item
 * is named by where it stood, any other by where it stands.
 */
const listDiff = (before: readonly unknown[], after: readonly unknown[], at: Parts): readonly Change[] => {
  const head = sharedFrom(before, after)
  const [oldRest, freshRest] = [before.slice(head), after.slice(head)]
  const tail = sharedFrom([...oldRest].reverse(), [...freshRest].reverse())
  const [old, fresh] = [oldRest, freshRest].map(list => list.slice(0, list.length - tail))
  return Array.from({ length: Math.max(oldRest.length, freshRest.length) - tail }, (_, n) =>
    diffOf(old?.[n], fresh?.[n], [...at, head + n]),
  ).flat()
}

/** By pointer: what became of a value, and that something below it changed. */
export const marksOf = (changes: readonly Change[]): ReadonlyMap<string, Kind> => {
  const marks = new Map<string, Kind>()
  for (const { pointer, kind } of changes) {
    const parts = partsOf(pointer)
    for (let depth = parts.length - 1; depth >= 0; depth--) {
      const above = pointerOf(parts.slice(0, depth))
      if (!marks.has(above)) marks.set(above, 'changed')
    }
    marks.set(pointer, kind)
  }
  return marks
}

/** Not by colour alone. */
export const signOf: Readonly<Record<Kind, string>> = { added: '+', removed: '−', changed: '~' }
