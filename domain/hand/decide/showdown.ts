// StartShowdown: the betting is over and two or more are left; says who shows in which order.
import type { Decide } from '@/engine/define'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { showdownOrder } from '../rules/showdown.ts'
import { nextStep } from '../rules/streets.ts'
import { type HandState, isOver, live } from '../state.ts'

export const startShowdown: Decide<HandCommand, HandEvent, HandState>['StartShowdown'] = (_, hand) => {
  if (isOver(hand)) return refuse('hand-over')
  if (hand.phase === 'showdown') return []
  if (hand.phase === 'closed' && live(hand).length < 2) return refuse('one-player-left')
  if (nextStep(hand).step !== 'start-showdown') return refuse('round-open')
  return [{ type: 'ShowdownStarted', order: [...showdownOrder(hand)] }]
}
