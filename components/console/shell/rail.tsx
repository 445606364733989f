'use client'
import { Ellipsis } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useRef, useState } from 'react'
import { Popover } from '../../ui/lazy.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { currentIn, inTheBar, type Place, places } from './places.ts'

type Props = { letters: number | undefined }

/** Down the left side; on a phone a bar at the bottom with the first four and the rest behind "More". */
export function Rail({ letters }: Props) {
  const path = usePathname()
  const [open, setOpen] = useState(false)
  const more = useRef<HTMLButtonElement>(null)
  const link = ({ href, label, Icon }: Place) => (
    <PageLink key={href} href={href} aria-current={currentIn(path, href)}>
      <Icon size={18} aria-hidden />
      <span>{label}</span>
      {href === '/admin/dead-letters' ? <Count letters={letters} /> : null}
    </PageLink>
  )
  return (
    <nav className="rail" aria-label="Console">
      {places.slice(0, inTheBar).map(link)}
      <div className="rail-more">{places.slice(inTheBar).map(link)}</div>
      <button
        ref={more}
        type="button"
        className="rail-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Ellipsis size={18} aria-hidden />
        <span>More</span>
      </button>
      {open ? (
        <Popover title="More" anchor={more} onClose={() => setOpen(false)}>
          <div className="rail-list">{places.slice(inTheBar).map(link)}</div>
        </Popover>
      ) : null}
    </nav>
  )
}

/** None is worth no badge; that nobody knows is. */
function Count({ letters }: Props) {
  if (letters === 0) return null
  return (
    <span className="rail-count">
      {letters ?? '?'}
      <span className="sr-only">{letters === undefined ? ' could not be counted' : ' open'}</span>
    </span>
  )
}
