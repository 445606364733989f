// RevealCards: the seat whose turn it is in the showdown, or the last one left, shows or mucks.
import type { Decide } from '@/engine/define'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { mustShow, strengthOf } from '../rules/showdown.ts'
import { nextToShow } from '../rules/streets.ts'
import { type HandSeat, type HandState, isOver, seatOf } from '../state.ts'
import { isEngine, refuseSeat } from './sender.ts'

const revealed = (hand: HandState, seat: HandSeat): HandEvent => {
  if (!seat.cards) throw new Error('cards are not known here')
  return { type: 'CardsRevealed', player: seat.player, cards: [...seat.cards], ...strengthOf(hand, seat) }
}

export const revealCards: Decide<HandCommand, HandEvent, HandState>['RevealCards'] = (command, hand, context) => {
  const { player, muck } = command
  const seat = seatOf(hand, player)
  const refusal = refuseSeat(player, context)
  if (refusal) return refusal
  if (isOver(hand)) return refuse('hand-over')
  if (!seat || nextToShow(hand) !== player) return refuse('not-your-turn', { player, turn: nextToShow(hand) ?? null })
  const must = mustShow(hand, player)
  // The flow asks to muck for everybody: who must show is shown.
  if (muck && must && !isEngine(context)) return refuse('must-show')
  return muck && !must ? [{ type: 'CardsMucked', player }] : [revealed(hand, seat)]
}
