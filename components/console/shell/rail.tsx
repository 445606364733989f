'use client'
import { Ellipsis, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useRef, useState } from 'react'
import { Popover } from '../../ui/lazy.tsx'
import { PageLink } from '../../ui/page-link.tsx'
import { currentIn, inTheBar, type Place, places } from './places.ts'

export type RailWidth = 'wide' | 'narrow'
type Props = { letters: number | undefined; width: RailWidth; onWidth: (width: RailWidth) => void }

/** Down the left side, wide or narrow; on a phone a bar at the bottom with the first four and the rest behind "More". */
export function Rail({ letters, width, onWidth }: Props) {
  const path = usePathname()
  const [open, setOpen] = useState(false)
  const more = useRef<HTMLButtonElement>(null)
  const link = ({ href, label, Icon }: Place) => (
    <PageLink
      key={href}
      href={href}
      aria-current={currentIn(path, href)}
      title={width === 'narrow' ? label : undefined}
    >
      <Icon size={18} aria-hidden />
      <span className="rail-label">{label}</span>
      {href === '/admin/dead-letters' ? <Count letters={letters} /> : null}
    </PageLink>
  )
  return (
    <nav className="rail" aria-label="Console">
      {places.slice(0, inTheBar).map(link)}
      <div className="rail-more">{places.slice(inTheBar).map(link)}</div>
      <WidthButton width={width} onWidth={onWidth} />
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

const year = 31_536_000
/** What is chosen is kept in a cookie, so that the server draws the page as it will stay. */
function WidthButton({ width, onWidth }: Pick<Props, 'width' | 'onWidth'>) {
  const [other, Icon, words] =
    width === 'wide' ? (['narrow', PanelLeftClose, 'Collapse'] as const) : (['wide', PanelLeftOpen, 'Expand'] as const)
  const change = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the store of cookies is not in every browser
    document.cookie = `rail=${other}; path=/admin; max-age=${year}; samesite=lax`
    onWidth(other)
  }
  return (
    <button
      type="button"
      className="rail-width"
      aria-expanded={width === 'wide'}
      title={`${words} the rail`}
      onClick={change}
    >
      <Icon size={18} aria-hidden />
      <span className="rail-label">{words}</span>
    </button>
  )
}

/** None is worth no badge; that nobody knows is. */
function Count({ letters }: Pick<Props, 'letters'>) {
  if (letters === 0) return null
  return (
    <span className="rail-count">
      {letters ?? '?'}
      <span className="sr-only">{letters === undefined ? ' could not be counted' : ' open'}</span>
    </span>
  )
}
