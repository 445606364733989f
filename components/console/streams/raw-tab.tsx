'use client'
import { StoredText, VersionChip } from '../event/stored.tsx'
import { type Stream, type StreamEvent, useStored } from './reading.ts'

/** The event as it lies in the store, in the version that it had then. */
export function RawTab({ stream, event: { sequence, type, schemaVersion } }: { stream: Stream; event: StreamEvent }) {
  const { data, isError, error } = useStored(stream, sequence)
  if (isError) return <p role="alert">What is stored could not be read. {error.message}</p>
  if (!data?.stored) return <p className="text-muted">Reading…</p>
  const { stored } = data
  return (
    <>
      <p className="tab-words">
        Stored in version {stored.schemaVersion}; what is personal is sealed.{' '}
        <VersionChip was={stored.schemaVersion} is={schemaVersion} />
      </p>
      <StoredText value={{ type, ...stored }} />
    </>
  )
}
