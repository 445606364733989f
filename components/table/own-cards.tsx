import type { Card } from '@/domain/cards/card'
import { CardFace, lightOf } from './card-face.tsx'
import { cardsText } from './wording.ts'

type Props = { cards: readonly Card[]; folded: boolean; winning: readonly Card[] | null }

export function OwnCards({ cards, folded, winning }: Props) {
  if (cards.length === 0) return null
  return (
    <div className="own-cards" data-folded={folded}>
      <p className="sr-only">Your cards: {cardsText(cards)}.</p>
      {cards.map((card, place) => (
        <CardFace key={card} card={card} size="own" place={place} light={lightOf(card, winning)} />
      ))}
    </div>
  )
}
