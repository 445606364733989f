'use client'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { lazy, Suspense, useState } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import { Screen } from './screen.tsx'
import type { Fork } from './spot.ts'

/** Only a hand that is being played needs anything live. */
const RunningHand = lazy(() => import('./running-hand.tsx').then(({ RunningHand }) => ({ default: RunningHand })))

type Props = { history: HandHistory; forks?: readonly Fork[] }

function Hand({ history: first, forks = none }: Props) {
  const [later, setLater] = useState<HandHistory | null>(null)
  const history = later && later.nextSequence > first.nextSequence ? later : first
  return (
    <Screen history={history} forks={forks}>
      {history.over || history.edition !== '' ? null : (
        <Suspense>
          <RunningHand history={history} onMore={setLater} />
        </Suspense>
      )}
    </Screen>
  )
}
const none: readonly Fork[] = []

/** A hand at any moment, on the live table's own felt: what is shown is a fold of events. */
export function Replay(props: Props) {
  const { hand, edition } = props.history
  return (
    <NuqsAdapter>
      <Hand key={`${hand}/${edition}`} {...props} />
    </NuqsAdapter>
  )
}
