import type { Mark } from './mark.ts'

/** A branch at a glance, never by colour alone: its letter, its colour, its dash. */
export function EditionMark({ mark }: { mark: Mark | null }) {
  if (!mark) return <span className="edition-mark" aria-hidden />
  return (
    <span className="edition-mark" data-edition={mark.tone} aria-hidden>
      {mark.letter}
      <svg className="edition-dash" aria-hidden focusable="false">
        <line x1="0" y1="2" x2="100%" y2="2" />
      </svg>
    </span>
  )
}

/** Around the whole page, so that nobody takes what is in it for what happened. */
export function EditionFrame({ mark }: { mark: Mark | null }) {
  return (
    <svg className="edition-frame" data-edition={mark?.tone} aria-hidden focusable="false">
      <rect width="100%" height="100%" />
    </svg>
  )
}
