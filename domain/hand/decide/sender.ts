// Who may speak for a seat.
import type { Rejection } from '@/engine/decision'
import type { Context } from '@/engine/define'
import type { PlayerId } from '../../ids.ts'
import { refuse } from '../refusals.ts'

export const isEngine = ({ actor }: Context): boolean => actor.startsWith('engine/')

const notYourSeat = (player: PlayerId) => refuse('not-your-seat', { player })

/** On the main timeline a player speaks for one seat only; in an edition whoever plays it out speaks for all. */
export const refuseSeat = (player: PlayerId, context: Context): Rejection | undefined =>
  isEngine(context) || context.actor === player || context.cover.edition !== '' ? undefined : notYourSeat(player)

/** The engine does not play: on the main timeline it only folds the hand of one who leaves. */
export const refuseAction = (
  { player, action }: { player: PlayerId; action: string },
  context: Context,
): Rejection | undefined => {
  const plays = isEngine(context) && action !== 'fold' && context.cover.edition === ''
  return plays ? notYourSeat(player) : refuseSeat(player, context)
}
