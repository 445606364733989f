import { expect, test } from 'vitest'
import type { PlayerId } from '../ids.ts'
import type { HandEvent } from './events.ts'
import { nextStep } from './rules/streets.ts'
import { seatView } from './seat-view.ts'
import { after, initial } from './state.ts'
import { dealer, dealt, deckFor, hand, type Layout, playerAt, setupOf } from './testing/dealer.ts'

const layout: Layout = { stacks: [1000, 1000, 1000], button: 0, smallBlind: 5, bigBlind: 10 }
const start = () => {
  const setup = setupOf(layout)
  const played = dealer(dealt(setup, deckFor(setup, { 0: 'AhAd', 1: '9h4d', 2: 'KhQd' }, '9c4s2cTdJc')))
  played.goOn()
  return played
}
/** What a viewer's browser was given: public fields and the own part. */
const presented = (event: HandEvent, viewer: PlayerId): HandEvent => {
  if (event.type !== 'CardsDealt') return 'private' in event ? ({ ...event, private: undefined } as HandEvent) : event
  const { private: parts, ...rest } = event
  const own = parts?.[viewer]
  return own ? { ...rest, private: { [viewer]: own } } : rest
}
const seenBy = (played: ReturnType<typeof start>, viewer: PlayerId) =>
  seatView(
    after(
      initial,
      played.events.map(event => presented(event, viewer)),
    ),
    viewer,
  )

test('[HD70] the seat in turn sees its cards and what it may do', () =>
  expect(seenBy(start(), playerAt(0))).toEqual({
    hand,
    player: playerAt(0),
    seat: 0,
    cards: ['Ah', 'Ad'],
    strength: 'pair of aces',
    best: [],
    legal: { fold: true, check: false, call: 10, raise: { kind: 'raise', min: 20, max: 1000 } },
    decision: 1,
    mayShow: false,
  }))

test('[HD70] a seat that waits sees its strength with the board, and nothing to do', () => {
  const played = start()
  played.act('call')
  played.act('call')
  expect(seenBy(played, playerAt(1))).toMatchObject({ strength: null, legal: null, decision: null })
  played.act('check')
  played.goOn()
  played.act('check')
  expect(seenBy(played, playerAt(1))).toMatchObject({
    strength: 'two pair, nines and fours',
    best: ['9h', '9c', '4d', '4s', '2c'],
    legal: null,
  })
})

test('[HD70] the last one left is told that it may show', () => {
  const played = start()
  played.act('fold')
  played.act('fold')
  expect(seenBy(played, playerAt(2))?.mayShow).toBe(true)
  expect(seenBy(played, playerAt(1))?.mayShow).toBe(false)
})

test('[HD71] who was not dealt in has no seat view, and a viewer without cards sees none', () => {
  const stranger = playerAt(7)
  expect(seenBy(start(), stranger)).toBeNull()
  expect(seatView(initial, stranger)).toBeNull()
  const public_ = start().events.map(event => presented(event, stranger))
  expect(seatView(after(initial, public_), playerAt(0))).toMatchObject({ cards: [], strength: null, best: [] })
})

test('[HD72] what comes next is told from public events alone', () => {
  const played = start()
  const stepSeen = () =>
    nextStep(
      after(
        initial,
        played.events.map(event => presented(event, playerAt(7))),
      ),
    )
  expect(stepSeen()).toEqual({ step: 'turn', player: playerAt(0), decision: 1, deadline: 1_021_500 })
  played.act('all-in')
  played.act('call')
  played.act('fold')
  expect(stepSeen()).toEqual({ step: 'start-showdown', runOut: true })
  played.ask({ type: 'StartShowdown' })
  expect(stepSeen()).toEqual({ step: 'reveal', player: playerAt(0), muck: false, lastLeft: false })
  played.goOnUntil(({ step }) => step === 'deal')
  expect(stepSeen()).toEqual({ step: 'deal', count: 3, street: 'flop', runOut: true })
  played.goOnUntil(({ step }) => step === 'award')
  expect(stepSeen()).toEqual({ step: 'award' })
  played.goOn()
  expect(stepSeen()).toEqual({ step: 'done' })
})

test('[HD72] before the deal nothing is owed, and a forced bet is named with its place', () => {
  expect(nextStep(initial)).toEqual({ step: 'nothing' })
  const setup = setupOf(layout)
  const [committed, cards] = dealt(setup, deckFor(setup, {})) as [HandEvent, HandEvent]
  expect(nextStep(after(initial, [committed]))).toEqual({ step: 'nothing' })
  const posting = after(initial, [committed, presented(cards, playerAt(7))])
  expect(nextStep(posting)).toEqual({ step: 'post', player: playerAt(1), kind: 'small', index: 0 })
})
