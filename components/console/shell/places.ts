import {
  Activity,
  BookOpen,
  Camera,
  Gauge,
  GitBranch,
  HeartPulse,
  Layers,
  ListChecks,
  type LucideIcon,
  Mailbox,
  ScrollText,
  ShieldCheck,
  Workflow,
} from 'lucide-react'

export type Place = {
  readonly href: string
  readonly label: string
  readonly Icon: LucideIcon
  /** `g` and then this letter leads there. */
  readonly letter: string
}

/**
 * Where one can go in the console: one line a place. The first four stand in the bar of a phone, the others behind
 * "More"; on a wide screen all stand in the rail.
 */
export const places: readonly Place[] = [
  { href: '/admin', label: 'Overview', letter: 'o', Icon: Activity },
  { href: '/admin/timeline', label: 'Timeline', letter: 't', Icon: ScrollText },
  { href: '/admin/streams', label: 'Streams', letter: 's', Icon: Layers },
  { href: '/admin/dead-letters', label: 'Dead letters', letter: 'd', Icon: Mailbox },
  { href: '/admin/editions', label: 'Editions', letter: 'e', Icon: GitBranch },
  { href: '/admin/projections', label: 'Projections', letter: 'p', Icon: Gauge },
  { href: '/admin/processes', label: 'Processes', letter: 'r', Icon: Workflow },
  { href: '/admin/snapshots', label: 'Snapshots', letter: 'n', Icon: Camera },
  { href: '/admin/catalog', label: 'Catalog', letter: 'c', Icon: BookOpen },
  { href: '/admin/audit', label: 'Audit', letter: 'a', Icon: ShieldCheck },
  { href: '/admin/operations', label: 'Operations', letter: 'w', Icon: ListChecks },
  { href: '/admin/health', label: 'Health', letter: 'h', Icon: HeartPulse },
]
export const inTheBar = 4

/** `page` on the very page, `true` on one behind it. */
export const currentIn = (path: string, href: string): 'page' | 'true' | undefined => {
  if (path === href) return 'page'
  return href !== '/admin' && path.startsWith(`${href}/`) ? 'true' : undefined
}
