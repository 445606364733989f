import { FilePlus, Send } from 'lucide-react'
import { PageLink } from '../../ui/page-link.tsx'
import { factHref, sendHref } from '../catalog/declared.ts'
import type { Stream } from './reading.ts'

/** To what may be done to a stream, as it was seen here. */
export function StreamOrders({ stream, total }: { stream: Stream; total: number }) {
  const { domain, root, edition } = stream
  const place = { domain, root, ...(edition ? { edition } : {}) }
  return (
    <>
      <PageLink href={sendHref({ ...place, sequence: String(total) })} className="stream-order">
        <Send size={16} aria-hidden /> Send a command
      </PageLink>
      <PageLink href={factHref(place)} className="stream-order">
        <FilePlus size={16} aria-hidden /> Record a fact
      </PageLink>
    </>
  )
}
