import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { LogPage, ShownEvent, Workflow } from '@/server/instance'
import { shortened, whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { When } from '../../ui/when.tsx'
import { correlationPath, eventPath, streamPath, withEdition } from '../addresses.ts'
import { actorWords } from '../dead-letters/words.ts'
import { JsonTree } from '../json/json-tree.tsx'
import { Metadata } from '../metadata.tsx'
import { Causation } from './causation.tsx'
import { StoredText, VersionChip } from './stored.tsx'

type Place = Pick<LogPage, 'domain' | 'root' | 'edition' | 'sequence'>
type Props = { place: Place; shown: ShownEvent; workflow: Workflow | undefined }

/** One event, with all that is on record of it: a page to send to somebody. */
export function EventPage({ place, shown, workflow }: Props) {
  const { page, refused, stored, isPartly } = shown
  return (
    <article className="desk event-page" aria-label="Event">
      <Head place={place} shown={shown} />
      <div className="event-parts">
        <div>
          <section className="panel" aria-labelledby="data">
            <h2 id="data">Data</h2>
            {page === null ? (
              <p role="alert">Today’s program cannot read it. {refused}</p>
            ) : Object.keys(page.data).length === 0 ? (
              <p className="text-muted">It says nothing but its name.</p>
            ) : (
              <JsonTree label="Data" value={page.data} />
            )}
            {isPartly ? (
              <p className="masked">
                Something of it is for its own audience alone. It lies encrypted, apart from this, and is not shown
                here.
              </p>
            ) : null}
          </section>
          <section className="panel" aria-labelledby="metadata">
            <h2 id="metadata">Metadata</h2>
            {page === null ? null : <Metadata event={page} />}
          </section>
        </div>
        <div>
          <section className="panel" aria-labelledby="causation">
            <h2 id="causation">Causation</h2>
            {page === null ? null : <Cause page={page} workflow={workflow} />}
          </section>
          <section className="panel" aria-labelledby="raw">
            <h2 id="raw">The stored event</h2>
            <p className="text-muted">In version {stored?.schemaVersion}; what is personal is sealed.</p>
            <StoredText value={stored?.data} />
          </section>
        </div>
      </div>
    </article>
  )
}

function Head({ place, shown: { page, stored, nextSequence } }: Pick<Props, 'place' | 'shown'>) {
  const { domain, root, edition, sequence } = place
  const neighbour = (to: number, label: string, Icon: typeof ChevronLeft) =>
    to < 0 || to >= nextSequence ? null : (
      <PageLink className="event-step" href={eventPath({ ...place, sequence: to })} aria-label={`${label}, #${to}`}>
        <Icon size={16} aria-hidden /> #{whole(to)}
      </PageLink>
    )
  return (
    <header className="flex flex-col gap-1">
      <nav aria-label="Where" className="crumbs">
        <PageLink href={withEdition('/admin/streams', edition)}>Streams</PageLink> /{' '}
        <PageLink href={withEdition(`/admin/streams?domain=${domain}`, edition)}>{domain}</PageLink> /{' '}
        <PageLink href={streamPath(place)} className="break-all">
          {root}
        </PageLink>{' '}
        /
      </nav>
      <div className="desk-head">
        <h1>
          {page?.type ?? 'Event'} <span className="text-muted">#{whole(sequence)}</span>
        </h1>
        {page && stored ? <VersionChip was={stored.schemaVersion} is={page.schemaVersion} /> : null}
        {page?.externalId === undefined ? null : <span className="fact-chip">fact</span>}
        {page?.isolated ? <span className="fact-chip">isolated</span> : null}
        {page?.mergedFrom ? <span className="fact-chip">merged from {page.mergedFrom}</span> : null}
        <nav aria-label="Neighbours" className="event-steps">
          {neighbour(sequence - 1, 'Event before', ChevronLeft)}
          {neighbour(sequence + 1, 'Next event', ChevronRight)}
        </nav>
      </div>
      <p className="desk-facts">
        {page ? <When at={page.recordedAt} /> : null}
        {page ? <span>by {actorWords(page.actor)}</span> : null}
        <PageLink className="desk-link" href={streamPath(place, sequence)}>
          Its stream at this moment
        </PageLink>
        {page ? (
          <PageLink
            className="desk-link"
            href={withEdition(`/admin/timeline?sel=${page.position}`, page.edition)}
          >{`#${whole(page.position)} of the log`}</PageLink>
        ) : null}
        {page?.correlationId ? (
          <PageLink className="desk-link" href={correlationPath(page.correlationId)}>
            Its workflow
          </PageLink>
        ) : null}
      </p>
    </header>
  )
}

function Cause({ page, workflow }: { page: LogPage; workflow: Workflow | undefined }) {
  if (workflow) return <Causation event={page} workflow={workflow} />
  const { causationId, commandId } = page
  return (
    <p className="text-muted">
      It belongs to no workflow: nobody gave it an id.{' '}
      {causationId === commandId ? (
        'It came of a command from outside.'
      ) : (
        <>
          It answers{' '}
          <PageLink className="desk-link" href={`/admin/find?id=${causationId}`}>
            {shortened(causationId)}
          </PageLink>
        </>
      )}
    </p>
  )
}
