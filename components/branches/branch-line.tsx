'use client'
import { Trash2, Undo2 } from 'lucide-react'
import type { BranchTold } from '@/domain/branch/told'
import { EditionMark } from '../ui/edition-mark.tsx'
import type { Mark } from '../ui/mark.ts'
import { PageLink } from '../ui/page-link.tsx'
import type { Discarding } from './use-discarding.ts'
import { ageWords, answerWords, bigBlinds, dateWords, wonWords } from './words.ts'

/** Which of the lines is the one on the felt. */
export const shownMark = <span className="font-normal text-muted"> · shown</span>

type Props = {
  branch: BranchTold
  mark: Mark | null
  depth: number
  href: string
  big: number
  /** The line that is shown, and the one that is chosen at this fork. */
  current: boolean
  chosen: boolean
  now: number
  discarding: Discarding
}

const outcome = ({ result, onMain, play }: BranchTold, big: number): string => {
  if (result === null) return play === 'bots' ? 'Bots are playing' : 'Not played to its end'
  return `${wonWords(result)} · ${bigBlinds(result - onMain, big)}`
}

/** One branch: what was answered, what came of it, how old it is, and the way out of it. */
export function BranchLine({ branch, mark, depth, href, big, current, chosen, now, discarding }: Props) {
  const { at, status, createdAt, expiresAt } = branch
  const isGone = status === 'discarded'
  const name = `${mark?.letter} ${answerWords(branch)} at #${at}`
  const busy = discarding.busy === branch.edition
  return (
    <li className="branch-line" data-gone={isGone} data-chosen={chosen} style={{ '--depth': depth }}>
      <EditionMark mark={mark} />
      <span className="branch-text">
        {isGone ? (
          <span>{name}</span>
        ) : (
          <PageLink href={href} aria-current={current ? 'true' : undefined} className="branch-way">
            {name}
            {current ? shownMark : null}
          </PageLink>
        )}
        {/* A minute may pass between the server and the browser. */}
        <span className="text-muted text-xs" suppressHydrationWarning>
          {isGone
            ? `Discarded · until ${dateWords(expiresAt)}`
            : `${outcome(branch, big)} · ${ageWords(createdAt, now)}`}
        </span>
      </span>
      <button
        type="button"
        className="branch-act"
        aria-disabled={busy}
        aria-label={isGone ? `Undo: restore ${name}` : `Discard ${name}`}
        onClick={() => !busy && void (isGone ? discarding.restore(branch) : discarding.discard(branch))}
      >
        {isGone ? <Undo2 size={16} aria-hidden /> : <Trash2 size={16} aria-hidden />}
        {isGone ? 'Undo' : null}
      </button>
    </li>
  )
}
