// VoidHand: the floor calls the hand off; everybody has again what was dealt in.
import type { Decide } from '@/engine/define'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { after, type HandState, isOver } from '../state.ts'
import { completed } from './completed.ts'

export const voidHand: Decide<HandCommand, HandEvent, HandState>['VoidHand'] = ({ reason }, hand) => {
  if (isOver(hand)) return refuse('hand-over')
  if (!hand.setup) return refuse('not-dealt')
  const voided: HandEvent = { type: 'HandVoided', reason }
  return [voided, completed(after(hand, [voided]), 0)]
}
