// What a bot is given where no table shows the hand, as in an edition: its own seat, and of the others what everybody sees.
import { potTotal } from '../hand/rules/pots.ts'
import { seatView } from '../hand/seat-view.ts'
import type { HandState } from '../hand/state.ts'
import type { PlayerId } from '../ids.ts'
import type { Sight } from './situation.ts'

/** Null unless it is this player's turn. Whatever else the fold knows stays behind. */
export const sightOf = (hand: HandState, player: PlayerId): Sight | null => {
  const seat = seatView(hand, player)
  if (!hand.setup || !seat?.legal) return null
  const { button, smallBlindSeat, bigBlindSeat, blinds } = hand.setup
  const seats = hand.seats.map(({ seat: at, player: who, stack, folded, bet }) => {
    return { seat: at, player: who, stack, folded, bet, inHand: true }
  })
  const shown = {
    hand: hand.setup.hand,
    button,
    smallBlindSeat,
    bigBlindSeat,
    board: [...hand.board],
    pot: potTotal(hand),
    turn: { decision: hand.decision },
  }
  return { seat, table: { blinds, seats, hand: shown } }
}
