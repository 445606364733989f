'use client'
import { useRouter } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import type { HandId } from '@/domain/ids'
import type { HandHistory } from '@/domain/replay/history'
import { withKnown } from '@/domain/replay/known'
import { momentsOf } from '@/domain/replay/moments'
import { seatViewAt, tableViewAt } from '@/domain/replay/tape'
import { BranchSide } from '../branches/branch-side.tsx'
import { EditionBanner } from '../branches/edition-banner.tsx'
import { ForkTools } from '../branches/fork-tools.tsx'
import type { Asker } from '../branches/use-branches.ts'
import { useWhatIf } from '../branches/use-what-if.ts'
import { ExportLinks } from '../hands/export-links.tsx'

import { replayKeys } from '../keys/shortcuts.ts'
import { usePosition } from '../moment/use-position.ts'
import { Felt } from '../table/felt.tsx'
import { NoticeBar } from '../table/notice-bar.tsx'
import { useNotice } from '../table/use-notice.ts'
import { EventLog } from './event-log.tsx'
import { MomentFacts } from './moment-facts.tsx'
import { movesOf } from './moves.ts'
import { ReplayHeader } from './replay-header.tsx'
import { Scrubber } from './scrubber.tsx'
import { decisionFrom, type Spot } from './spot.ts'
import { Transport } from './transport.tsx'
import { usePlayback } from './use-playback.ts'
import { useReplayKeys } from './use-replay-keys.ts'
import { useViewOptions } from './use-view-options.ts'
import { ViewRow } from './view-row.tsx'

/** Only a branch is played here. */
const BranchPlay = lazy(() => import('../branches/branch-play.tsx').then(({ BranchPlay }) => ({ default: BranchPlay })))
const HelpSheet = lazy(() => import('../keys/help-sheet.tsx').then(({ HelpSheet }) => ({ default: HelpSheet })))

type Props = {
  history: HandHistory
  asker: Asker
  /** The hand has gone on. */
  onMore: (history: HandHistory) => void
  children: ReactNode
}

/** What belongs to this look at a hand and goes along to the next one. */
const hrefOf = (hand: HandId): string => {
  const kept = new URLSearchParams(typeof location === 'undefined' ? '' : location.search)
  for (const name of ['at', 'edition', 'vs', 'runs']) kept.delete(name)
  return `/hands/${hand}${kept.size > 0 ? `?${kept}` : ''}`
}

export function Screen({ history, asker, onMore, children }: Props) {
  const router = useRouter()
  const { notice, show, dismiss } = useNotice()
  const [help, setHelp] = useState(false)
  const view = useViewOptions(history)
  const { tape } = view
  const moments = useMemo(() => momentsOf(tape), [tape])
  const position = usePosition({ last: moments.length - 1, onClamped: show })
  const playback = usePlayback({ moments, position })
  const moves = movesOf({ moments, position, playback })
  const { at } = position
  const { names } = tape.history
  const frame = useMemo(() => withKnown(tape.at(at), view.known), [tape, at, view.known])
  const table = useMemo(() => tableViewAt(frame, { names }), [frame, names])
  const seat = useMemo(() => seatViewAt(frame, view.perspective), [frame, view.perspective])
  const spot: Spot = { history, moments, at, decision: decisionFrom({ history, moments }, at), jump: moves.jump }
  const whatIf = useWhatIf({ spot, asker, onTold: show })
  const { current, mark } = whatIf
  const isLast = at === moments.length - 1
  const goTo = (href: string) => router.push(href as Parameters<typeof router.push>[0])
  const copy = () => void copyLink(at, show)
  useReplayKeys({ history, moves, playback, view, goTo, hrefOf, onCopy: copy, onHelp: () => setHelp(true) })
  const transport = <Transport moves={moves} playback={playback} first={at < 0} last={isLast} />
  return (
    <main className="replay-page">
      <ReplayHeader history={history} hrefOf={hrefOf} />
      {history.edition === '' ? null : <EditionBanner history={history} branch={current} mark={mark} />}
      <Felt table={table} view={seat} viewer={history.viewer} perspective={view.perspective} clockOffset={null} />
      <ForkTools spot={spot} whatIf={whatIf} />
      {children}
      <NoticeBar notice={notice} onDismiss={dismiss} />
      <section className="replay-tray" aria-label="Moment">
        <Scrubber moments={moments} names={names} position={position} forks={whatIf.marks} onGrab={playback.pause} />
        {current && !history.over ? (
          <Suspense fallback={transport}>
            <BranchPlay history={history} branch={current} atHead={isLast} onMore={onMore} onTold={show}>
              {transport}
            </BranchPlay>
          </Suspense>
        ) : (
          transport
        )}
      </section>
      <aside className="replay-panel" aria-label="About this moment">
        <ViewRow history={history} view={view} onCopy={copy} onHelp={() => setHelp(true)} />
        <MomentFacts spot={spot} table={table} hand={frame.hand} />
        <BranchSide history={history} whatIf={whatIf} onTold={show} />
        <EventLog moments={moments} names={names} at={at} onJump={moves.jump} />
        {history.edition === '' ? <ExportLinks hand={history.hand} /> : null}
      </aside>
      <Suspense>{help ? <HelpSheet list={replayKeys} onClose={() => setHelp(false)} /> : null}</Suspense>
    </main>
  )
}

/** The link to this very moment, also where the address shows the newest one. */
const copyLink = async (at: number, told: (text: string) => void) => {
  const link = new URL(location.href)
  link.searchParams.set('at', at < 0 ? 'start' : String(at))
  try {
    await navigator.clipboard.writeText(link.href)
    told('The link to this moment is copied.')
  } catch {
    told(`The link to this moment: ${link.href}`)
  }
}
