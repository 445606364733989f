// PrepareDeck: a seed is drawn and committed to, before anybody knows who is dealt in.
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Decide } from '@/engine/define'
import { algorithm, commitmentOf, seedBytes } from '../../cards/deck.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { refuse } from '../refusals.ts'
import type { HandState } from '../state.ts'

export const prepareDeck: Decide<HandCommand, HandEvent, HandState>['PrepareDeck'] = (_, hand, context) => {
  if (hand.phase !== 'unprepared') return refuse('prepared')
  const seed = bytesToHex(context.random(seedBytes))
  return [{ type: 'DeckCommitted', commitment: commitmentOf(seed), algorithm, private: { nobody: { seed } } }]
}
