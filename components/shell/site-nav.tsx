'use client'
import { Clock, History, LayoutGrid, UserRound } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { PageLink } from '../ui/page-link.tsx'

const places = [
  { href: '/', label: 'Lobby', Icon: LayoutGrid, holds: /^\/(tables\/|$)/ },
  { href: '/hands', label: 'Hands', Icon: History, holds: /^\/hands(\/|$)/ },
  { href: '/timeline', label: 'Timeline', Icon: Clock, holds: /^\/timeline$/ },
  { href: '/me', label: 'Me', Icon: UserRound, holds: /^\/me$/ },
] as const

/** A row in the header; on a phone a bar at the bottom, where thumbs are. */
export function SiteNav() {
  const path = usePathname()
  return (
    <nav className="site-nav" aria-label="Pages">
      {places.map(({ href, label, Icon, holds }) => (
        <PageLink key={href} href={href} aria-current={href === path ? 'page' : holds.test(path) ? 'true' : undefined}>
          <Icon size={18} aria-hidden /> {label}
        </PageLink>
      ))}
    </nav>
  )
}
