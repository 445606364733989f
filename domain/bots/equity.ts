// The share of the pot that a hand wins on average, found by dealing the unseen cards at random.
import { type Card, cards as fullDeck } from '../cards/card.ts'
import { rankOf } from '../cards/rank.ts'
import type { Chance } from './chance.ts'

export type Contest = {
  readonly cards: readonly Card[]
  readonly board: readonly Card[]
  readonly opponents: number
}

/** From 0 to 1, over so many random completions of the board and of the opponents' hands. */
export const equityOf = (contest: Contest, deals: number, chance: Chance): number => {
  const { cards, board, opponents } = contest
  const unseen = fullDeck.filter(card => !cards.includes(card) && !board.includes(card))
  const missing = 5 - board.length
  let won = 0
  for (let deal = 0; deal < deals; deal++) {
    drawFirst(missing + 2 * opponents, unseen, chance)
    won += shareOf(cards, [...board, ...unseen.slice(0, missing)], unseen.slice(missing, missing + 2 * opponents))
  }
  return won / deals
}

/** Moves so many cards, drawn at random, to the front. */
const drawFirst = (count: number, deck: Card[], chance: Chance) => {
  for (let front = 0; front < count; front++) {
    const from = front + Math.floor(chance() * (deck.length - front))
    const drawn = deck[from] as Card
    deck[from] = deck[front] as Card
    deck[front] = drawn
  }
}

/** 1 where nobody has as much, a part where some have the same, 0 where anybody has more. */
const shareOf = (cards: readonly Card[], board: readonly Card[], dealt: readonly Card[]): number => {
  const own = rankOf([...cards, ...board])
  let tied = 1
  for (let next = 0; next < dealt.length; next += 2) {
    const other = rankOf([dealt[next] as Card, dealt[next + 1] as Card, ...board])
    if (other > own) return 0
    if (other === own) tied++
  }
  return 1 / tied
}
