import type { Card } from '@/domain/cards/card'
import { CardFace, lightOf } from './card-face.tsx'
import { cardsText } from './wording.ts'

/** `owner`: "You", or the name of whose seat is looked from. */
type Props = { owner: string; cards: readonly Card[]; folded: boolean; winning: readonly Card[] | null }

export function OwnCards({ owner, cards, folded, winning }: Props) {
  if (cards.length === 0) return null
  return (
    <div className="own-cards" data-folded={folded}>
      <p className="sr-only">
        {owner === 'You' ? 'Your' : `${owner}’s`} cards: {cardsText(cards)}.
      </p>
      {cards.map((card, place) => (
        <CardFace key={card} card={card} size="own" place={place} light={lightOf(card, winning)} />
      ))}
    </div>
  )
}
