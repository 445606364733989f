// The course of a hand: what comes next, told from what everybody may know.
import type { PlayerId } from '../../ids.ts'
import type { Post } from '../../table/terms.ts'
import type { Street } from '../events.ts'
import { type HandState, live, seatOf } from '../state.ts'

/**
 * `runOut`: all-in and no betting left, so that the rest of the board follows by itself.
 * `muck`: what a seat that says nothing asks for; the hand shows the cards of who must show all the same.
 */
export type NextStep =
  | { step: 'nothing' }
  | { step: 'post'; player: PlayerId; kind: Post['kind']; index: number }
  | { step: 'turn'; player: PlayerId; decision: number; deadline: number }
  | { step: 'deal'; count: 1 | 3; street: Street; runOut: boolean }
  | { step: 'start-showdown'; runOut: boolean }
  | { step: 'reveal'; player: PlayerId; muck: boolean; lastLeft: boolean }
  | { step: 'award' }
  | { step: 'done' }

export const boardSize = 5

/** The first forced bet that is still due; those of seats without chips are passed over. */
export const nextPost = (hand: HandState): (Post & { index: number }) | undefined => {
  const posts = hand.setup?.posts ?? []
  const index = posts.findIndex((post, n) => n >= hand.posted && (seatOf(hand, post.player)?.stack ?? 0) > 0)
  const post = posts[index]
  return post && { ...post, index }
}

/** Two seats at least can still bet against each other. */
export const bettingPossible = (hand: HandState): boolean => live(hand).filter(seat => seat.stack > 0).length > 1

/** The street that is dealt after today's board, or undefined when the board is complete. */
export const nextStreet = (hand: HandState): { count: 1 | 3; street: Street } | undefined =>
  (({ 0: { count: 3, street: 'flop' }, 3: { count: 1, street: 'turn' }, 4: { count: 1, street: 'river' } }) as const)[
    hand.board.length as 0 | 3 | 4
  ]

/** Who shows or mucks now: in the order of the showdown, or the last one left. */
export const nextToShow = (hand: HandState): PlayerId | undefined => {
  const waiting = (player: PlayerId) => seatOf(hand, player)?.showdown === 'hidden'
  if (hand.phase === 'showdown') return hand.order.find(waiting)
  const [last, ...others] = live(hand)
  if (hand.phase !== 'closed' || !last || others.length > 0) return undefined
  return waiting(last.player) ? last.player : undefined
}

const afterRound = (hand: HandState): NextStep => {
  const lastLeft = live(hand).length === 1
  const player = nextToShow(hand)
  if (player) return { step: 'reveal', player, muck: true, lastLeft: true }
  if (lastLeft) return { step: 'award' }
  const street = nextStreet(hand)
  if (street && bettingPossible(hand)) return { step: 'deal', ...street, runOut: false }
  return { step: 'start-showdown', runOut: street !== undefined }
}

const inShowdown = (hand: HandState): NextStep => {
  const player = nextToShow(hand)
  const muck = player !== hand.order[0] && bettingPossible(hand)
  if (player) return { step: 'reveal', player, muck, lastLeft: false }
  const street = nextStreet(hand)
  return street ? { step: 'deal', ...street, runOut: true } : { step: 'award' }
}

const posting = (hand: HandState): NextStep => {
  const post = nextPost(hand)
  return post ? { step: 'post', player: post.player, kind: post.kind, index: post.index } : { step: 'nothing' }
}

const betting = ({ turn, decision }: HandState): NextStep =>
  turn ? { step: 'turn', player: turn.player, decision, deadline: turn.deadline } : { step: 'nothing' }

const steps: { readonly [P in HandState['phase']]: (hand: HandState) => NextStep } = {
  unprepared: () => ({ step: 'nothing' }),
  prepared: () => ({ step: 'nothing' }),
  posting,
  betting,
  closed: afterRound,
  showdown: inShowdown,
  awarded: () => ({ step: 'done' }),
  voided: () => ({ step: 'done' }),
}

/** Works on a hand folded from public events alone. */
export const nextStep = (hand: HandState): NextStep => steps[hand.phase](hand)
