'use client'
import { shortened } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { type StreamEvent, useWorkflow, type Workflow } from './reading.ts'

type LogEvent = Workflow['events'][number]

/** The command that it came from, what that answered, and what followed. */
export function CausationTab({ event }: { event: StreamEvent }) {
  const { data, isError, error } = useWorkflow(event.correlationId)
  if (event.correlationId === '') return <p className="text-muted">It belongs to no workflow: nobody gave it an id.</p>
  if (isError) return <p role="alert">The workflow could not be read. {error.message}</p>
  if (!data) return <p className="text-muted">Reading…</p>
  const here = data.events.find(({ eventId }) => eventId === event.eventId)
  const command = data.commands.find(({ commandId }) => commandId === here?.commandId)
  const cause = data.events.find(({ eventId }) => eventId === event.causationId)
  const effects = data.events.filter(({ causationId }) => causationId === event.eventId)
  return (
    <div className="causation">
      <h3>Command</h3>
      <p>
        {command
          ? `${command.type} to ${command.domain} ${shortened(command.root)}, by ${shortened(command.actor)}`
          : 'It is not on record.'}
      </p>
      <h3>Caused by</h3>
      {cause ? <EventLink event={cause} /> : <p className="text-muted">A command from outside.</p>}
      <h3>What followed</h3>
      {effects.length === 0 ? <p className="text-muted">Nothing.</p> : null}
      {effects.map(effect => (
        <EventLink key={effect.eventId} event={effect} />
      ))}
      <p className="text-muted">
        {data.commands.length} commands and {data.events.length} events in this workflow.
      </p>
    </div>
  )
}

function EventLink({ event: { domain, root, sequence, type, edition } }: { event: LogEvent }) {
  const place = edition === '' ? '' : `&edition=${encodeURIComponent(edition)}`
  return (
    <PageLink href={`/admin/streams/${domain}/${root}?at=${sequence}&tab=causation${place}`} className="jump">
      {type} <span className="text-muted">{`#${sequence} of ${domain} ${shortened(root)}`}</span>
    </PageLink>
  )
}
