// TimeOutPlayer: the clock has run down; a free check, else a fold.
import type { Decide } from '@/engine/define'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { goOn, legalActions } from '../rules/betting.ts'
import type { HandState } from '../state.ts'
import { actionTaken } from './act.ts'
import { actorOf, refuseStale } from './turn.ts'

export const timeOutPlayer: Decide<HandCommand, HandEvent, HandState>['TimeOutPlayer'] = (
  { decision },
  hand,
  { now },
) => {
  const refusal = refuseStale(hand, decision)
  if (refusal) return refusal
  const seat = actorOf(hand)
  const { player } = seat
  const action = legalActions(hand, player).check ? 'check' : 'fold'
  const timedOut: HandEvent = { type: 'PlayerTimedOut', player, decision, default: action }
  return goOn(hand, [timedOut, actionTaken(hand, seat, { action, added: 0 })], now)
}
