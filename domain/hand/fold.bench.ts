// How long 10,000 events of whole hands take to fold: `node --import tsx domain/hand/fold.bench.ts`.
import { performance } from 'node:perf_hooks'
import { stdout } from 'node:process'
import { fold } from '@/engine/fold'
import { chanceOf } from '../bots/chance.ts'
import type { HandCommand } from './commands.ts'
import type { HandEvent } from './events.ts'
import { Hand } from './hand.ts'
import { legalActions } from './rules/betting.ts'
import { after, type HandState, initial } from './state.ts'
import { dealer, hand, setupOf, table } from './testing/dealer.ts'

const wanted = 10_000
const runs = 41

/** Any legal answer: mostly calls and checks, some raises and folds. */
const answerTo = (state: HandState, chance: () => number): HandCommand => {
  const player = state.turn?.player ?? state.seats[0]?.player
  if (!player) throw new Error('nobody is dealt in')
  const { call, raise } = legalActions(state, player)
  const act = { type: 'PlayerAction', player, decision: state.decision } as const
  const luck = chance()
  if (luck < 0.1 && raise) return { ...act, action: 'raise', amount: raise.min }
  if (luck < 0.25 && call !== null) return { ...act, action: 'fold' }
  return { ...act, action: call === null ? 'check' : 'call' }
}

/** The events of one hand of `players`, from the committed deck to the award. */
const handOf = (players: number, name: string): readonly HandEvent[] => {
  const chance = chanceOf(name)
  const stacks = Array.from({ length: players }, () => 200 + Math.floor(chance() * 1800))
  const setup = setupOf({ stacks, button: 0, smallBlind: 5, bigBlind: 10 })
  const played = dealer([])
  played.ask({ type: 'PrepareDeck' }, { random: bytes => Uint8Array.from({ length: bytes }, () => chance() * 256) })
  played.ask({ type: 'DealCards', table, hand, ...setup })
  while (played.goOn().step === 'turn') {
    const command = answerTo(played.hand(), chance)
    played.ask(command, { actor: 'player' in command ? command.player : 'engine/test' })
  }
  return played.events
}

/** Whole hands, as many as make up the events wanted. */
const handsOf = (players: number): readonly (readonly HandEvent[])[] => {
  const hands: (readonly HandEvent[])[] = []
  for (let left = wanted; left > 0; ) {
    const events = handOf(players, `fold/${players}/${hands.length}`).slice(0, left)
    hands.push(events)
    left -= events.length
  }
  return hands
}

const pageOf = ({ type, ...event }: HandEvent) => {
  const { private: parts, ...data } = event as { readonly private?: never }
  return { type, data, ...(parts ? { private: parts } : {}) }
}

const median = (work: () => number): string => {
  const spent = Array.from({ length: runs }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return `${(spent.toSorted((one, other) => one - other)[runs >> 1] ?? 0).toFixed(1)} ms`
}

for (const players of [2, 6, 10]) {
  const hands = handsOf(players)
  const pages = hands.map(events => events.map(pageOf))
  const byEvents = median(() => hands.reduce((seats, events) => seats + after(initial, events).seats.length, 0))
  const byPages = median(() => pages.reduce((seats, stream) => seats + fold(Hand, stream).seats.length, 0))
  stdout.write(
    `${wanted} events of ${hands.length} hands of ${players}: ${byEvents} from events, ${byPages} from pages of the log\n`,
  )
}
