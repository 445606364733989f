// DealCards: two cards each, one at a time, from the first seat left of the button.
import type { Decide } from '@/engine/define'
import type { Card } from '../../cards/card.ts'
import { shuffle } from '../../cards/deck.ts'
import type { Dealt } from '../../table/terms.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { openStreet } from '../rules/betting.ts'
import { holeCards } from '../rules/redeal.ts'
import { nextPost } from '../rules/streets.ts'
import { after, clockwiseFrom, type HandState } from '../state.ts'

const most = 10

/** The n-th seat gets the n-th card of every round. */
const dealt = (deck: readonly Card[], seats: readonly Dealt[]) =>
  Object.fromEntries(
    seats.map(({ player }, n) => [
      player,
      { cards: Array.from({ length: holeCards }, (_, round) => deck[n + round * seats.length] as Card) },
    ]),
  )

export const dealCards: Decide<HandCommand, HandEvent, HandState>['DealCards'] = (command, hand, { now }) => {
  const { type: _, ...setup } = command
  const players = new Set(setup.seats.map(seat => seat.player)).size
  if (hand.phase === 'unprepared') return refuse('deck-not-prepared')
  if (hand.phase !== 'prepared') return refuse('already-dealt')
  if (setup.variant !== 'texas-holdem') return refuse('variant-not-offered', { variant: setup.variant })
  if (players < 2) return refuse('not-enough-players', { players })
  if (players > most) return refuse('too-many-players', { players, most })
  if (hand.seed === null) throw new Error('the seed is not known here')
  const deck = shuffle(hand.seed)
  const hole = dealt(deck, clockwiseFrom(setup.seats, setup.button))
  const events: readonly HandEvent[] = [{ type: 'CardsDealt', ...setup, private: { ...hole, nobody: { deck } } }]
  return nextPost(after(hand, events)) ? events : openStreet(hand, events, now)
}
