// PostBlind: the next forced bet; with the last one the betting opens.
import type { Decide } from '@/engine/define'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { openStreet } from '../rules/betting.ts'
import { potTotal } from '../rules/pots.ts'
import { nextPost } from '../rules/streets.ts'
import { after, type HandState, isOver, seatOf } from '../state.ts'

export const postBlind: Decide<HandCommand, HandEvent, HandState>['PostBlind'] = ({ player, kind }, hand, { now }) => {
  const due = hand.phase === 'posting' ? nextPost(hand) : undefined
  const seat = seatOf(hand, player)
  if (isOver(hand)) return refuse('hand-over')
  if (!seat || due?.player !== player || due.kind !== kind) {
    return refuse('not-next-post', { player, kind, duePlayer: due?.player ?? null, dueKind: due?.kind ?? null })
  }
  const amount = Math.min(due.amount, seat.stack)
  const posted: readonly HandEvent[] = [
    { type: 'BlindPosted', player, kind, amount, stack: seat.stack - amount, pot: potTotal(hand) + amount },
  ]
  return nextPost(after(hand, posted)) ? posted : openStreet(hand, posted, now)
}
