'use client'
import { usePathname } from 'next/navigation'
import { PageLink } from '../../ui/page-link.tsx'

const id = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi

/** The ids in an address, the last one first: what somebody was after is named at its end. */
export const idsIn = (path: string): readonly string[] => [...new Set(path.match(id) ?? [])].reverse()

/** An address that leads nowhere: what it names may be somewhere else. */
export function NothingHere() {
  const ids = idsIn(usePathname())
  return (
    <div className="desk">
      <h1>There is nothing here</h1>
      <p className="text-muted">
        No stream, event or dead letter has this address. It may be another kind of thing, or in an edition.
      </p>
      {ids.map(one => (
        <PageLink key={one} href={`/admin/find?id=${one}`} className="desk-link [overflow-wrap:anywhere]">
          Look {one} up in all streams
        </PageLink>
      ))}
    </div>
  )
}
