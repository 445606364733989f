// Hands of all kinds, played at random: for properties that hold in every hand.
import fc from 'fast-check'
import type { PlayerId } from '../../ids.ts'
import type { HandCommand } from '../commands.ts'
import type { HandEvent } from '../events.ts'
import { legalActions } from '../rules/betting.ts'
import { nextStep } from '../rules/streets.ts'
import type { HandState } from '../state.ts'
import { commandOf, dealer, hand, type Layout, setupOf, table } from './dealer.ts'

const chance = fc.integer({ min: 0, max: 999 })
const stack = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 20, max: 3000 }))

/** Short and deep stacks, empty seats, dead buttons and small blinds, antes, straddles, rake. */
const layout: fc.Arbitrary<Layout> = fc
  .record({
    at: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 10 }),
    stacks: fc.array(stack, { minLength: 10, maxLength: 10 }),
    button: fc.integer({ min: 0, max: 9 }),
    smallBlind: fc.integer({ min: 1, max: 10 }),
    smallBlindSeat: fc.constantFrom('taken', 'taken', 'dead'),
    bigBlind: fc.integer({ min: 10, max: 20 }),
    ante: fc.record({ kind: fc.constantFrom('none', 'each', 'big-blind'), amount: fc.integer({ min: 1, max: 25 }) }),
    straddle: fc.constantFrom(0, 0, 40),
    terms: fc.record({
      reveal: fc.constantFrom('full', 'shown-only'),
      rake: fc.option(fc.record({ percent: fc.integer({ min: 0, max: 10 }), cap: fc.integer({ min: 0, max: 30 }) })),
    }),
  })
  .map(({ at, stacks, button, smallBlindSeat, straddle, ...rest }) => {
    const seats = at.toSorted((one, other) => one - other)
    const few = seats.length === 2
    return {
      ...rest,
      at: seats,
      stacks: stacks.slice(0, seats.length),
      button: few ? (seats[button % 2] ?? 0) : button,
      smallBlindSeat: few ? 'taken' : smallBlindSeat,
      straddle: few ? 0 : straddle,
    } as Layout
  })
export const game = fc.record({
  layout,
  seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  chances: fc.array(chance, { minLength: 40, maxLength: 40 }),
})
export type Game = typeof game extends fc.Arbitrary<infer G> ? G : never

/** A legal answer to the open turn, some of it by the clock. */
const answerOf = (state: HandState, player: PlayerId, luck: number): HandCommand => {
  const { decision } = state
  const { check, call, raise } = legalActions(state, player)
  const act = { type: 'PlayerAction', player, decision } as const
  if (luck < 30) return { type: 'TimeOutPlayer', decision }
  if (luck < 60) return { ...act, action: raise || call === null ? (raise ? 'all-in' : 'check') : 'call' }
  if (luck < 400 && raise) {
    const span = raise.max - raise.min + 1
    return { ...act, action: luck % 2 ? 'bet' : 'raise', amount: raise.min + ((luck * luck) % Math.min(span, 400)) }
  }
  if (check) return { ...act, action: 'check' }
  return { ...act, action: luck < 800 ? 'call' : 'fold' }
}

export const commandFor = (state: HandState, luck: number): HandCommand | undefined => {
  const step = nextStep(state)
  if (step.step === 'turn') return answerOf(state, step.player, luck)
  if (step.step === 'reveal' && step.lastLeft && luck < 500) return { type: 'AwardPot' }
  return commandOf(step)
}

type Each = (events: readonly HandEvent[], state: HandState) => void
type Played = { readonly state: HandState; readonly commands: number }

/** Plays a whole hand; `each` sees what every command came to. */
export const play = ({ layout: laid, seed, chances }: Game, each: Each): Played => {
  const table1 = dealer([])
  const show = (events: readonly HandEvent[]) => each(events, table1.hand())
  show(table1.ask({ type: 'PrepareDeck' }, { random: () => seed }))
  show(table1.ask({ type: 'DealCards', table, hand, ...setupOf(laid) }))
  for (let commands = 2; ; commands++) {
    const command = commandFor(table1.hand(), chances[commands % chances.length] ?? 0)
    if (!command || commands > 1000) return { state: table1.hand(), commands }
    show(table1.ask(command, { actor: 'player' in command ? actorOf(command) : 'engine/test' }))
  }
}
export const actorOf = (command: HandCommand) => (command.type === 'PlayerAction' ? command.player : 'engine/test')
