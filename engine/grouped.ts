// Items by key, each group in the order of arrival.
import type { Page } from './message.ts'

export const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

/** Pages of one append stay together: a process manager folds them all before it says what it owes. */
export const byAppend = (pages: readonly Page[]): readonly (readonly Page[])[] => [
  ...grouped(pages, page => `${page.edition} ${page.commandId}`).values(),
]
