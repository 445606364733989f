'use client'
import { streamPath } from '../addresses.ts'
import { Causation } from '../event/causation.tsx'
import { type StreamEvent, useWorkflow } from './reading.ts'

/** The command that it came from, what that answered, and what followed. */
export function CausationTab({ event }: { event: StreamEvent }) {
  const { data, isError, error } = useWorkflow(event.correlationId)
  if (event.correlationId === '') return <p className="text-muted">It belongs to no workflow: nobody gave it an id.</p>
  if (isError) return <p role="alert">The workflow could not be read. {error.message}</p>
  if (!data) return <p className="text-muted">Reading…</p>
  return <Causation event={event} workflow={data} pathOf={one => `${streamPath(one, one.sequence)}&tab=causation`} />
}
