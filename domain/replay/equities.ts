// What share of the pot each hand wins on average, from the cards that are face up: exactly where few are to come, else by chance.

import type { Chance } from '../bots/chance.ts'
import { type Card, cards as fullDeck } from '../cards/card.ts'
import { rankOf } from '../cards/rank.ts'
import type { HandState } from '../hand/state.ts'

/** `null`: face down, and any two cards for all that is known. */
export type Contest = {
  readonly hands: readonly (readonly Card[] | null)[]
  readonly board: readonly Card[]
  /** Seen elsewhere, as in hands that were folded. */
  readonly dead: readonly Card[]
}
type Runout = { readonly board: readonly Card[]; readonly hidden: readonly Card[] }

const boardSize = 5

const unseenIn = ({ hands, board, dead }: Contest): Card[] => {
  const seen = new Set([...board, ...dead, ...hands.flatMap(hand => hand ?? [])])
  return fullDeck.filter(card => !seen.has(card))
}

/** The pot of one run-out, shared among the best. */
const shares = ({ hands }: Contest, { board, hidden }: Runout): readonly number[] => {
  let next = 0
  const ranks = hands.map(hand => {
    const own = hand ?? [hidden[next++] as Card, hidden[next++] as Card]
    return rankOf([...own, ...board])
  })
  const best = Math.max(...ranks)
  const winners = ranks.filter(rank => rank === best).length
  return ranks.map(rank => (rank === best ? 1 / winners : 0))
}

/** At most two cards are to come, and nothing else is unknown. */
const everyRunout = ({ board }: Contest, unseen: readonly Card[]): readonly Runout[] => {
  const missing = boardSize - board.length
  if (missing === 0) return [{ board, hidden: [] }]
  if (missing === 1) return unseen.map(card => ({ board: [...board, card], hidden: [] }))
  return unseen.flatMap((card, n) => unseen.slice(n + 1).map(other => ({ board: [...board, card, other], hidden: [] })))
}

const drawn = (count: number, deck: Card[], chance: Chance): readonly Card[] => {
  for (let front = 0; front < count; front++) {
    const from = front + Math.floor(chance() * (deck.length - front))
    const card = deck[from] as Card
    deck[from] = deck[front] as Card
    deck[front] = card
  }
  return deck.slice(0, count)
}

const someRunouts = ({ hands, board }: Contest, unseen: Card[], { deals, chance }: Draw): readonly Runout[] => {
  const missing = boardSize - board.length
  const hidden = 2 * hands.filter(hand => hand === null).length
  return Array.from({ length: deals }, () => {
    const cards = drawn(missing + hidden, unseen, chance)
    return { board: [...board, ...cards.slice(0, missing)], hidden: cards.slice(missing) }
  })
}

type Draw = { readonly deals: number; readonly chance: Chance }

/** One share per hand, in order; together they are 1. */
export const equitiesOf = (contest: Contest, draw: Draw): readonly number[] => {
  const { hands, board } = contest
  const unseen = unseenIn(contest)
  const isClosed = hands.every(hand => hand !== null) && boardSize - board.length <= 2
  const runouts = isClosed ? everyRunout(contest, unseen) : someRunouts(contest, unseen, draw)
  const totals = hands.map(() => 0)
  for (const runout of runouts)
    for (const [n, share] of shares(contest, runout).entries()) totals[n] = (totals[n] ?? 0) + share
  return totals.map(total => total / runouts.length)
}

/** Who is still in, with the cards that may be seen; null where nothing is open any more, or nothing is seen. */
export const contestIn = ({ seats, board, phase }: HandState) => {
  const live = seats.filter(({ folded }) => !folded)
  if (live.length < 2 || phase === 'awarded' || phase === 'voided') return null
  if (live.every(({ cards }) => cards === null)) return null
  const dead = seats.filter(({ folded }) => folded).flatMap(({ cards }) => cards ?? [])
  const contest: Contest = { hands: live.map(({ cards }) => cards), board, dead }
  return { players: live.map(({ player }) => player), contest }
}
