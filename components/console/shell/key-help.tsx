import { activeKeys } from '../../keys/active-keys.ts'
import { HelpSheet } from '../../keys/help-sheet.tsx'
import { places } from './places.ts'

const everywhere = [
  { id: 'palette', key: 'Ctrl + K or ⌘ K', does: 'Go to anything, do anything', group: 'Console' },
  ...places.map(({ label, letter }) => ({
    id: `go ${letter}`,
    key: `G then ${letter.toUpperCase()}`,
    does: label,
    group: 'Go to',
  })),
]

/** The keys of the page as it is now, then those of the whole console. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return <HelpSheet list={[...activeKeys().map(({ shortcut }) => shortcut), ...everywhere]} onClose={onClose} />
}
