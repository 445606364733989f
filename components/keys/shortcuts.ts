/** Every key of the table, once: the handlers and the help sheet are made from these lists. */
export const tableKeys = [
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
  { id: 'replay', key: 'ArrowLeft', does: 'Replay this hand as far as it has come', group: 'Table' },
  { id: 'help', key: '?', does: 'This list', group: 'Table' },
  { id: 'repeat', key: 'Alt+a', does: 'Say the last announcement again', group: 'Table' },
] as const

/** Every key of the replay. Here a letter cannot cost anything. */
export const replayKeys = [
  { id: 'next-event', key: 'ArrowRight', does: 'Next event', group: 'Moment', repeats: true },
  { id: 'previous-event', key: 'ArrowLeft', does: 'Event before', group: 'Moment', repeats: true },
  { id: 'next-street', key: 'Shift+ArrowRight', does: 'Next street', group: 'Moment' },
  { id: 'previous-street', key: 'Shift+ArrowLeft', does: 'Street before; out of a branch', group: 'Moment' },
  { id: 'first', key: 'Home', does: 'Before the first event', group: 'Moment' },
  { id: 'last', key: 'End', does: 'Last event', group: 'Moment' },
  { id: 'play', key: ' ', does: 'Play and pause', group: 'Moment' },
  { id: 'slower', key: ',', does: 'Slower', group: 'Moment' },
  { id: 'faster', key: '.', does: 'Faster', group: 'Moment' },
  { id: 'previous-hand', key: '[', does: 'Hand before', group: 'Hand' },
  { id: 'next-hand', key: ']', does: 'Next hand', group: 'Hand' },
  { id: 'live', key: 'l', does: 'Back to the table', group: 'Hand' },
  { id: 'fork', key: 'f', does: 'What if: another action here', group: 'What if' },
  { id: 'compare', key: 'v', does: 'Compare two lines', group: 'What if' },
  { id: 'branch-before', key: 'ArrowUp', does: 'At a fork: the line above', group: 'What if' },
  { id: 'branch-after', key: 'ArrowDown', does: 'At a fork: the line below', group: 'What if' },
  { id: 'big-blinds', key: 'b', does: 'Amounts in big blinds', group: 'View' },
  { id: 'perspective', key: 'p', does: 'From the next seat', group: 'View' },
  { id: 'copy', key: 'c', does: 'Copy the link to this moment', group: 'View' },
  { id: 'help', key: '?', does: 'This list', group: 'View' },
  { id: 'repeat', key: 'Alt+a', does: 'Say the last announcement again', group: 'View' },
] as const

/** The list of hands; inside it the arrows go from one to the next. */
export const handsKeys = [
  { id: 'search', key: '/', does: 'Search', group: 'Hands' },
  { id: 'next-hand-row', key: 'ArrowDown', does: 'To the list, next hand', group: 'Hands' },
  { id: 'previous-hand-row', key: 'ArrowUp', does: 'To the list, hand before', group: 'Hands' },
] as const

/** A stream in the console. In its list the arrows go up and down. */
export const streamKeys = [
  { id: 'next-event', key: 'ArrowRight', does: 'Next event', group: 'Moment', repeats: true },
  { id: 'previous-event', key: 'ArrowLeft', does: 'Event before', group: 'Moment', repeats: true },
  { id: 'first', key: 'Home', does: 'Before the first event', group: 'Moment' },
  { id: 'last', key: 'End', does: 'Last event', group: 'Moment' },
  { id: 'go-to', key: 'Shift+g', does: 'Go to a number or a time', group: 'Moment' },
  { id: 'next-change', key: 'n', does: 'Next change of the pinned value', group: 'Pinned value' },
  { id: 'previous-change', key: 'Shift+n', does: 'Change before of the pinned value', group: 'Pinned value' },
  { id: 'pin-moment', key: 'v', does: 'Hold this moment to compare with, or let it go', group: 'View' },
  { id: 'search', key: '/', does: 'Find in this stream', group: 'View' },
  { id: 'fork', key: 'f', does: 'Fork here: an edition from this moment on', group: 'View' },
] as const

