import type { Shortcut, ShortcutId } from './shortcuts.ts'

/** What the parts of a page that are mounted listen to, and what they do then. */
export type ActiveKeys = {
  readonly list: readonly Shortcut[]
  readonly handlerOf: (id: ShortcutId) => (() => void) | undefined
}
const mounted = new Set<ActiveKeys>()

export const announceKeys = (keys: ActiveKeys): (() => void) => {
  mounted.add(keys)
  return () => mounted.delete(keys)
}

/** What can be done by key on the page as it is: the help sheet and the palette are made from this. */
export const activeKeys = (): readonly { readonly shortcut: Shortcut; readonly run: () => void }[] =>
  [...mounted].flatMap(({ list, handlerOf }) =>
    list.flatMap(shortcut => {
      const run = handlerOf(shortcut.id)
      return run ? [{ shortcut, run }] : []
    }),
  )
