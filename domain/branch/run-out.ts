// One way in which a spot could have gone on: other unseen cards, bots in every seat, no store.
import { isRejection } from '@/engine/decision'
import { botAction } from '../bots/bot.ts'
import { chanceOf } from '../bots/chance.ts'
import { sightOf } from '../bots/sight.ts'
import { temperamentOf } from '../bots/temperament.ts'
import type { Card } from '../cards/card.ts'
import type { Chips } from '../chips.ts'
import type { HandCommand } from '../hand/commands.ts'
import { cardsDealtAnew, cardsSeen, dealtAnew } from '../hand/rules/redeal.ts'
import { after, type HandState, isOver, seatOf } from '../hand/state.ts'
import { nextCommand } from '../process-managers/hand-flow.ts'
import type { Answer } from './commands.ts'
import { decided } from './in-memory.ts'

const deckSize = 52

/** The hand as it may be: what was seen of it by then stays, everything else is dealt by the seed. */
const dealtBy = (before: HandState, seed: string): HandState => {
  const seen = cardsSeen(before)
  const known = Array.from({ length: deckSize }, (_, place) => seen.get(place) as Card)
  const deck = dealtAnew(known, [...seen.keys()], seed)
  const anew = cardsDealtAnew(before, deck, [...seen.keys()])
  const seats = before.seats.map(seat => ({ ...seat, cards: anew[seat.player]?.cards ?? seat.cards }))
  return { ...before, deck, dealtAnew: true, seats }
}

const take = (hand: HandState, command: HandCommand): HandState => {
  const decision = decided(hand, command)
  if (isRejection(decision)) throw new Error(`${command.type}: ${decision.rejected.reason}`)
  return after(hand, decision)
}

const botAnswer = (hand: HandState, seed: string): HandCommand | undefined => {
  const player = hand.turn?.player
  const sight = player && sightOf(hand, player)
  if (!player || !sight) return undefined
  const chance = chanceOf(`${seed}/${hand.decision}`)
  return { type: 'PlayerAction', player, decision: hand.decision, ...botAction(temperamentOf(player), sight, chance) }
}

/**
 * The chips that the player who answers has more, or less, than at the deal. `before` is the hand at the spot as that
 * player saw it then; `seed` is 32 bytes in hex. Yields after each answer: whoever runs it may do something else meanwhile.
 */
export function* runOut(before: HandState, answer: Answer, seed: string): Generator<void, Chips> {
  let hand = take(dealtBy(before, seed), { type: 'PlayerAction', ...answer })
  while (!isOver(hand)) {
    const command = nextCommand(hand) ?? botAnswer(hand, seed)
    if (!command) throw new Error('the hand does not go on')
    hand = take(hand, command)
    if (command.type === 'PlayerAction') yield
  }
  const seat = seatOf(hand, answer.player)
  return seat ? seat.stack - seat.start : 0
}
