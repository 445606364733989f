import {
  Activity,
  Camera,
  Gauge,
  GitBranch,
  HeartPulse,
  Layers,
  ListChecks,
  Mailbox,
  ScrollText,
  Workflow,
} from 'lucide-react'

/** Where one can go in the console: the first four stand in the bar of a phone, the others behind "More". */
export const places = [
  { href: '/admin', label: 'Overview', Icon: Activity },
  { href: '/admin/timeline', label: 'Timeline', Icon: ScrollText },
  { href: '/admin/streams', label: 'Streams', Icon: Layers },
  { href: '/admin/dead-letters', label: 'Dead letters', Icon: Mailbox },
  { href: '/admin/editions', label: 'Editions', Icon: GitBranch },
  { href: '/admin/projections', label: 'Projections', Icon: Gauge },
  { href: '/admin/processes', label: 'Processes', Icon: Workflow },
  { href: '/admin/snapshots', label: 'Snapshots', Icon: Camera },
  { href: '/admin/operations', label: 'Operations', Icon: ListChecks },
  { href: '/admin/health', label: 'Health', Icon: HeartPulse },
] as const
export type Place = (typeof places)[number]
export const inTheBar = 4

/** `page` on the very page, `true` on one behind it. */
export const currentIn = (path: string, href: string): 'page' | 'true' | undefined => {
  if (path === href) return 'page'
  return href !== '/admin' && path.startsWith(`${href}/`) ? 'true' : undefined
}
