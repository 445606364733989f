'use client'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { HandHistory } from '@/domain/replay/history'
import { Screen } from './screen.tsx'
import type { Fork } from './spot.ts'

type Props = { history: HandHistory; forks?: readonly Fork[] }

/** A hand at any moment, on the live table's own felt. What is shown is a fold of events; nothing live is asked. */
export function Replay({ history, forks }: Props) {
  return (
    <NuqsAdapter>
      <Screen key={`${history.hand}/${history.edition}`} history={history} forks={forks ?? none} />
    </NuqsAdapter>
  )
}
const none: readonly Fork[] = []
