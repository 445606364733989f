'use client'
import { parseAsString, useQueryState } from 'nuqs'
import { lazy, Suspense, useCallback, useState } from 'react'
import { streamKeys } from '../../keys/shortcuts.ts'
import { useShortcuts } from '../../keys/use-shortcuts.ts'
import { usePosition } from '../../moment/use-position.ts'
import { amongTurns } from '../json/course.ts'
import { EventWindow } from './event-window.tsx'
import { Inspector } from './inspector.tsx'
import { type Stream, useCourse, useTotal } from './reading.ts'
import { Scrubber } from './scrubber.tsx'
import { mayFork, StreamBar } from './stream-bar.tsx'
import { StreamOrders } from './stream-orders.tsx'
import { stretchAround } from './window.ts'

/** `privateTypes`: the events of this kind of stream that have parts which nobody but their own audience sees. */
type Props = { stream: Stream; total: number; privateTypes: readonly string[] }

const GoToMoment = lazy(() => import('./go-to-moment.tsx').then(({ GoToMoment }) => ({ default: GoToMoment })))
const ForkSheet = lazy(() => import('./fork-sheet.tsx').then(({ ForkSheet }) => ({ default: ForkSheet })))
const Pinned = lazy(() => import('./pinned.tsx').then(({ Pinned }) => ({ default: Pinned })))
const Unmask = lazy(() => import('./unmask.tsx').then(({ Unmask }) => ({ default: Unmask })))

/** One stream: its events, the state after any of them, and how a value came to be what it is. */
export function StreamScreen({ stream, total: first, privateTypes }: Props) {
  const total = useTotal(stream, first)
  const [notice, setNotice] = useState('')
  const position = usePosition({ last: total - 1, onClamped: setNotice })
  const [pin, setPin] = useQueryState('pin', parseAsString)
  const [vs, setVs] = useQueryState('vs', parseAsString)
  const [open, setOpen] = useState<'go' | 'fork' | null>(null)
  const { at, scrub, jump } = position
  const course = useCourse(stream, pin, stretchAround(at, total))
  const turns = amongTurns(course.data?.turns ?? [], at)
  const goTo = useCallback((to: number | undefined) => to !== undefined && jump(to), [jump])
  useShortcuts(
    {
      'next-event': () => scrub(at + 1),
      'previous-event': () => scrub(at - 1),
      first: () => jump(-1),
      last: () => jump(total - 1),
      'next-change': () => goTo(turns.next?.sequence),
      'previous-change': () => goTo(turns.previous?.sequence),
      'pin-moment': () => void setVs(vs === null ? String(at) : null),
      'go-to': () => setOpen('go'),
      fork: () => mayFork(stream) && setOpen('fork'),
      search: () => document.querySelector<HTMLElement>('[data-find]')?.focus(),
    },
    streamKeys,
  )
  if (total === 0) return <Nothing stream={stream} />
  return (
    <div className="stream-page">
      <StreamBar stream={stream} total={total} at={at} onJump={jump} onOpen={setOpen} />
      <Scrubber position={position} total={total} />
      {notice ? (
        <p role="status" className="text-muted">
          {notice}
        </p>
      ) : null}
      <Suspense>
        {pin === null ? null : (
          <Pinned
            pointer={pin}
            course={course.data}
            at={at}
            turns={turns}
            onJump={jump}
            onUnpin={() => void setPin(null)}
          />
        )}
        {privateTypes.length > 0 ? <Unmask stream={stream} privateTypes={privateTypes} /> : null}
      </Suspense>
      <div className="stream-parts">
        <EventWindow stream={stream} total={total} at={at} onSelect={jump} onStep={scrub} />
        <Inspector
          stream={stream}
          total={total}
          at={at}
          pin={pin}
          privateTypes={privateTypes}
          onPin={pointer => void setPin(pointer)}
        />
      </div>
      <Suspense>
        {open === 'go' ? <GoToMoment total={total} onJump={jump} onClose={() => setOpen(null)} /> : null}
        {open === 'fork' ? <ForkSheet stream={stream} at={at} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </div>
  )
}

function Nothing({ stream }: { stream: Stream }) {
  const { domain, root } = stream
  return (
    <div className="overview">
      <h1>{domain}</h1>
      <p className="break-all font-mono text-xs">{root}</p>
      <p className="text-muted">This stream has no events. It may be in another edition, or not have begun.</p>
      <div className="stream-tools">
        <StreamOrders stream={stream} total={0} />
      </div>
    </div>
  )
}
