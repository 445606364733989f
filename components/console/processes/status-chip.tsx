import { CircleAlert, CircleCheck, Hourglass, Play, Undo2 } from 'lucide-react'
import type { ProcessRow } from '@/server/instance'
import { statusWords } from './words.ts'

const icons = { stuck: CircleAlert, compensating: Undo2, waiting: Hourglass, running: Play, done: CircleCheck } as const

/** By icon and word. */
export function StatusChip({ status }: Pick<ProcessRow, 'status'>) {
  const Icon = icons[status]
  return (
    <span className="status-chip" data-status={status}>
      <Icon size={13} aria-hidden /> {statusWords[status]}
    </span>
  )
}
