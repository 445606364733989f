import { CircleAlert, CircleCheck, CirclePause, FastForward, Hourglass, RefreshCw } from 'lucide-react'
import type { ConsumerRow } from '@/server/instance'
import { standingWords } from './words.ts'

const icons = {
  live: CircleCheck,
  'catching-up': FastForward,
  rebuilding: RefreshCw,
  paused: CirclePause,
  stalled: Hourglass,
  failed: CircleAlert,
} as const

/** By icon and word: colour says nothing that they do not. */
export function StandingChip({ standing }: Pick<ConsumerRow, 'standing'>) {
  const Icon = icons[standing]
  return (
    <span className="status-chip" data-status={standing}>
      <Icon size={13} aria-hidden /> {standingWords[standing]}
    </span>
  )
}
