import { Ban, Check, CircleAlert, Clock, Eye, Undo2 } from 'lucide-react'
import { statusWords } from './words.ts'

const icons = {
  open: CircleAlert,
  claimed: Eye,
  blocked: Clock,
  resubmitted: Undo2,
  accepted: Check,
  discarded: Ban,
} as const

/** An icon and a word: never a colour alone. */
export function StatusChip({ status }: { status: string }) {
  const Icon = icons[status as keyof typeof icons] ?? CircleAlert
  return (
    <span className="status-chip" data-status={status}>
      <Icon size={14} aria-hidden /> {statusWords[status] ?? status}
    </span>
  )
}
