import type { LegalActions, SeatView } from '@/domain/hand/seat-view'
import type { HandId } from '@/domain/ids'
import type { TableHand, TableSeat, TableView } from '@/domain/projections/table-view'
import type { Spot } from './presets.ts'

/** The viewer's own turn. `key` names it: a press that was meant for another turn never reaches this one. */
export type OwnTurn = {
  key: string
  hand: HandId
  decision: number
  legal: LegalActions
  seconds: number
  deadline: number
}

/** A turn exists only where the public row and the private one speak of the same decision. */
export const ownTurn = ({ hand }: Pick<TableView, 'hand'>, view: SeatView | null): OwnTurn | null => {
  if (!hand?.turn || !view?.legal || view.decision === null) return null
  if (view.hand !== hand.hand || view.player !== hand.turn.player || view.decision !== hand.turn.decision) return null
  const { decision, legal } = view
  const { seconds, deadline } = hand.turn
  return { key: `${hand.hand}/${decision}`, hand: hand.hand, decision, legal, seconds, deadline }
}

type Playing = Pick<TableView, 'seats' | 'blinds'> & { hand: TableHand }

/** What the next bet of a seat depends on, whether or not it is its turn. */
export const spotOf = ({ hand, seats, blinds }: Playing, own: TableSeat): Spot => {
  const bigBlind = blinds.big
  const highest = Math.max(...seats.filter(({ inHand }) => inHand).map(({ bet }) => bet), 0)
  const level = hand.street === 'preflop' ? Math.max(highest, bigBlind) : highest
  const toCall = Math.min(own.stack, Math.max(0, level - own.bet))
  return { street: hand.street, pot: hand.pot, toCall, level, bigBlind }
}

export type Verb = 'fold' | 'check' | 'call' | 'bet' | 'raise'
export type Decision = { verb: Verb; amount?: number }

/** What the middle button does: check where it is free, call where it is not. */
export const passive = ({ check, call }: LegalActions): Decision | null => {
  if (check) return { verb: 'check' }
  return call === null ? null : { verb: 'call', amount: call }
}
export const aggressive = ({ raise }: LegalActions, amount: number): Decision | null =>
  raise ? { verb: raise.kind, amount } : null

/** Whether it puts the last chip in: a raise to the maximum, or a call of the whole stack. */
export const isAllIn = ({ verb, amount }: Decision, { raise }: LegalActions, stack: number): boolean => {
  if (verb === 'call') return amount === stack
  return (verb === 'bet' || verb === 'raise') && amount === raise?.max
}