/** The lists of dead letters: from row to row. */
export const deadLetterListKeys = [
  { id: 'next-letter', key: 'j', does: 'To the next row', group: 'Dead letters' },
  { id: 'previous-letter', key: 'k', does: 'To the row before', group: 'Dead letters' },
] as const

/** One dead letter. Letters open a sheet; nothing is decided before that is confirmed. */
export const deadLetterKeys = [
  { id: 'next-letter', key: 'j', does: 'Next dead letter of the list', group: 'Dead letters' },
  { id: 'previous-letter', key: 'k', does: 'Dead letter before', group: 'Dead letters' },
  { id: 'resubmit', key: 'r', does: 'Resubmit', group: 'Decide' },
  { id: 'edit', key: 'e', does: 'Edit and resubmit', group: 'Decide' },
  { id: 'try', key: 't', does: 'Try it, without doing it', group: 'Decide' },
  { id: 'accept', key: 'a', does: 'Accept as already done', group: 'Decide' },
  { id: 'discard', key: 'd', does: 'Discard', group: 'Decide' },
  { id: 'claim', key: 'c', does: 'Claim, or release', group: 'Decide' },
] as const

/** A timeline, in public and in the console. */
export const timelineKeys = [
  { id: 'follow', key: 'l', does: 'Follow what happens, or pause', group: 'Timeline' },
  { id: 'go-to', key: 'Shift+g', does: 'Go to a number or a time', group: 'Timeline' },
  { id: 'close', key: 'Escape', does: 'Close the event', group: 'Timeline' },
] as const

/** Everywhere in the console, beside the keys of its page and `g` with the letter of a place. */
export const consoleKeys = [{ id: 'help', key: '?', does: 'The keys of this page', group: 'Console' }] as const

export type Shortcut =
  | (typeof tableKeys)[number]
  | (typeof replayKeys)[number]
  | (typeof handsKeys)[number]
  | (typeof streamKeys)[number]
  | (typeof deadLetterListKeys)[number]
  | (typeof deadLetterKeys)[number]
  | (typeof timelineKeys)[number]
  | (typeof consoleKeys)[number]
export type ShortcutId = Shortcut['id']
/** As the help tells of it. */
export type Shown = { readonly id: string; readonly key: string; readonly does: string; readonly group: string }

/** What a key press says of itself and of where it fell. */
export type Press = {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  /** Held down. */
  repeat: boolean
  /** In a field, a list of options or a dialog, letters belong to that. */
  elsewhere: boolean
}

const plainKey = ({ key }: Press) => (key.length === 1 ? key.toLowerCase() : key)
const mayRepeat = (shortcut: Shortcut) => 'repeats' in shortcut

/** The shortcut of a list that a press means, or none. Alt+A works everywhere: it only speaks. */
export const shortcutOf = (press: Press, list: readonly Shortcut[] = tableKeys): ShortcutId | null => {
  const { code, altKey, ctrlKey, metaKey, shiftKey, elsewhere, repeat } = press
  if (altKey && !ctrlKey && !metaKey && code === 'KeyA') return 'repeat'
  if (altKey || ctrlKey || metaKey || elsewhere) return null
  const named = (key: string) => list.find(shortcut => shortcut.key === key)
  const key = plainKey(press)
  const found = (shiftKey ? named(`Shift+${key}`) : undefined) ?? named(key)
  if (!found || found.id === 'confirm' || (repeat && !mayRepeat(found))) return null
  return found.id
}
const labels: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  'Shift+ArrowLeft': 'Shift + ←',
  'Shift+ArrowRight': 'Shift + →',
  'Shift+n': 'Shift + N',
  'Shift+g': 'Shift + G',
  'Alt+a': 'Alt + A',
  ' ': 'Space',
}
export const keyLabel = ({ key }: Pick<Shown, 'key'>): string =>
  labels[key] ?? (key.length === 1 ? key.toUpperCase() : key)
