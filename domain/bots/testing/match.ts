// Plays hands of the hand aggregate between strategies, each of which is shown what its seat may see.
import { isRejection } from '@/engine/decision'
import { type Context, handlerOf } from '@/engine/define'
import type { Chips } from '../../chips.ts'
import type { HandCommand } from '../../hand/commands.ts'
import type { HandEvent } from '../../hand/events.ts'
import { Hand, type HandState } from '../../hand/hand.ts'
import { potTotal } from '../../hand/rules/pots.ts'
import { type NextStep, nextStep } from '../../hand/rules/streets.ts'
import { seatView } from '../../hand/seat-view.ts'
import { after } from '../../hand/state.ts'
import { HandId, PlayerId, Seat, TableId } from '../../ids.ts'
import { botAction } from '../bot.ts'
import { type Chance, chanceOf } from '../chance.ts'
import type { BotAction } from '../intent.ts'
import type { PublicTable, Sight } from '../situation.ts'
import type { Temperament } from '../temperament.ts'

export type Strategy = (sight: Sight, chance: Chance) => BotAction

export const bot =
  (temperament: Temperament): Strategy =>
  (sight, chance) =>
    botAction(temperament, sight, chance)

export const alwaysCall: Strategy = ({ seat }) => ({ action: seat.legal?.check ? 'check' : 'call' })

/** One strategy and one stack per seat; the button is seat 0. The seed makes the deck and every chance. */
export type Deal = {
  readonly strategies: readonly Strategy[]
  readonly stacks: readonly Chips[]
  readonly seed: string
}
export type Answered = { readonly sight: Sight; readonly action: BotAction }
export type Played = {
  readonly events: readonly HandEvent[]
  readonly answers: readonly Answered[]
  /** Chips won or lost, by seat. */
  readonly changes: readonly number[]
}

export const blinds = { small: 5, big: 10, ante: { kind: 'none', amount: 0 } } as const

const hand = HandId.parse('00000000-0000-4000-8000-0000000000a0')
const table = TableId.parse('00000000-0000-4000-8000-0000000000b0')
const playerOf = (seat: number) => PlayerId.parse(`00000000-0000-4000-8000-00000000000${seat}`)

/** Everything that has happened, and the hand as each seat and as the public can fold it. */
type Course = {
  readonly events: readonly HandEvent[]
  readonly whole: HandState
  readonly seats: readonly HandState[]
  readonly open: HandState
}

export const playHand = (deal: Deal): Played => {
  const answers: Answered[] = []
  let course = start(deal)
  for (let step = nextStep(course.open); step.step !== 'done'; step = nextStep(course.open)) {
    const answer = step.step === 'turn' ? answerOf(course, deal, step.decision) : undefined
    if (answer) answers.push(answer)
    course = taken(course, commandOf(step, answer), deal)
  }
  const changes = deal.stacks.map((stack, seat) => stackOf(course.open, seat) - stack)
  return { events: course.events, answers, changes }
}

const stackOf = (state: HandState, seat: number) => state.seats.find(other => other.seat === seat)?.stack ?? 0

const start = (deal: Deal): Course => {
  const none: Course = {
    events: [],
    whole: Hand.initial,
    seats: deal.stacks.map(() => Hand.initial),
    open: Hand.initial,
  }
  return taken(taken(none, { type: 'PrepareDeck' }, deal), dealCards(deal), deal)
}

const dealCards = ({ stacks }: Deal): HandCommand => {
  const small = stacks.length === 2 ? 0 : 1
  const post = (seat: number, kind: 'small' | 'big') => ({
    player: playerOf(seat),
    seat: Seat.parse(seat),
    kind,
    amount: blinds[kind],
  })
  return {
    type: 'DealCards',
    table,
    hand,
    number: 1,
    button: Seat.parse(0),
    smallBlindSeat: Seat.parse(small),
    bigBlindSeat: Seat.parse(small + 1),
    seats: stacks.map((stack, seat) => ({ seat: Seat.parse(seat), player: playerOf(seat), stack, bank: 60 })),
    variant: 'texas-holdem',
    blinds,
    posts: [post(small, 'small'), post(small + 1, 'big')],
    terms: { actionSeconds: 20, reveal: 'shown-only', rake: null },
  }
}

