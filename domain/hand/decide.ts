// What a hand answers to each command: a table of contents.
import type { Decide } from '@/engine/define'
import type { HandCommand } from './commands.ts'
import { playerAction } from './decide/act.ts'
import { awardPot } from './decide/award-pot.ts'
import { dealCards } from './decide/deal-cards.ts'
import { dealCommunityCards } from './decide/deal-community.ts'
import { extendTurn } from './decide/extend-turn.ts'
import { postBlind } from './decide/post-blind.ts'
import { prepareDeck } from './decide/prepare-deck.ts'
import { reshuffleUnseen } from './decide/reshuffle.ts'
import { revealCards } from './decide/reveal.ts'
import { startShowdown } from './decide/showdown.ts'
import { timeOutPlayer } from './decide/time-out.ts'
import { voidHand } from './decide/void-hand.ts'
import type { HandEvent } from './events.ts'
import type { HandState } from './state.ts'

export const decide: Decide<HandCommand, HandEvent, HandState> = {
  PrepareDeck: prepareDeck,
  DealCards: dealCards,
  PostBlind: postBlind,
  PlayerAction: playerAction,
  ExtendTurn: extendTurn,
  TimeOutPlayer: timeOutPlayer,
  DealCommunityCards: dealCommunityCards,
  StartShowdown: startShowdown,
  RevealCards: revealCards,
  AwardPot: awardPot,
  VoidHand: voidHand,
  ReshuffleUnseen: reshuffleUnseen,
}
