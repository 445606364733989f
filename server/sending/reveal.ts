import { v7 } from 'uuid'
import { Hand } from '@/domain/hand/hand'
import { type HandState, isOver, seatOf } from '@/domain/hand/state'
import type { PlayerId } from '@/domain/ids'
import type { TableRow } from '@/domain/projections/table-view'
import type { Engine } from '@/engine/engine'
import { failureOf } from '../answers'
import { actorOf } from '../callers/callers'
import { failed, nothingHere } from '../operating/failures'
import { RevealBody } from '../parsed'
import type { Operations } from '../reading/reads'
import { order } from './orders'

const seated = failed({
  code: 'PERMISSION_DENIED',
  reason: 'seated-there',
  message: 'Whoever sits at this table, or was dealt in, is not shown the cards of others.',
})

/** The one door to hidden cards: it is on record in the hand itself that somebody looked, and why, before they do. */
export const makeReveal = (engine: Engine): Pick<Operations, 'reveal'> => ({
  reveal: order(RevealBody, async (caller, { body: { domain = 'hand', root, hand = root, reason: why } }) => {
    if (domain !== 'hand' || hand === undefined) return nothingHere
    const { state } = await engine.state(Hand, hand)
    if (!state.setup) return nothingHere
    const player = caller.kind === 'administrator' ? caller.player : undefined
    if (player && (await isThere(engine, state, player))) return seated
    const recorded = await engine.recordFact({
      cover: { domain: 'hand', root: hand, edition: '', correlationId: hand, ext: null },
      event: { type: 'AdminSecretViewed', who: actorOf(caller), why } as never,
      externalId: v7(),
      actor: actorOf(caller),
    })
    return recorded.status === 'rejected' ? failed(failureOf(recorded)) : { value: cardsOf(hand, state) }
  }),
})

const isThere = async (engine: Engine, hand: HandState, player: PlayerId): Promise<boolean> => {
  if (seatOf(hand, player)) return true
  const row = hand.setup && (await engine.row<TableRow>('table', hand.setup.table))?.row
  return row?.seats.some(seat => seat.player === player) ?? false
}

/** What is still to come is nobody's before it is dealt. */
const cardsOf = (hand: string, state: HandState) => ({
  hand,
  board: state.board,
  seats: state.seats.map(({ seat, player, cards }) => ({ seat, player, cards })),
  deck: isOver(state) ? state.deck : null,
})
