/** Every key of the table, once: the handlers and the help sheet are made from this list. */
export const shortcuts = [
  { id: 'fold', key: 'f', does: 'Fold', group: 'Your turn' },
  { id: 'pass', key: 'c', does: 'Check or call', group: 'Your turn' },
  { id: 'size', key: 'r', does: 'Go to the amount of a bet or raise', group: 'Your turn' },
  { id: 'preset-1', key: '1', does: 'Set the first amount (½ pot, before the flop 2.5 times)', group: 'Your turn' },
  { id: 'preset-2', key: '2', does: 'Set the second amount (¾ pot, before the flop 3 times)', group: 'Your turn' },
  { id: 'preset-3', key: '3', does: 'Set the pot', group: 'Your turn' },
  { id: 'preset-4', key: '4', does: 'Set all your chips', group: 'Your turn' },
  { id: 'more', key: 'ArrowUp', does: 'One big blind more', group: 'Your turn' },
  { id: 'less', key: 'ArrowDown', does: 'One big blind less', group: 'Your turn' },
  { id: 'confirm', key: 'Enter', does: 'In the amount box: bet or raise', group: 'Your turn' },
  { id: 'time', key: 't', does: 'Say the time left and the time bank', group: 'Table' },
  { id: 'show', key: 's', does: 'Show your cards, when you may', group: 'Table' },
  { id: 'table', key: 'b', does: 'Say board, pot and your cards', group: 'Table' },
  { id: 'mute', key: 'm', does: 'Sound off and on', group: 'Table' },
  { id: 'help', key: '?', does: 'This list', group: 'Table' },
  { id: 'repeat', key: 'Alt+a', does: 'Say the last announcement again', group: 'Table' },
] as const

export type Shortcut = (typeof shortcuts)[number]
export type ShortcutId = Shortcut['id']

/** What a key press says of itself and of where it fell. */
export type Press = {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  /** In a field, a list of options or a dialog, letters belong to that. */
  elsewhere: boolean
}

const plainKey = ({ key }: Press) => (key.length === 1 ? key.toLowerCase() : key)

/** The shortcut that a press means, or none. Alt+A works everywhere: it only speaks. */
export const shortcutOf = (press: Press): ShortcutId | null => {
  const { code, altKey, ctrlKey, metaKey, elsewhere } = press
  if (altKey && !ctrlKey && !metaKey && code === 'KeyA') return 'repeat'
  if (altKey || ctrlKey || metaKey || elsewhere) return null
  const key = plainKey(press)
  const found = shortcuts.find(shortcut => shortcut.key === key)
  return found && found.id !== 'confirm' ? found.id : null
}
export const keyLabel = ({ key }: Shortcut): string =>
  ({ ArrowUp: '↑', ArrowDown: '↓', 'Alt+a': 'Alt + A' })[key as string] ?? (key.length === 1 ? key.toUpperCase() : key)
