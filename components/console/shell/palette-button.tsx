import { Search } from 'lucide-react'

/** Whatever one looks for or wants to do. */
export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <button
      type="button"
      className="palette-button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      aria-label="Go to anything"
      onClick={onOpen}
    >
      <Search size={16} aria-hidden />
      <span>Go to a place, an id, a position…</span>
      <kbd aria-hidden>⌘K</kbd>
    </button>
  )
}
