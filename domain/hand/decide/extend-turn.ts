// ExtendTurn: more time for the open turn, out of the seat's time bank or after an outage.
import type { Decide } from '@/engine/define'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import type { HandState } from '../state.ts'
import { actorOf, refuseStale } from './turn.ts'

export const extendTurn: Decide<HandCommand, HandEvent, HandState>['ExtendTurn'] = (command, hand, { now }) => {
  const { decision, seconds, reason } = command
  const refusal = refuseStale(hand, decision)
  if (refusal) return refusal
  const { bank } = actorOf(hand)
  if (reason === 'time-bank' && bank === 0) return refuse('time-bank-empty')
  const granted = reason === 'time-bank' ? Math.min(seconds, bank) : seconds
  const bankLeft = reason === 'time-bank' ? bank - granted : bank
  const deadline = Math.max(now, hand.turn?.deadline ?? now) + granted * 1000
  return [{ type: 'TurnExtended', decision, deadline, reason, bankLeft }]
}
