// DealCommunityCards: one card is burnt, the street is laid open, and its betting opens where any is left.
import type { Decide } from '@/engine/define'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { openStreet } from '../rules/betting.ts'
import { holeCards } from '../rules/redeal.ts'
import { nextStep, nextStreet } from '../rules/streets.ts'
import { type HandState, isOver, live } from '../state.ts'

const streetsDealt: { readonly [boardSize: number]: number } = { 0: 0, 3: 1, 4: 2 }

/** Behind the hole cards: a burn before each street, and the streets themselves. */
const nextCards = (hand: HandState, count: number) => {
  if (!hand.deck) throw new Error('the deck is not known here')
  const burnt = (streetsDealt[hand.board.length] ?? 0) + 1
  const from = hand.seats.length * holeCards + hand.board.length + burnt
  return hand.deck.slice(from, from + count)
}

export const dealCommunityCards: Decide<HandCommand, HandEvent, HandState>['DealCommunityCards'] = (
  { count },
  hand,
  { now },
) => {
  const next = nextStreet(hand)
  if (isOver(hand)) return refuse('hand-over')
  if (hand.phase !== 'closed' && hand.phase !== 'showdown') return refuse('round-open')
  if (!next || live(hand).length < 2) return refuse('no-community-cards')
  if (next.count !== count) return refuse('wrong-count', { count, expected: next.count })
  // All-in hands are turned up before the rest of the board (rules.md §4).
  if (nextStep(hand).step !== 'deal') return refuse('showdown-open')
  const dealt: readonly HandEvent[] = [
    { type: 'CommunityCardsDealt', street: next.street, cards: nextCards(hand, count) },
  ]
  return hand.phase === 'showdown' ? dealt : openStreet(hand, dealt, now)
}
