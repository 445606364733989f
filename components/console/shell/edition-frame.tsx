'use client'
import { GitBranch } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { everyEdition } from '../timeline/filters.ts'

/** So that nobody takes what could have been for what is. */
export function EditionFrame() {
  const [edition] = useQueryState('edition', parseAsString)
  if (!edition || edition === everyEdition) return null
  return (
    <p className="console-edition">
      <GitBranch size={14} aria-hidden /> EDITION <b>{edition}</b> – nothing here is live
    </p>
  )
}
