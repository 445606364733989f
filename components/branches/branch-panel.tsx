'use client'
import { useState } from 'react'
import type { HandHistory } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'
import { PageLink } from '../ui/page-link.tsx'
import { BranchLine, shownMark } from './branch-line.tsx'
import { compareHref, type Line, lineHref, main, markOf, treeOf } from './lines.ts'
import type { Branches } from './use-branches.ts'
import { useDiscarding } from './use-discarding.ts'

type Props = {
  history: HandHistory
  branches: Branches
  chosen: Line | null
  onAsk: (() => void) | null
  onTold: (text: string) => void
}

const search = () => (typeof location === 'undefined' ? '' : location.search)

function MainLine({ history, chosen }: Pick<Props, 'history' | 'chosen'>) {
  return (
    <li className="branch-line" data-chosen={chosen === main}>
      <span className="edition-mark edition-main" aria-hidden />
      <span className="branch-text">
        <PageLink
          href={lineHref(history.hand, { line: main }, search())}
          aria-current={history.edition === main ? 'true' : undefined}
          className="branch-way"
        >
          What happened
          {history.edition === main ? shownMark : null}
        </PageLink>
      </span>
    </li>
  )
}

/** The tree of branches of a hand, and the way to another one. */
export function BranchPanel({ history, branches, chosen, onAsk, onTold }: Props) {
  const { hand, edition } = history
  const { list, failed, again, current } = branches
  const [now] = useState(() => Date.now())
  const discarding = useDiscarding({ hand, edition, again, onTold })
  const big = dealOf(history)?.blinds.big ?? 1
  const rows = treeOf(list).filter(
    ({ branch }) => branch.status === 'open' || branch.edition === discarding.justNow || branch.edition === edition,
  )
  const gone = list.filter(branch => !rows.some(row => row.branch === branch))
  const line = (branch: (typeof list)[number], depth: number) => (
    <BranchLine
      key={branch.edition}
      branch={branch}
      depth={depth}
      mark={markOf(list, branch.edition)}
      href={lineHref(hand, { line: branch.edition }, search())}
      {...{ big, now, discarding, current: branch.edition === edition, chosen: branch.edition === chosen }}
    />
  )
  return (
    <section className="branch-panel" aria-label="What if">
      <header>
        <h2>What if</h2>
        {list.length > 0 && edition !== main ? (
          <PageLink href={compareHref(hand, edition)} className="branch-head-way">
            Compare <kbd>V</kbd>
          </PageLink>
        ) : null}
        {current && !current.over && current.play === 'self' && current.status === 'open' ? (
          <button type="button" className="branch-head-way" onClick={() => void discarding.finish(current)}>
            Let bots play the rest
          </button>
        ) : null}
        {onAsk ? (
          <button type="button" className="branch-head-way" onClick={onAsk}>
            Another answer <kbd>F</kbd>
          </button>
        ) : null}
      </header>
      {failed ? (
        <p>
          Your branches could not be read anew.{' '}
          <button type="button" className="branch-head-way" onClick={() => void again()}>
            Try again
          </button>
        </p>
      ) : null}
      {rows.length === 0 ? (
        <p className="text-muted">Nothing tried yet. At one of your decisions, choose another answer and play it on.</p>
      ) : null}
      {rows.length > 0 ? (
        <>
          <ul aria-label="Lines of this hand">
            <MainLine history={history} chosen={chosen} />
            {rows.map(({ branch, depth }) => line(branch, depth + 1))}
          </ul>
          <p className="text-muted text-xs">Branches are kept for 30 days.</p>
        </>
      ) : null}
      {gone.length > 0 ? (
        <details>
          <summary>Discarded: {gone.length}</summary>
          <ul aria-label="Discarded lines">{gone.map(branch => line(branch, 0))}</ul>
        </details>
      ) : null}
    </section>
  )
}
