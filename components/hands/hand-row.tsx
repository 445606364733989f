'use client'
import clsx from 'clsx'
import { Lock } from 'lucide-react'
import type { PlayerId } from '@/domain/ids'
import type { HandLine } from '@/server/instance'
import { CardFace } from '../table/card-face.tsx'
import { chips, stakes } from '../table/wording.ts'
import { PageLink } from '../ui/page-link.tsx'
import { When } from '../ui/when.tsx'
import { endText, handSentence, inBigBlinds, resultOf, signed } from './wording.ts'

type Props = {
  hand: HandLine
  names: Readonly<Record<PlayerId, string>>
  viewer: PlayerId | null
  /** The one row that Tab stops at. */
  reached: boolean
  onReach: () => void
}

function Board({ board }: Pick<HandLine, 'board'>) {
  return (
    <span className="flex w-[147px] flex-none gap-[3px]">
      {board.map(card => (
        <CardFace key={card} card={card} size="list" />
      ))}
      {board.length === 0 ? <span className="text-muted text-xs">No flop</span> : null}
    </span>
  )
}

function Figures({ hand, viewer }: Pick<Props, 'hand' | 'viewer'>) {
  const result = resultOf(hand, viewer)
  const look = clsx(
    'font-semibold',
    result !== null && result > 0 && 'text-ok',
    result !== null && result < 0 && 'text-error',
  )
  return (
    <span className="flex w-24 flex-none flex-col items-end">
      <span className={look}>{result === null ? chips(hand.pot) : signed(result)}</span>
      <span className="text-muted text-xs">{result === null ? 'pot' : inBigBlinds(result, hand.blinds.big)}</span>
    </span>
  )
}

/** One hand: where and when, the board, how it ended, what it did to the viewer. The whole row leads to its replay. */
export function HandRow({ hand, names, viewer, reached, onReach }: Props) {
  return (
    <PageLink
      href={`/hands/${hand.hand}`}
      data-hand={hand.hand}
      tabIndex={reached ? 0 : -1}
      onFocus={onReach}
      aria-label={handSentence(hand, names, viewer)}
      className="hand-row"
    >
      <span className="hand-place">
        <span className="flex items-center gap-1.5">
          {hand.visibility === 'private' ? <Lock size={12} aria-hidden className="flex-none" /> : null}
          <span className="truncate font-medium">{hand.tableName}</span>
          <span className="flex-none text-muted">#{hand.number}</span>
        </span>
        <span className="truncate text-muted text-xs">
          <When at={hand.startedAt} /> · {stakes(hand.blinds)} · {hand.players.length} players
        </span>
      </span>
      <span className="hand-end">
        <Board board={hand.board} />
        <span className={clsx('truncate text-sm', hand.over ? 'text-muted' : 'text-ok')}>{endText(hand, names)}</span>
      </span>
      <Figures hand={hand} viewer={viewer} />
    </PageLink>
  )
}
