'use client'
import { Link2, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { ScrollingText } from '../ui/scrolling-text.tsx'
import type { Link } from './look.ts'
import type { TimelinePage } from './stretch.ts'
import { moment, shortened, whole } from './words.ts'

/** A way to narrow the list to what an event is about. */
export type Facet = { readonly name: string; readonly value: string; readonly label: string }
type Props = {
  page: TimelinePage
  cause: TimelinePage | undefined
  effects: readonly TimelinePage[]
  titleOf: (page: TimelinePage) => string
  links: readonly Link[]
  facets: readonly Facet[]
  onSelect: (position: number) => void
  onFacet: (facet: Facet) => void
  onClose: () => void
}

const longest = 64_000

/** Everything of one event that may be seen. */
export function Inspector({ page, titleOf, cause, effects, links, facets, onSelect, onFacet, onClose }: Props) {
  return (
    <aside className="inspector" aria-label="Event">
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-base">{titleOf(page)}</h2>
          <p className="text-muted text-xs">
            #{whole(page.position)} · {titleOf(page) === page.type ? '' : `${page.type} · `}
            <time dateTime={page.recordedAt}>{moment(page.recordedAt)}</time>
          </p>
        </div>
        <button
          type="button"
          onClick={onClose}
          aria-label="Close the event"
          className="grid size-11 flex-none place-items-center rounded-lg hover:bg-raised"
        >
          <X size={20} aria-hidden />
        </button>
      </header>
      <div className="flex flex-wrap gap-2">
        {links.map(({ href, label }) => (
          <PageLink key={href} href={href} className="inspector-link">
            {label}
          </PageLink>
        ))}
        <CopyLink position={page.position} />
      </div>
      <section aria-label="Only">
        <h3>Show only</h3>
        <div className="flex flex-wrap gap-2">
          {facets.map(facet => (
            <Button
              key={`${facet.name} ${facet.label}`}
              className="min-h-9 px-3 font-normal"
              onClick={() => onFacet(facet)}
            >
              {facet.label}
            </Button>
          ))}
        </div>
      </section>
      <section aria-label="Causation">
        <h3>Caused by</h3>
        {cause ? (
          <Jump page={cause} titleOf={titleOf} onSelect={onSelect} />
        ) : (
          <p className="text-muted">{causeWords(page)}</p>
        )}
        {effects.length > 0 ? <h3>What followed</h3> : null}
        {effects.map(effect => (
          <Jump key={effect.position} page={effect} titleOf={titleOf} onSelect={onSelect} />
        ))}
      </section>
      <Record page={page} />
    </aside>
  )
}

function Record({ page }: { page: TimelinePage }) {
  const data = JSON.stringify(page.data, null, 2)
  return (
    <>
      <section aria-label="Data">
        <h3>Data</h3>
        <ScrollingText
          text={data.length > longest ? `${data.slice(0, longest)}\n… ${whole(data.length - longest)} more` : data}
        />
      </section>
      <section aria-label="Metadata">
        <h3>Metadata</h3>
        <dl>
          {metadata(page).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
}

const causeWords = ({ causationId, commandId }: TimelinePage) =>
  causationId === commandId
    ? 'A command from outside.'
    : `Something that is not in this list: ${shortened(causationId)}`

const metadata = (page: TimelinePage): readonly (readonly [string, string])[] => [
  ['stream', `${page.domain}/${page.root}`],
  ['n', String(page.sequence)],
  ['by', page.actor],
  ['event', page.eventId],
  ['command', page.commandId],
  ['cause', page.causationId],
  ['correlation', page.correlationId || '–'],
  ['version', String(page.schemaVersion)],
  ['recorded', page.recordedAt],
]

function Jump({ page, titleOf, onSelect }: Pick<Props, 'page' | 'titleOf' | 'onSelect'>) {
  return (
    <button type="button" className="jump" onClick={() => onSelect(page.position)}>
      <span className="text-muted">#{whole(page.position)}</span> {titleOf(page)}
    </button>
  )
}

function CopyLink({ position }: { position: number }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const url = new URL(location.href)
    url.searchParams.set('sel', String(position))
    await navigator.clipboard.writeText(url.toString())
    setCopied(true)
  }
  return (
    <Button className="px-3" onClick={() => void copy()}>
      <Link2 size={16} aria-hidden /> {copied ? 'Copied' : 'Copy link'}
    </Button>
  )
}
