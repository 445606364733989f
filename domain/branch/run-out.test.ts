import { expect, test, vi } from 'vitest'
import type { HandEvent } from '../hand/events.ts'
import { after, type HandState, initial } from '../hand/state.ts'
import { dealer, dealt, deckFor, type Layout, playerAt, setupOf } from '../hand/testing/dealer.ts'
import { runOut } from './run-out.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const layout: Layout = { stacks: [1000, 1000, 1000, 1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const seedOf = (n: number) => n.toString(16).padStart(64, '0')

/** A hand up to its first decision, as the player in turn sees it. */
const spot = (hole: { readonly [seat: number]: string } = {}, laid: Layout = layout): HandState => {
  const setup = setupOf(laid)
  const played = dealer(dealt(setup, deckFor(setup, hole)))
  played.goOn()
  const player = played.hand().turn?.player as string
  const seen = played.events.map((event): HandEvent => {
    if (event.type !== 'CardsDealt') return 'private' in event ? ({ ...event, private: undefined } as HandEvent) : event
    return { ...event, private: { [player]: event.private?.[player] ?? {} } }
  })
  return after(initial, seen)
}
const netOf = (before: HandState, answer: object, seed: string): number => {
  const course = runOut(before, { player: before.turn?.player, decision: before.decision, ...answer } as never, seed)
  for (;;) {
    const step = course.next()
    if (step.done) return step.value
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const manyOf = (before: HandState, answer: object, times = 200) =>
  Array.from({ length: times }, (_, n) => netOf(before, answer, seedOf(n)))

test('[BR10] a fold costs what lies in front, whatever the cards are', () => {
  expect(new Set(manyOf(spot(), { action: 'fold' }, 20))).toEqual(new Set([0]))
  const headsUp = { ...layout, stacks: [1000, 1000] }
  expect(new Set(manyOf(spot({}, headsUp), { action: 'fold' }, 20))).toEqual(new Set([-5]))
})

test('[BR10] the same seed gives the same course, another seed another one', () => {
  const before = spot({ 3: 'AhAd' })
  const answer = { action: 'raise', amount: 30 }
  expect(manyOf(before, answer, 20)).toEqual(manyOf(before, answer, 20))
  expect(new Set(manyOf(before, answer, 40)).size).toBeGreaterThan(5)
})

test('[BR10] what is seen stays: good cards win and bad ones lose', () => {
  const headsUp = { ...layout, stacks: [1000, 1000] }
  const allIn = (hole: string) => mean(manyOf(spot({ 0: hole }, headsUp), { action: 'all-in' }))
  const [aces, rags] = [allIn('AhAd'), allIn('7h2d')]
  expect(aces).toBeGreaterThan(0)
  expect(rags).toBeLessThan(aces)
})

test('[BR11] the hand at the spot holds no card but those that were seen, and nothing else is asked for', () => {
  const before = spot({ 3: 'AhAd' })
  expect(before.deck).toBeNull()
  expect(before.seed).toBeNull()
  expect(before.seats.filter(({ cards }) => cards !== null).map(({ player }) => player)).toEqual([playerAt(3)])
  expect(manyOf(before, { action: 'call' }, 10)).toHaveLength(10)
})

test('[BR12] an answer that is not legal is no course', () => {
  expect(() => netOf(spot(), { action: 'check' }, seedOf(1))).toThrow('cannot-check')
})

test('[BR13] whoever runs it is given way after each answer', () => {
  const before = spot({ 3: 'AhAd' })
  const course = runOut(before, { player: playerAt(3), decision: 1, action: 'call' }, seedOf(3))
  let ways = 0
  while (!course.next().done) ways += 1
  expect(ways).toBeGreaterThan(2)
})
