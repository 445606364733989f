// The hand: one deal of no-limit hold'em, from the committed deck to the last chip.
import { aggregate } from '@/engine/define'
import { withActed } from '../table/upcasters.ts'
import * as commands from './commands.ts'
import { decide } from './decide.ts'
import * as events from './events.ts'
import { refuse } from './refusals.ts'
import { evolve, initial } from './state.ts'

export type { HandState } from './state.ts'

export const Hand = aggregate({
  domain: 'hand',
  stateVersion: 3,
  initial,
  evolve,
  decide,
  refusals: refuse.refusals,
  commands: {
    PrepareDeck: { schema: commands.PrepareDeck, merge: 'STRICT', by: ['engine'] },
    DealCards: { schema: commands.DealCards, merge: 'STRICT', by: ['engine'] },
    PostBlind: { schema: commands.PostBlind, merge: 'STRICT', by: ['engine'] },
    PlayerAction: { schema: commands.PlayerAction, merge: 'STRICT', by: ['player', 'engine'] },
    ExtendTurn: { schema: commands.ExtendTurn, merge: 'STRICT', by: ['engine'] },
    TimeOutPlayer: { schema: commands.TimeOutPlayer, merge: 'STRICT', by: ['engine'] },
    DealCommunityCards: { schema: commands.DealCommunityCards, merge: 'STRICT', by: ['engine'] },
    StartShowdown: { schema: commands.StartShowdown, merge: 'STRICT', by: ['engine'] },
    RevealCards: { schema: commands.RevealCards, merge: 'STRICT', by: ['player', 'engine'] },
    AwardPot: { schema: commands.AwardPot, merge: 'STRICT', by: ['engine'] },
    VoidHand: { schema: commands.VoidHand, merge: 'STRICT', by: ['floor'] },
    ReshuffleUnseen: { schema: commands.ReshuffleUnseen, merge: 'STRICT', by: ['engine'] },
  },
  events: {
    DeckCommitted: { schema: events.DeckCommitted, version: 1 },
    CardsDealt: { schema: events.CardsDealt, version: 1 },
    BlindPosted: { schema: events.BlindPosted, version: 1 },
    TurnAssigned: { schema: events.TurnAssigned, version: 1 },
    TurnExtended: { schema: events.TurnExtended, version: 1 },
    ActionTaken: { schema: events.ActionTaken, version: 1 },
    PlayerTimedOut: { schema: events.PlayerTimedOut, version: 1 },
    UncalledBetReturned: { schema: events.UncalledBetReturned, version: 1 },
    BettingRoundCompleted: { schema: events.BettingRoundCompleted, version: 1 },
    CommunityCardsDealt: { schema: events.CommunityCardsDealt, version: 1 },
    ShowdownStarted: { schema: events.ShowdownStarted, version: 1 },
    CardsRevealed: { schema: events.CardsRevealed, version: 1 },
    CardsMucked: { schema: events.CardsMucked, version: 1 },
    PotAwarded: { schema: events.PotAwarded, version: 1 },
    HandVoided: { schema: events.HandVoided, version: 1 },
    HandCompleted: {
      schema: events.HandCompleted,
      version: 2,
      upcasters: { 1: withActed },
      former: { 1: events.HandCompleted1 },
    },
    DeckRevealed: { schema: events.DeckRevealed, version: 1 },
    UnseenReshuffled: { schema: events.UnseenReshuffled, version: 1 },
    AdminSecretViewed: { schema: events.AdminSecretViewed, version: 1, fact: true },
  },
  isWorkflow: true,
  lookups: {
    ReshuffleUnseen: ({ like }, { root }) =>
      like === undefined ? [] : [{ aggregate: { domain: 'hand' }, root, edition: like }],
  },
  // A committed deck waits for its hand, whatever became of what led to it.
  onUndo: { PrepareDeck: () => [] },
})
