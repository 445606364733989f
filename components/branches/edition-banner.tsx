'use client'
import { Columns2, CornerUpLeft } from 'lucide-react'
import type { BranchTold } from '@/domain/branch/told'
import type { HandHistory } from '@/domain/replay/history'
import { dealOf } from '@/domain/replay/tape'
import { EditionFrame, EditionMark } from '../ui/edition-mark.tsx'
import type { Mark } from '../ui/mark.ts'
import { PageLink } from '../ui/page-link.tsx'
import { compareHref, lineHref, main } from './lines.ts'
import { answerWords, comparedWords, deckWords, wonWords } from './words.ts'

type Props = {
  history: HandHistory
  branch: BranchTold | null
  mark: Mark | null
  /** Where it is compared already, that is left for the edition itself. */
  isCompared?: boolean
}

const standing = (branch: BranchTold, history: HandHistory): string => {
  const big = dealOf(history)?.blinds.big ?? 1
  const compared = comparedWords(branch, big)
  if (history.over && branch.result !== null && compared) return `${wonWords(branch.result)}, ${compared}`
  if (branch.status === 'discarded') return 'Discarded'
  return branch.play === 'bots' ? 'Bots are playing it' : deckWords[branch.deck]
}

/** Says, above all else, that what is shown did not happen. */
export function EditionBanner({ history, branch, mark, isCompared = false }: Props) {
  const { hand, edition } = history
  const name = branch ? `${mark?.letter}: ${answerWords(branch)} at #${branch.at}` : edition
  const out = isCompared ? { line: edition } : { line: branch?.parent ?? main, at: branch?.at }
  return (
    <>
      <EditionFrame mark={mark} />
      <section className="edition-banner" data-edition={mark?.tone} aria-label="Edition">
        <EditionMark mark={mark} />
        <p>
          <b className="edition-name">EDITION {name}</b>
          <span> – nothing here is live</span>
          {branch ? (
            <span role="status" className="edition-standing">
              {standing(branch, history)}
            </span>
          ) : null}
        </p>
        {isCompared ? null : (
          <PageLink href={compareHref(hand, edition)} className="edition-way">
            <Columns2 size={18} aria-hidden />
            <span>Compare</span>
          </PageLink>
        )}
        <PageLink href={lineHref(hand, out)} className="edition-way">
          <CornerUpLeft size={18} aria-hidden />
          <span>Leave</span>
        </PageLink>
      </section>
    </>
  )
}
