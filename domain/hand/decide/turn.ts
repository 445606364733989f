// The open turn, as the commands that name its decision find it.
import type { Rejection } from '@/engine/decision'
import { refuse } from '../refusals.ts'
import { type HandSeat, type HandState, isOver, seatOf } from '../state.ts'

/** A turn that has been answered stays answered, whoever asks again (rules.md §5). */
export const refuseStale = (hand: HandState, decision: number): Rejection | undefined => {
  if (isOver(hand)) return refuse('hand-over')
  const isOpen = hand.turn !== null && hand.decision === decision
  return isOpen ? undefined : refuse('stale-decision', { decision, current: hand.decision })
}

/** Whose turn it is, once it is known that one is open. */
export const actorOf = (hand: HandState): HandSeat => {
  const seat = hand.turn && seatOf(hand, hand.turn.player)
  if (!seat) throw new Error('no turn is open')
  return seat
}
