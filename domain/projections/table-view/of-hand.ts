// What the events of a hand do to its table's row: bets, board, turn, pots, shown cards, awards.
import type { Projector } from '@/engine/define'
import { type Envelope, millisecondsOf, type Of } from '@/engine/message'
import { formatChips } from '../../chips.ts'
import type { HandEvent } from '../../hand/events.ts'
import { HandId, type PlayerId } from '../../ids.ts'
import type { TableAward, TableRow, TableTurn } from '../table-view.ts'
import { type Playing, playing, present, seatOf, withHand, withLog, withSeat, withSeats } from './row.ts'
import { dealtLine, isAllIn, logged, loggedPost, said, saidPost, wonLines } from './words.ts'

/** Antes and dead blinds go into the pot; the other posts are bets of the first street. */
const isLive = (kind: Of<HandEvent, 'BlindPosted'>['kind']): boolean => kind !== 'ante' && kind !== 'dead'

const betOf = (row: TableRow, player: PlayerId): number => seatOf(row, player)?.bet ?? 0

const blindPosted = (row: Playing, event: Of<HandEvent, 'BlindPosted'>, source: Envelope): TableRow => {
  const { player, kind, amount, stack, pot } = event
  const bet = betOf(row, player) + (isLive(kind) ? amount : 0)
  const seated = withSeat(row, player, { stack, bet, said: saidPost(event), allIn: stack === 0 })
  return withLog(withHand(seated, { pot }), source, [{ player, text: loggedPost(event) }])
}

const turnOf = (row: Playing, event: Of<HandEvent, 'TurnAssigned'>): TableTurn | null => {
  const { type, ...assigned } = event
  const seat = seatOf(row, event.player)?.seat
  if (seat === undefined) return null
  const bankLeft = row.hand.banks[event.player] ?? 0
  return { ...assigned, seat, seconds: row.actionSeconds, usingBank: false, bankLeft }
}

const turnExtended = (row: Playing, event: Of<HandEvent, 'TurnExtended'>, source: Envelope): TableRow => {
  const { turn, banks } = row.hand
  if (!turn) return row
  const { deadline, bankLeft } = event
  const seconds = Math.max(1, Math.ceil((deadline - millisecondsOf(source.recordedAt)) / 1000))
  const usingBank = event.reason === 'time-bank'
  const extended = { ...turn, deadline, seconds, usingBank, bankLeft }
  const text = usingBank ? 'takes time from the bank' : 'gets more time after an interruption'
  return withLog(withHand(row, { turn: extended, banks: { ...banks, [turn.player]: bankLeft } }), source, [
    { player: turn.player, text },
  ])
}

const actionTaken = (row: Playing, event: Of<HandEvent, 'ActionTaken'>, source: Envelope): TableRow => {
  const { player, action, streetTotal, stack, pot } = event
  const seated = withSeat(row, player, {
    stack,
    bet: streetTotal,
    said: said(event),
    folded: action === 'fold',
    allIn: isAllIn(event),
  })
  return withLog(withHand(seated, { pot, turn: null }), source, [{ player, text: logged(event) }])
}

const uncalledBetReturned = (row: Playing, event: Of<HandEvent, 'UncalledBetReturned'>, source: Envelope): TableRow => {
  const { player, amount, stack, pot } = event
  const seated = withSeat(row, player, { stack, bet: Math.max(0, betOf(row, player) - amount), allIn: stack === 0 })
  return withLog(withHand(seated, { pot }), source, [{ player, text: `takes back ${formatChips(amount)}` }])
}

const communityCardsDealt = (row: Playing, event: Of<HandEvent, 'CommunityCardsDealt'>, source: Envelope): TableRow => {
  const { street, cards } = event
  const cleared = withSeats(row, () => ({ said: null }))
  const dealt = withHand(cleared, { street, board: [...row.hand.board, ...cards] })
  return withLog(dealt, source, [{ player: null, text: dealtLine(event) }])
}

const cardsRevealed = (row: Playing, event: Of<HandEvent, 'CardsRevealed'>, source: Envelope): TableRow => {
  const { player, cards, description } = event
  const text = `shows ${cards.join(' ')}${description ? `: ${description}` : ''}`
  return withLog(withSeat(row, player, { shown: cards, description }), source, [{ player, text }])
}

const awardsOf = ({ pots }: Of<HandEvent, 'PotAwarded'>): TableAward[] =>
  pots.map(({ amount, eligible, winners }) => ({
    amount,
    eligible,
    winners: winners.map(won => ({
      player: won.player,
      amount: won.amount,
      description: won.description ?? null,
      best: won.best ?? null,
    })),
  }))

const potAwarded = (row: Playing, event: Of<HandEvent, 'PotAwarded'>, source: Envelope): TableRow => {
  const awards = awardsOf(event)
  const wins = awards.flatMap(({ winners }) => winners)
  const paid = withSeats(row, ({ player, stack, shown, description }) => {
    const own = wins.filter(win => win.player === player)
    const words = own.find(win => win.description)?.description ?? description
    return { stack: own.reduce((total, win) => total + win.amount, stack), bet: 0, description: shown && words }
  })
  const raked = event.rake > 0 ? [{ player: null, text: `The house takes ${formatChips(event.rake)}` }] : []
  return withLog(withHand(paid, { awards, turn: null, phase: 'over' }), source, [...wonLines(event.pots), ...raked])
}

export const ofHand: Projector<HandEvent, TableRow> = {
  DeckCommitted: present((row, { commitment }, source) => ({
    ...row,
    nextDeck: { hand: HandId.parse(source.root), commitment },
  })),
  BlindPosted: playing(blindPosted),
  TurnAssigned: playing((row, event) => withHand(row, { turn: turnOf(row, event), phase: 'betting' })),
  TurnExtended: playing(turnExtended),
  ActionTaken: playing(actionTaken),
  PlayerTimedOut: playing((row, { player }, source) => withLog(row, source, [{ player, text: 'runs out of time' }])),
  UncalledBetReturned: playing(uncalledBetReturned),
  BettingRoundCompleted: playing((row, { pots }) =>
    withHand(
      withSeats(row, () => ({ bet: 0 })),
      { pots, turn: null },
    ),
  ),
  CommunityCardsDealt: playing(communityCardsDealt),
  ShowdownStarted: playing(row => withHand(row, { phase: 'showdown' })),
  CardsRevealed: playing(cardsRevealed),
  CardsMucked: playing((row, { player }, source) => withLog(row, source, [{ player, text: 'mucks' }])),
  PotAwarded: playing(potAwarded),
  HandVoided: playing((row, { reason }, source) =>
    withLog(withHand(row, { turn: null, phase: 'over' }), source, [{ player: null, text: `Hand void: ${reason}` }]),
  ),
  HandCompleted: playing((row, { stacks, banks }) =>
    withHand(
      withSeats(row, ({ player, stack }) => ({ stack: stacks[player] ?? stack, bet: 0 })),
      { banks, turn: null, phase: 'over' },
    ),
  ),
  DeckRevealed: playing((row, { seed }) => withHand(row, { seed })),
}
