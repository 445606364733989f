// PlayerAction: one answer to one turn, refused by what `legalActions` leaves open.
import type { Rejection } from '@/engine/decision'
import type { Decide } from '@/engine/define'
import type { Chips } from '../../chips.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { goOn, type LegalActions, legalActions } from '../rules/betting.ts'
import { potTotal } from '../rules/pots.ts'
import { type HandSeat, type HandState, seatOf } from '../state.ts'
import { refuseAction } from './sender.ts'
import { refuseStale } from './turn.ts'

type Asked = Extract<HandCommand, { type: 'PlayerAction' }>
type Taken = Extract<HandEvent, { type: 'ActionTaken' }>
/** An action as it is recorded: its word, and the chips that it adds. */
type Move = { readonly action: Taken['action']; readonly added: Chips }

const raiseTo = (total: Chips, seat: HandSeat, { raise }: LegalActions): Move | Rejection => {
  if (!raise) return refuse('raise-not-open')
  const { kind, min, max } = raise
  if (total < min) return refuse('bet-too-small', { amount: total, min, max })
  if (total > max) return refuse('bet-too-large', { amount: total, min, max })
  return { action: kind, added: total - seat.bet }
}

/** The whole stack, as what it comes to: a raise where one is open, else a call. */
const allIn = (seat: HandSeat, legal: LegalActions, hand: HandState): Move | Rejection => {
  if (legal.raise) return raiseTo(legal.raise.max, seat, legal)
  if (legal.call === null) return refuse('raise-not-open')
  const isMore = seat.stack > legal.call
  const barred = isMore && hand.seats.some(other => other !== seat && !other.folded && other.stack > 0)
  return barred ? refuse('raise-not-open') : { action: 'call', added: legal.call }
}

type Answer = (seat: HandSeat, legal: LegalActions, asked: { total: Chips; hand: HandState }) => Move | Rejection
const answers: { readonly [A in Asked['action']]: Answer } = {
  fold: () => ({ action: 'fold', added: 0 }),
  check: (_, { check, call }) => (check ? { action: 'check', added: 0 } : refuse('cannot-check', { toCall: call })),
  call: (_, { call }) => (call === null ? refuse('nothing-to-call') : { action: 'call', added: call }),
  bet: (seat, legal, { total }) => raiseTo(total, seat, legal),
  raise: (seat, legal, { total }) => raiseTo(total, seat, legal),
  'all-in': (seat, legal, { hand }) => allIn(seat, legal, hand),
}

export const actionTaken = (hand: HandState, seat: HandSeat, { action, added }: Move): Taken => ({
  type: 'ActionTaken',
  player: seat.player,
  action,
  added,
  streetTotal: seat.bet + added,
  stack: seat.stack - added,
  pot: potTotal(hand) + added,
})

export const playerAction: Decide<HandCommand, HandEvent, HandState>['PlayerAction'] = (asked, hand, context) => {
  const { player, action, amount, decision } = asked
  const seat = seatOf(hand, player)
  const refusal = refuseAction(asked, context) ?? refuseStale(hand, decision)
  if (refusal) return refusal
  if (!seat || hand.turn?.player !== player) return refuse('not-your-turn', { player, turn: hand.turn?.player ?? null })
  const move = answers[action](seat, legalActions(hand, player), { total: amount ?? 0, hand })
  return 'rejected' in move ? move : goOn(hand, [actionTaken(hand, seat, move)], context.now)
}
