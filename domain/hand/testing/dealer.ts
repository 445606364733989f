// Plays hands in tests: gives commands to the aggregate and keeps what happened, as the flow would.
import { type Decision, isRejection } from '@/engine/decision'
import type { Context } from '@/engine/define'
import { fixedContext, stateAfter } from '@/engine/testing/scenario'
import { type Card, cards } from '../../cards/card.ts'
import { Seat } from '../../ids.ts'
import type { Ante, HandSetup, Post } from '../../table/terms.ts'
import { handId, playerId, tableId } from '../../testing/ids.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { Hand } from '../hand.ts'
import { type NextStep, nextStep } from '../rules/streets.ts'
import { after, clockwiseFrom, type HandState } from '../state.ts'

/** The player who sits on a seat of a test's table. */
export const playerAt = playerId
export const table = tableId(1)
export const hand = handId(1)

export type Layout = {
  stacks: readonly number[]
  /** Seat numbers of the stacks, where some are empty; by default the first ones. */
  at?: readonly number[]
  button: number
  /** `dead`: the seat that owes it is empty, and nobody posts it. */
  smallBlind: number
  smallBlindSeat?: 'taken' | 'dead'
  bigBlind: number
  ante?: Ante
  straddle?: number
  terms?: Partial<HandSetup['terms']>
}
const noAnte: Ante = { kind: 'none', amount: 0 }

/** Heads-up the button is the small blind; else the blinds are the next two seats, or the next one alone. */
const blindSeats = (layout: Layout, order: readonly Seat[]): { small: Seat | null; big: Seat } => {
  const [first, second] = order as [Seat, Seat]
  if (layout.smallBlindSeat === 'dead') return { small: null, big: first }
  return order.length === 2 ? { small: second, big: first } : { small: first, big: second }
}

const postsOf = (layout: Layout, order: readonly Seat[]): Post[] => {
  const { small, big } = blindSeats(layout, order)
  const ante = layout.ante ?? noAnte
  const post = (seat: Seat, kind: Post['kind'], amount: number) => ({ player: playerAt(seat), seat, kind, amount })
  const payers = { none: [], each: order, 'big-blind': [big] }[ante.kind]
  const straddler = order[(order.indexOf(big) + 1) % order.length] ?? big
  return [
    ...payers.map(seat => post(seat, 'ante', ante.amount)),
    ...(small === null ? [] : [post(small, 'small', layout.smallBlind)]),
    post(big, 'big', layout.bigBlind),
    ...(layout.straddle ? [post(straddler, 'straddle', layout.straddle)] : []),
  ]
}

export const setupOf = (layout: Layout): HandSetup => {
  const button = Seat.parse(layout.button)
  const seats = layout.stacks.map((stack, n) => {
    const seat = Seat.parse(layout.at?.[n] ?? n)
    return { seat, player: playerAt(seat), stack, bank: 60 }
  })
  const order = clockwiseFrom(seats, button).map(({ seat }) => seat)
  const { small, big } = blindSeats(layout, order)
  return {
    number: 1,
    button,
    smallBlindSeat: small,
    bigBlindSeat: big,
    seats,
    variant: 'texas-holdem',
    blinds: { small: layout.smallBlind, big: layout.bigBlind, ante: layout.ante ?? noAnte },
    posts: postsOf(layout, order),
    terms: { actionSeconds: 20, reveal: 'shown-only', rake: null, ...layout.terms },
  }
}

export const committed: HandEvent = {
  type: 'DeckCommitted',
  commitment: '00'.repeat(32),
  algorithm: 'hmac-sha256-fisher-yates-1',
  private: { nobody: { seed: '11'.repeat(32) } },
}

/** The deal of a deck that the test has laid. */
export const dealt = (setup: HandSetup, deck: readonly Card[]): readonly HandEvent[] => {
  const order = clockwiseFrom(setup.seats, setup.button)
  const own = order.map(({ player }, n) => [player, { cards: [deck[n] as Card, deck[n + order.length] as Card] }])
  const parts = { ...Object.fromEntries(own), nobody: { deck: [...deck] } }
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

/** A deck that gives the seats these hands, as in "AhKd", and the board these cards; the others follow. */
export const deckFor = (setup: HandSetup, hole: { readonly [seat: number]: string }, board = ''): Card[] => {
  const pairs = (text: string) => (text.match(/../g) ?? []) as Card[]
  const order = clockwiseFrom(setup.seats, setup.button)
  const hands = order.map(({ seat }) => pairs(hole[seat] ?? ''))
  const laid = [...hands.flat(), ...pairs(board)]
  const rest = cards.filter(card => !laid.includes(card))
  const next = (card: Card | undefined) => card ?? (rest.pop() as Card)
  const rounds = [0, 1].flatMap(round => hands.map(two => next(two[round])))
  const [flop, turn, river] = [pairs(board).slice(0, 3), pairs(board).slice(3, 4), pairs(board).slice(4, 5)]
  const streets = [flop, turn, river].flatMap((street, n) => [
    next(undefined),
    ...Array.from({ length: n === 0 ? 3 : 1 }, (_, at) => next(street?.[at])),
  ])
  return [...rounds, ...streets, ...rest]
}

export type Given = Partial<Pick<Context, 'now' | 'actor' | 'random'>>

type Decider = (command: HandCommand, state: HandState, context: Context) => Decision<HandEvent>

/** A running hand. `ask` throws where it is refused. */
export const dealer = (history: readonly HandEvent[]) => {
  const events = [...history]
  let state: HandState = stateAfter(Hand, history)
  const happen = (happened: readonly HandEvent[]) => {
    events.push(...happened)
    state = after(state, happened)
    return happened
  }
  const answer = (command: HandCommand, given: Given = {}): Decision<HandEvent> =>
    (Hand.decide[command.type] as Decider)(command, state, fixedContext(given))
  const ask = (command: HandCommand, given: Given = {}): readonly HandEvent[] => {
    const decision = answer(command, given)
    if (isRejection(decision)) throw new Error(`${command.type}: ${JSON.stringify(decision.rejected)}`)
    return happen(decision)
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
    /** The decision, of which nothing becomes. */
    answer,
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
