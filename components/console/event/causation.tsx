import type { Workflow } from '@/server/instance'
import { shortened, whole } from '../../timeline/words.ts'
import { PageLink } from '../../ui/page-link.tsx'
import { correlationPath, eventPath } from '../addresses.ts'
import { actorWords } from '../dead-letters/words.ts'

type LogEvent = Workflow['events'][number]
type Props = {
  event: Pick<LogEvent, 'eventId' | 'causationId'>
  workflow: Workflow
  /** Where an event is looked at; its own page, if nothing else is said. */
  pathOf?: (event: LogEvent) => string
}

/** The command that an event came from, what that answered, and what followed. */
export function Causation({ event: { eventId, causationId }, workflow, pathOf = eventPath }: Props) {
  const { id, commands, events } = workflow
  const here = events.find(one => one.eventId === eventId)
  const command = commands.find(({ commandId }) => commandId === here?.commandId)
  const cause = events.find(one => one.eventId === causationId)
  const effects = events.filter(one => one.causationId === eventId)
  const link = (one: LogEvent) => (
    <PageLink key={one.eventId} href={pathOf(one)} className="jump">
      {one.type} <span className="text-muted">{`#${one.sequence} of ${one.domain} ${shortened(one.root)}`}</span>
    </PageLink>
  )
  return (
    <div className="causation">
      <h3>Command</h3>
      <p>
        {command
          ? `${command.type} to ${command.domain} ${shortened(command.root)}, by ${actorWords(command.actor)}`
          : 'It is not on record.'}
      </p>
      <h3>Caused by</h3>
      {cause ? link(cause) : <p className="text-muted">A command from outside.</p>}
      <h3>What followed</h3>
      {effects.length === 0 ? <p className="text-muted">Nothing.</p> : effects.map(link)}
      <p className="mt-2">
        <PageLink href={correlationPath(id)} className="desk-link">
          The whole workflow
        </PageLink>{' '}
        <span className="text-muted">
          {whole(commands.length)} commands and {whole(events.length)} events
        </span>
      </p>
    </div>
  )
}
