'use client'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { Timeline as Read } from '@/server/instance'
import { SiteHeader, type Visitor } from '../shell/site-header.tsx'
import type { Product } from '../timeline/event-stream.tsx'
import type { Facet } from '../timeline/inspector.tsx'
import type { TimelinePage } from '../timeline/stretch.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { whole } from '../timeline/words.ts'
import { publicFilters } from './filters.ts'
import { linkOf, publicLook } from './look.tsx'

const facetsOf = ({ domain, root, family, type, data }: TimelinePage): readonly Facet[] => [
  ...(domain === 'hand' ? [{ name: 'hand', value: root, label: 'This hand' }] : []),
  ...(domain === 'player' || (domain === 'hand' && family === root)
    ? []
    : [{ name: 'table', value: family, label: 'This table' }]),
  ...(typeof data.player === 'string' ? [{ name: 'player', value: data.player, label: 'This player' }] : []),
  { name: 'type', value: type, label: type },
]
const poker: Product = {
  look: () => publicLook,
  titleOf: ({ words }) => words,
  linksOf: page => [linkOf(page)],
  facetsOf,
  told: (_, value) => value,
  none: head => `None of ${whole(head)} events matches that you may see.`,
  nothing: <p>No events yet. As soon as somebody plays at a public table, they appear here.</p>,
}

type Props = Visitor & { types: readonly string[]; first: { readonly question: string; readonly read: Read } | null }

/** What happens at the public tables, event by event. */
export function PublicTimeline({ session, account, types, first }: Props) {
  return (
    <NuqsAdapter>
      <SiteHeader session={session} account={account} skipTo={{ id: 'events', label: 'Go to the events' }} />
      <main id="events" className="timeline" tabIndex={-1}>
        <h1 className="sr-only">Timeline</h1>
        <Timeline
          product={poker}
          filters={publicFilters}
          choicesOf={() => [{ name: 'type', label: 'Type of event', all: 'Every type', values: types }]}
          first={first}
        />
      </main>
    </NuqsAdapter>
  )
}
