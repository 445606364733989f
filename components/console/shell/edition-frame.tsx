'use client'
import { GitBranch } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { PageLink } from '../../ui/page-link.tsx'
import { everyEdition } from '../timeline/filters.ts'

/** So that nobody takes what could have been for what is. */
export function EditionFrame() {
  const path = usePathname()
  const asked = useSearchParams()
  const edition = asked.get('edition')
  if (!edition || edition === everyEdition) return null
  const others = new URLSearchParams(asked)
  others.delete('edition')
  return (
    <p className="console-edition">
      <GitBranch size={14} aria-hidden />
      <span className="flex-1">
        EDITION <b>{edition}</b> – nothing here is live
      </span>
      <PageLink className="desk-link" href={`/admin/editions/${encodeURIComponent(edition)}`}>
        Compare with main
      </PageLink>
      <PageLink className="desk-link" href={others.size > 0 ? `${path}?${others}` : path}>
        Leave it
      </PageLink>
    </p>
  )
}
