'use client'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { lazy, Suspense, useState } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import type { Asker } from '../branches/use-branches.ts'
import { Screen } from './screen.tsx'

/** Only a hand that is being played needs anything live. */
const RunningHand = lazy(() => import('./running-hand.tsx').then(({ RunningHand }) => ({ default: RunningHand })))

type Props = { history: HandHistory; asker: Asker }

function Hand({ history: first, asker }: Props) {
  const [later, setLater] = useState<HandHistory | null>(null)
  const history = later && later.nextSequence > first.nextSequence ? later : first
  return (
    <Screen history={history} asker={asker} onMore={setLater}>
      {history.over || history.edition !== '' ? null : (
        <Suspense>
          <RunningHand history={history} onMore={setLater} />
        </Suspense>
      )}
    </Screen>
  )
}

/** A hand at any moment, on the live table's own felt: what is shown is a fold of events. */
export function Replay(props: Props) {
  const { hand, edition } = props.history
  return (
    <NuqsAdapter>
      <Hand key={`${hand}/${edition}`} {...props} />
    </NuqsAdapter>
  )
}
