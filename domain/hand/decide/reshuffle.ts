// ReshuffleUnseen: in an edition, what its owner has not seen of the deck is dealt anew.
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Context, Decide } from '@/engine/define'
import { seedBytes } from '../../cards/deck.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import { cardsDealtAnew, dealtAnew, placesOfSeat, placesOnBoard } from '../rules/redeal.ts'
import { type HandState, initial, isOver } from '../state.ts'

/** What lies open already cannot become another card. */
const openPlaces = (hand: HandState): readonly number[] => [
  ...placesOnBoard(hand),
  ...hand.seats.filter(({ showdown }) => showdown === 'shown').flatMap(seat => placesOfSeat(hand, seat)),
]

type Asked = Extract<HandCommand, { type: 'ReshuffleUnseen' }>

/** Drawn, or that of the edition that this one continues. */
const seedFor = ({ like }: Asked, { cover, random, seen }: Context): string | null => {
  if (like === undefined) return bytesToHex(random(seedBytes))
  const other = seen({ domain: 'hand', initial }, cover.root, like)
  return other?.dealtAnew ? other.seed : null
}

export const reshuffleUnseen: Decide<HandCommand, HandEvent, HandState>['ReshuffleUnseen'] = (asked, hand, context) => {
  const { keep } = asked
  const { cover } = context
  if (cover.edition === '') return refuse('only-in-an-edition')
  if (isOver(hand)) return refuse('hand-over')
  if (!hand.deck) return refuse('not-dealt')
  const lost = openPlaces(hand).filter(place => !keep.includes(place))
  if (lost.length > 0) return refuse('card-lies-open', { places: lost })
  const seed = seedFor(asked, context)
  if (seed === null) return refuse('nothing-dealt-anew', { edition: asked.like ?? null })
  const deck = dealtAnew(hand.deck, keep, seed)
  return [{ type: 'UnseenReshuffled', keep, private: { ...cardsDealtAnew(hand, deck, keep), nobody: { seed } } }]
}
