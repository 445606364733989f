import clsx from 'clsx'
import type { Card } from '@/domain/cards/card'

const glyphs: Record<string, string> = { c: '♣', d: '♦', h: '♥', s: '♠' }
/** `lit` is one of the winning five, `dim` is not. */
export type CardLight = 'plain' | 'lit' | 'dim'
type Props = { card: Card; size: 'board' | 'own' | 'seat' | 'list'; light?: CardLight; place?: number }

/** Rank and suit, large enough to be read at 28 px. The words for a screen reader stand beside the cards. */
export function CardFace({ card, size, light = 'plain', place = 0 }: Props) {
  const rank = card.charAt(0) === 'T' ? '10' : card.charAt(0)
  const suit = card.charAt(1)
  return (
    <span
      aria-hidden
      className={clsx('card', `card-${size}`, `card-${light}`)}
      data-suit={suit}
      style={{ '--place': place }}
    >
      <span className="card-rank">{rank}</span>
      <span className="card-suit">{glyphs[suit]}</span>
    </span>
  )
}
export function CardBack({ size }: Pick<Props, 'size'>) {
  return <span aria-hidden className={clsx('card card-back', `card-${size}`)} />
}
/** With a list of winning cards: these are lit, the others step back. */
export const lightOf = (card: Card, winning: readonly Card[] | null): CardLight => {
  if (!winning || winning.length === 0) return 'plain'
  return winning.includes(card) ? 'lit' : 'dim'
}
