import { expect, test } from 'vitest'
import type { HandEvent } from '../hand/events.ts'
import { ann, bob, cat, committed, hand, script, table } from '../projections/scripted-hand.fixture.ts'
import type { ReplayPage } from './history.ts'
import { marksOf, momentsOf, streetFrom, wordsOf } from './moments.ts'
import { priceOf } from './price.ts'
import { tapeOf } from './tape.ts'

const events: readonly HandEvent[] = [committed, ...Object.values(script).flat()]
const pageOf = ({ type, ...data }: HandEvent, sequence: number) =>
  ({
    sequence,
    type,
    data,
    recordedAt: '2026-01-05T12:00:00.000000Z',
    position: 100 + sequence,
  }) as unknown as ReplayPage
const names = { [ann]: 'Ann', [bob]: 'Bob', [cat]: 'Cat' }
const setting = { name: 'Mild Breeze', host: 'administrator', minBuyIn: 100, maxBuyIn: 2000, capacity: 6 }
const history = {
  ...{ hand, edition: '', table, number: 7, names, kinds: {}, viewer: null, viewerSeat: null, cards: null, over: true },
  ...{ setting: { ...setting, visibility: 'public' as const }, pages: events.map(pageOf), nextSequence: events.length },
  ...{ previous: null, next: null },
}
const tape = tapeOf(history)
const moments = momentsOf(tape)
const at = (type: string, nth = 0) => moments.filter(moment => moment.type === type)[nth]
const told = (type: string, nth = 0) => at(type, nth)?.lines.map(line => wordsOf(line, names))

test('[RP3] every event has words', () => {
  expect(moments.map(({ sequence }) => sequence)).toEqual(events.map((_, sequence) => sequence))
  expect(moments.every(({ lines }) => lines.length > 0 && lines.every(({ text }) => text !== ''))).toBe(true)
})

test.each([
  ['DeckCommitted', 0, ['The deck is committed to']],
  ['CardsDealt', 0, ['Hand 7']],
  ['BlindPosted', 0, ['Bob posts small blind 5']],
  ['TurnAssigned', 0, ['Ann to act, 10 to call']],
  ['ActionTaken', 0, ['Ann raises to 450']],
  ['CommunityCardsDealt', 0, ['Flop: Ah 9d 2c']],
  ['PotAwarded', 0, ['Ann wins 2,010 with two pair, aces and nines']],
  ['DeckRevealed', 0, ['The deck is revealed']],
])('[RP3] %s %i', (type, nth, words) => expect(told(type, nth)).toEqual(words))

test('[RP3] an event that nobody has words for is told by its name', () => {
  const odd = { ...history, pages: [...history.pages, pageOf({ type: 'MisdealCalled' } as never, events.length)] }
  expect(momentsOf(tapeOf(odd)).at(-1)?.lines).toEqual([{ player: null, text: 'Misdeal called' }])
})

test('[RP4] marks stand at the deal, at each street and at the showdown, in which the run-out belongs', () => {
  const where = (type: string) => at(type)?.sequence
  expect(marksOf(moments)).toEqual([
    { letter: 'P', stage: 'preflop', at: where('CardsDealt') },
    { letter: 'F', stage: 'flop', at: where('CommunityCardsDealt') },
    { letter: 'S', stage: 'showdown', at: where('ShowdownStarted') },
  ])
})

test('[RP4] by street, from the beginning to the end and back', () => {
  const starts = marksOf(moments).map(mark => mark.at)
  const last = events.length - 1
  const walk = (from: number, direction: 1 | -1, steps: number) => {
    const seen = [from]
    while (seen.length <= steps) seen.push(streetFrom(moments, seen.at(-1) ?? 0, direction))
    return seen
  }
  expect(walk(-1, 1, 5)).toEqual([-1, ...starts, last, last])
  expect(walk(last, -1, 5)).toEqual([last, ...starts.toReversed(), -1, -1])
})

test('[RP5] an action is measured by the pot that it found', () => {
  expect(at('ActionTaken', 0)?.share).toBe(450 / 15)
  expect(at('ActionTaken', 2)?.share).toBe(0)
  expect(at('TurnAssigned')?.share).toBeNull()
})

test('[RP5] the price of a call', () => {
  expect(priceOf(tape.at(at('TurnAssigned', 0)?.sequence ?? 0).row.hand)).toEqual({
    toCall: 10,
    pot: 15,
    needed: 10 / 25,
  })
  expect(priceOf(tape.at(0).row.hand)).toBeNull()
  expect(priceOf({ pot: 40, turn: null })).toBeNull()
})
