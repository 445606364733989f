// AwardPot: each pot by itself to the best hand among its eligible, rake first; then the hand is over.
import type { Decide } from '@/engine/define'
import { sum } from '../../chips.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { potsOf, rakeOf } from '../rules/pots.ts'
import { shareOut } from '../rules/showdown.ts'
import { boardSize, nextToShow } from '../rules/streets.ts'
import { after, type HandState, live } from '../state.ts'
import { completed } from './completed.ts'

const awarded = (hand: HandState): HandEvent => {
  const pots = potsOf(hand)
  const rake = rakeOf(hand, pots)
  return {
    type: 'PotAwarded',
    pots: pots.map((pot, n) => ({
      amount: pot.amount,
      eligible: [...pot.eligible],
      winners: shareOut(hand, pot, pot.amount - (rake[n] ?? 0)),
    })),
    rake: sum(rake),
  }
}

/** A deck that was dealt anew stands for no committed seed: there is nothing that it could prove. */
const deckRevealed = ({ setup, seed, deck, dealtAnew }: HandState): readonly HandEvent[] => {
  if (setup?.terms.reveal !== 'full' || !seed || !deck || dealtAnew) return []
  return [{ type: 'DeckRevealed', seed, deck: [...deck] }]
}

export const awardPot: Decide<HandCommand, HandEvent, HandState>['AwardPot'] = (_, hand) => {
  const lastLeft = hand.phase === 'closed' && live(hand).length === 1
  if (hand.phase === 'voided') return refuse('hand-over')
  if (hand.phase === 'awarded') return refuse('already-awarded')
  if (!lastLeft && (hand.phase !== 'showdown' || nextToShow(hand))) return refuse('showdown-open')
  if (!lastLeft && hand.board.length < boardSize) return refuse('board-incomplete', { cards: hand.board.length })
  const award = awarded(hand)
  const rake = award.type === 'PotAwarded' ? award.rake : 0
  return [award, completed(after(hand, [award]), rake), ...deckRevealed(hand)]
}