const commandOf = (step: NextStep, answer: Answered | undefined): HandCommand => {
  if (step.step === 'post') return { type: 'PostBlind', player: step.player, kind: step.kind }
  if (step.step === 'deal') return { type: 'DealCommunityCards', count: step.count }
  if (step.step === 'start-showdown') return { type: 'StartShowdown' }
  if (step.step === 'reveal') return { type: 'RevealCards', player: step.player, muck: step.muck }
  if (step.step === 'award') return { type: 'AwardPot' }
  if (step.step !== 'turn' || !answer) throw new Error(`nothing follows ${step.step}`)
  return { type: 'PlayerAction', player: step.player, decision: step.decision, ...answer.action }
}

const answerOf = (course: Course, deal: Deal, decision: number): Answered => {
  const player = course.open.turn?.player
  const seat = player ? Number(player.slice(-1)) : -1
  const [own, strategy] = [course.seats[seat], deal.strategies[seat]]
  const view = own && player ? seatView(own, player) : null
  if (!view || !strategy) throw new Error('nobody sits there')
  const sight = { seat: view, table: publicTable(course.open) }
  return { sight, action: strategy(sight, chanceOf(`${deal.seed}/${seat}/${decision}`)) }
}

/** What the table shows, of a hand that was folded without private parts. */
const publicTable = (state: HandState): PublicTable => ({
  blinds,
  seats: state.seats.map(({ seat, player, stack, folded, bet }) => ({
    seat,
    player,
    stack,
    folded,
    bet,
    inHand: true,
  })),
  hand: state.setup && {
    hand: state.setup.hand,
    button: state.setup.button,
    smallBlindSeat: state.setup.smallBlindSeat,
    bigBlindSeat: state.setup.bigBlindSeat,
    board: [...state.board],
    pot: potTotal(state),
    turn: state.turn && { decision: state.decision },
  },
})

const taken = (course: Course, command: HandCommand, deal: Deal): Course => {
  const events = decided(course.whole, command, deal)
  const presentedTo = (viewer: string) => events.map(event => presented(event, viewer))
  return {
    events: [...course.events, ...events],
    whole: after(course.whole, events),
    seats: course.seats.map((state, seat) => after(state, presentedTo(playerOf(seat)))),
    open: after(course.open, presentedTo('public')),
  }
}

/** The event with the viewer's own private part, if there is one, and nobody else's. */
export const presented = (event: HandEvent, viewer: string): HandEvent => {
  if (!('private' in event) || !event.private) return event
  const { private: parts, ...open } = event
  const own = (parts as { readonly [audience: string]: object })[viewer]
  return (own ? { ...open, private: { [viewer]: own } } : open) as HandEvent
}

const decided = (state: HandState, command: HandCommand, deal: Deal): readonly HandEvent[] => {
  const decide = handlerOf(Hand.decide, command.type)
  const actor = command.type === 'PlayerAction' ? command.player : 'engine/match'
  const decision = decide?.(command, state, contextOf(actor, deal))
  if (!decision || isRejection(decision)) throw new Error(`${command.type}: ${JSON.stringify(decision)}`)
  return decision
}

const contextOf = (actor: string, { seed }: Deal): Context => ({
  cover: { domain: 'hand', root: hand, edition: '', correlationId: hand, ext: null },
  actor,
  now: 0,
  id: () => hand,
  random: bytes => {
    const chance = chanceOf(`deck/${seed}`)
    return Uint8Array.from({ length: bytes }, () => Math.floor(chance() * 256))
  },
  seen: () => undefined,
  row: () => undefined,
})

export type Score = {
  readonly hands: number
  /** Big blinds won per 100 hands, and the standard error of that. */
  readonly rate: number
  readonly error: number
}

/**
 * Duplicate play: every deck is dealt once for each seat in which `hero` can sit, 100 big blinds deep every time.
 * The rounds of one deck count as one sample.
 */
export const duplicateMatch = (hero: Strategy, other: Strategy, size: { seats: number; decks: number }): Score => {
  const stacks = new Array<Chips>(size.seats).fill(100 * blinds.big)
  const wonWith = (deck: number, seat: number) => {
    const strategies = stacks.map((_, n) => (n === seat ? hero : other))
    return playHand({ strategies, stacks, seed: `match/${deck}` }).changes[seat] ?? 0
  }
  const samples = Array.from({ length: size.decks }, (_, deck) =>
    mean(stacks.map((_, seat) => (100 * wonWith(deck, seat)) / blinds.big)),
  )
  const rate = mean(samples)
  const variance = samples.reduce((total, sample) => total + (sample - rate) ** 2, 0) / (samples.length - 1)
  return { hands: size.decks * size.seats, rate, error: Math.sqrt(variance / samples.length) }
}

const mean = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0) / numbers.length
