// Plays hands in tests: gives commands to the aggregate and keeps what happened, as the flow would.
import { isRejection } from '@/engine/decision'
import type { Context } from '@/engine/define'
import { fixedContext, stateAfter } from '@/engine/testing/scenario'
import type { Card } from '../../cards/card.ts'
import { HandId, PlayerId, Seat, TableId } from '../../ids.ts'
import type { Ante, HandSetup, Post } from '../../table/terms.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { Hand } from '../hand.ts'
import { type NextStep, nextStep } from '../rules/streets.ts'
import { after, clockwiseFrom, type HandState } from '../state.ts'

const id = (kind: string, n: number) => `00000000-0000-4000-${kind}-${String(n).padStart(12, '0')}`
/** The player who sits on a seat of a test's table. */
export const playerAt = (seat: number): PlayerId => PlayerId.parse(id('a000', seat))
export const table = TableId.parse(id('b000', 1))
export const hand = HandId.parse(id('b001', 1))

export type Layout = {
  stacks: readonly number[]
  button: number
  smallBlind: number
  bigBlind: number
  ante?: Ante
  straddle?: number
  terms?: Partial<HandSetup['terms']>
}
const noAnte: Ante = { kind: 'none', amount: 0 }

const postsOf = (layout: Layout, seats: HandSetup['seats'], blinds: { small: Seat; big: Seat }): Post[] => {
  const ante = layout.ante ?? noAnte
  const post = (seat: Seat, kind: Post['kind'], amount: number) => ({ player: playerAt(seat), seat, kind, amount })
  const left = clockwiseFrom(seats, Seat.parse(layout.button)).map(({ seat }) => seat)
  const payers = { none: [], each: left, 'big-blind': [blinds.big] }[ante.kind]
  const straddler = clockwiseFrom(seats, blinds.big)[0]?.seat ?? blinds.big
  return [
    ...payers.map(seat => post(seat, 'ante', ante.amount)),
    post(blinds.small, 'small', layout.smallBlind),
    post(blinds.big, 'big', layout.bigBlind),
    ...(layout.straddle ? [post(straddler, 'straddle', layout.straddle)] : []),
  ]
}

/** A table without dead seats: the blinds are the next two, heads-up the button is the small one. */
export const setupOf = (layout: Layout): HandSetup => {
  const count = layout.stacks.length
  const button = Seat.parse(layout.button)
  const small = Seat.parse(count === 2 ? layout.button : (layout.button + 1) % count)
  const big = Seat.parse((small + 1) % count)
  const seats = layout.stacks.map((stack, n) => ({ seat: Seat.parse(n), player: playerAt(n), stack, bank: 60 }))
  return {
    number: 1,
    button,
    smallBlindSeat: small,
    bigBlindSeat: big,
    seats,
    variant: 'texas-holdem',
    blinds: { small: layout.smallBlind, big: layout.bigBlind, ante: layout.ante ?? noAnte },
    posts: postsOf(layout, seats, { small, big }),
    terms: { actionSeconds: 20, reveal: 'shown-only', rake: null, ...layout.terms },
  }
}

export const committed: HandEvent = {
  type: 'DeckCommitted',
  commitment: '00'.repeat(32),
  algorithm: 'hmac-sha256-fisher-yates-1',
  private: { nobody: { seed: '11'.repeat(32) } },
}

/** The deal of a deck that the test has laid. `hole` by seat. */
export const dealt = (setup: HandSetup, deck: readonly Card[]): readonly HandEvent[] => {
  const order = clockwiseFrom(setup.seats, setup.button)
  const cards = order.map(({ player }, n) => [player, { cards: [deck[n] as Card, deck[n + order.length] as Card] }])
  const parts = { ...Object.fromEntries(cards), nobody: { deck: [...deck] } }
  return [committed, { type: 'CardsDealt', table, hand, ...setup, private: parts }]
}

/** The command by which the flow takes a step; undefined where players are asked, or nobody. */
export const commandOf = (step: NextStep): HandCommand | undefined => {
  if (step.step === 'post') return { type: 'PostBlind', player: step.player, kind: step.kind }
  if (step.step === 'deal') return { type: 'DealCommunityCards', count: step.count }
  if (step.step === 'start-showdown') return { type: 'StartShowdown' }
  if (step.step === 'reveal') return { type: 'RevealCards', player: step.player, muck: step.muck }
  return step.step === 'award' ? { type: 'AwardPot' } : undefined
}

export type Given = Partial<Pick<Context, 'now' | 'actor' | 'random'>>

/** A running hand. `ask` throws where it is refused. */
export const dealer = (history: readonly HandEvent[]) => {
  const events = [...history]
  let state: HandState = stateAfter(Hand, history)
  const happen = (happened: readonly HandEvent[]) => {
    events.push(...happened)
    state = after(state, happened)
    return happened
  }
  const ask = (command: HandCommand, given: Given = {}): readonly HandEvent[] => {
    const decide = Hand.decide[command.type] as (command: HandCommand, state: HandState, context: Context) => unknown
    const decision = decide(command, state, fixedContext(given))
    if (isRejection(decision)) throw new Error(`${command.type}: ${JSON.stringify(decision.rejected)}`)
    return happen(decision as readonly HandEvent[])
  }
  const goOnUntil = (stop: (step: NextStep) => boolean): NextStep => {
    for (;;) {
      const step = nextStep(state)
      const command = commandOf(step)
      if (stop(step) || !command) return step
      ask(command)
    }
  }
  return {
    events,
    hand: () => state,
    ask,
    /** Events that no command led to. */
    happen,
    /** Everything that runs by itself, up to a turn, to the end, or to a step that `stop` names. */
    goOnUntil,
    goOn: () => goOnUntil(() => false),
    /** The answer of whose turn it is. */
    act: (action: 'fold' | 'check' | 'call' | 'bet' | 'raise' | 'all-in', amount?: number) => {
      const player = state.turn?.player ?? playerAt(0)
      const base = { type: 'PlayerAction', player, action, decision: state.decision } as const
      return ask(amount === undefined ? base : { ...base, amount }, { actor: player })
    },
  }
}
