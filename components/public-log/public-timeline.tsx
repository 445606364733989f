'use client'
import { MessageSquare, Spade, Table2, UserRound } from 'lucide-react'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { Timeline as Read } from '@/server/instance'
import { SiteHeader, type Visitor } from '../shell/site-header.tsx'
import type { Product } from '../timeline/event-stream.tsx'
import type { Facet } from '../timeline/inspector.tsx'
import type { TimelinePage } from '../timeline/stretch.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { publicFilters } from './filters.ts'

const marks: Record<string, typeof Spade> = { hand: Spade, table: Table2, chat: MessageSquare, player: UserRound }

function Mark({ domain }: { domain: string }) {
  const Icon = marks[domain]
  return Icon ? <Icon size={14} aria-hidden /> : null
}

const linkOf = ({ domain, root, sequence }: TimelinePage) => {
  if (domain === 'hand') return `/hands/${root}?at=${sequence}`
  if (domain === 'player') return '/me'
  return `/tables/${root}`
}
const linkWords = ({ domain }: TimelinePage) =>
  domain === 'hand' ? 'See the hand at this event' : domain === 'player' ? 'Your statement' : 'Go to the table'

const facetsOf = ({ domain, root, family, type, data }: TimelinePage): readonly Facet[] => [
  ...(domain === 'hand' ? [{ name: 'hand', value: root, label: 'This hand' }] : []),
  ...(domain === 'player' || (domain === 'hand' && family === root)
    ? []
    : [{ name: 'table', value: family, label: 'This table' }]),
  ...(typeof data.player === 'string' ? [{ name: 'player', value: data.player, label: 'This player' }] : []),
  { name: 'type', value: type, label: type },
]
const poker: Product = { Mark, linkOf, linkWords, facetsOf, told: (_, value) => value }

type Props = Visitor & { types: readonly string[]; first: { readonly question: string; readonly read: Read } | null }

/** What happens at the public tables, event by event. */
export function PublicTimeline({ session, account, types, first }: Props) {
  return (
    <NuqsAdapter>
      <SiteHeader session={session} account={account} skipTo={{ id: 'events', label: 'Go to the events' }} />
      <main id="events" className="timeline" tabIndex={-1}>
        <h1 className="sr-only">Timeline</h1>
        <Timeline product={poker} filters={publicFilters} types={types} first={first} />
      </main>
    </NuqsAdapter>
  )
}
