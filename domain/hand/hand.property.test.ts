import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { canonical } from '@/engine/canonical'
import { isRejection } from '@/engine/decision'
import { sum } from '../chips.ts'
import type { PlayerId } from '../ids.ts'
import type { HandCommand } from './commands.ts'
import type { HandEvent } from './events.ts'
import { Hand } from './hand.ts'
import { potTotal } from './rules/pots.ts'
import { nextStep } from './rules/streets.ts'
import { seatView } from './seat-view.ts'
import { after, type HandState, initial } from './state.ts'
import { actorOf, commandFor, type Game, game, play } from './testing/any-hand.ts'
import { dealer, hand, setupOf, table } from './testing/dealer.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const always = (title: string, runs: number, property: (game: Game) => void) =>
  test(title, () => fc.assert(fc.property(game, property), { numRuns: runs }))

/** A comparison that costs nothing while all is well: there are thousands in a run. */
const expectSame = (one: unknown, other: unknown) => {
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one).toEqual(other)
}

always('[HD90] no chip appears or vanishes in any event', 200, g => {
  const startSum = sum(g.layout.stacks)
  let state = initial
  let raked = 0
  play(g, events => {
    for (const event of events) {
      state = after(state, [event])
      if (event.type === 'PotAwarded') raked = event.rake
      if (event.type === 'BettingRoundCompleted') {
        expectSame(sum(event.pots.map(pot => pot.amount)), potTotal(state))
        expectSame(
          event.pots.filter(pot => pot.eligible.length === 0),
          [],
        )
      }
      if (state.setup) expectSame(sum(state.seats.map(seat => seat.stack)) + potTotal(state) + raked, startSum)
      expectSame(
        state.seats.filter(seat => seat.stack < 0 || seat.bet < 0),
        [],
      )
    }
  })
})

const cardsIn = (value: unknown): string[] => JSON.stringify(value).match(/(?<=")[2-9TJQKA][cdhs](?=")/g) ?? []

always('[HD91] no card is seen twice', 100, g => {
  const { state } = play(g, () => undefined)
  const held = state.seats.flatMap(seat => seat.cards ?? [])
  expect(new Set([...held, ...state.board]).size).toBe(held.length + state.board.length)
  expect(new Set(state.deck).size).toBe(52)
})

const stripped = ({ private: _, ...event }: HandEvent & { private?: unknown }) => event as HandEvent
const presentedTo = (event: HandEvent, viewer: PlayerId): HandEvent => {
  const parts = 'private' in event ? (event.private as { [audience: string]: unknown } | undefined) : undefined
  const own = parts?.[viewer]
  return own ? ({ ...stripped(event), private: { [viewer]: own } } as HandEvent) : stripped(event)
}
/** A state without what only some may know. */
const publicPart = (state: HandState): HandState => ({
  ...state,
  deck: null,
  seed: null,
  seats: state.seats.map(seat => (seat.showdown === 'shown' ? seat : { ...seat, cards: null })),
})

always('[HD92] any prefix folds, with private parts or without, to the same public state and next step', 150, g => {
  let seen = initial
  play(g, (events, state) => {
    for (const event of events) seen = after(seen, [stripped(event)])
    expectSame(publicPart(seen), publicPart(state))
    expectSame(nextStep(seen), nextStep(state))
  })
})

always('[HD71] neither events nor seat views hold a card of another before it is shown', 60, g => {
  const histories = new Map<PlayerId, HandState>()
  play(g, (events, state) => {
    const open = new Set<string>([...state.board, ...cardsIn(state.seats.filter(seat => seat.showdown === 'shown'))])
    for (const event of events.filter(({ type }) => type !== 'DeckRevealed')) {
      expectSame(
        cardsIn(stripped(event)).filter(card => !open.has(card)),
        [],
      )
    }
    for (const { player, cards } of state.seats) {
      const before = histories.get(player) ?? after(initial, [])
      const own = after(
        before,
        events.map(event => presentedTo(event, player)),
      )
      histories.set(player, own)
      const may = new Set<string>([...open, ...(cards ?? [])])
      expectSame(
        cardsIn(own).filter(card => !may.has(card)),
        [],
      )
      const view = seatView(own, player)
      expectSame(view?.cards, cards)
      expectSame(
        cardsIn(view).filter(card => !may.has(card)),
        [],
      )
    }
  })
})

always('[HD93] every hand ends in fewer than 1,000 commands', 100, g => {
  const { state, commands } = play(g, () => undefined)
  expect(state.phase).toBe('awarded')
  expect(commands).toBeLessThan(1000)
})

const wrongCommands = (state: HandState, luck: number): readonly HandCommand[] => {
  const { decision } = state
  const seats = state.seats.map(seat => seat.player)
  const waiting = seats.filter(player => player !== state.turn?.player)
  const player = waiting[luck % waiting.length]
  if (!player) return []
  return [
    { type: 'PrepareDeck' },
    { type: 'PlayerAction', player, action: 'fold', decision: Math.max(1, decision) },
    { type: 'PlayerAction', player: state.turn?.player ?? player, action: 'check', decision: decision + 1 },
    { type: 'DealCommunityCards', count: 2 },
    { type: 'PostBlind', player, kind: 'straddle' },
    { type: 'TimeOutPlayer', decision: decision + 1 },
    { type: 'ExtendTurn', decision: decision + 1, seconds: 5, reason: 'outage' },
  ].filter(command => command.type !== 'PostBlind' || nextStep(state).step !== 'post') as HandCommand[]
}

test('[HD94] a refused command names its rule and changes nothing', () =>
  fc.assert(
    fc.property(game, g => {
      const frozen = dealer([])
      frozen.ask({ type: 'PrepareDeck' }, { random: () => g.seed })
      frozen.ask({ type: 'DealCards', table, hand, ...setupOf(g.layout) })
      for (const luck of g.chances) {
        const state = frozen.hand()
        const before = JSON.stringify(state)
        for (const command of wrongCommands(state, luck)) {
          const decision = frozen.answer(command)
          expect(isRejection(decision) && decision.rejected.reason).toMatch(/^[a-z]+(-[a-z]+)*$/)
        }
        expect(JSON.stringify(state)).toBe(before)
        const command = commandFor(state, luck)
        if (!command) return
        frozen.ask(command, { actor: actorOf(command) })
      }
    }),
    { numRuns: 60 },
  ))

always('[HD95] every event passes its own schema', 100, g => {
  play(g, events => {
    for (const event of events) expectSame(canonical(Hand.events[event.type].schema.parse(event)), canonical(event))
  })
})
