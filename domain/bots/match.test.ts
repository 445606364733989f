import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { botAction } from './bot.ts'
import { chanceOf } from './chance.ts'
import { isCurrent } from './situation.ts'
import { Temperament } from './temperament.ts'
import { type Answered, alwaysCall, bot, duplicateMatch, playHand, presented, type Strategy } from './testing/match.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

/** Raises, mostly far too much, so that bots meet every kind of stack and price. */
const wild: Strategy = ({ seat: { legal } }, chance) => {
  const raise = legal?.raise
  if (!raise || chance() < 0.5) return { action: legal?.check ? 'check' : 'call' }
  return { action: raise.kind, amount: raise.min + Math.floor(chance() ** 3 * (raise.max - raise.min + 1)) }
}
const players: readonly Strategy[] = [...Temperament.options.map(bot), wild, alwaysCall]

const someDeal = fc
  .array(fc.record({ player: fc.nat(players.length - 1), stack: fc.integer({ min: 1, max: 2500 }) }), {
    minLength: 2,
    maxLength: 9,
  })
  .chain(seats => fc.record({ seats: fc.constant(seats), seed: fc.string({ minLength: 1 }) }))
  .map(({ seats, seed }) => ({
    strategies: seats.map(({ player }) => players[player] ?? alwaysCall),
    stacks: seats.map(({ stack }) => stack),
    seed,
  }))

const everyAnswer = (check: (answered: Answered) => void, numRuns = 60) =>
  fc.assert(
    fc.property(someDeal, deal => {
      for (const answered of playHand(deal).answers) check(answered)
    }),
    { numRuns },
  )

test('[BT3] in random hands each temperament answers every turn with what is legal there, in whole chips', () =>
  everyAnswer(({ sight }) => {
    const legal = sight.seat.legal
    for (const temperament of Temperament.options) {
      const { action, amount } = botAction(temperament, sight, chanceOf('again'))
      if (action === 'check') expect(legal?.check).toBe(true)
      if (action === 'call') expect(legal?.call).not.toBeNull()
      if (amount === undefined) expect(['fold', 'check', 'call']).toContain(action)
      else {
        expect(action).toBe(legal?.raise?.kind)
        expect(amount).toBeGreaterThanOrEqual(legal?.raise?.min ?? Number.NaN)
        expect(amount).toBeLessThanOrEqual(legal?.raise?.max ?? Number.NaN)
        expect(Number.isSafeInteger(amount)).toBe(true)
      }
    }
  }, 40))

test('[BT4] in random hands nobody folds what may be checked', () =>
  everyAnswer(({ sight, action }) => {
    if (sight.seat.legal?.check) expect(action.action).not.toBe('fold')
  }))

test('[BT3] in random hands the hand accepts every action, ends, and keeps its chips', () =>
  fc.assert(
    fc.property(someDeal, deal => {
      const { changes, events } = playHand(deal)
      expect(changes.reduce((total, change) => total + change, 0)).toBe(0)
      expect(events.at(-1)?.type).toBe('HandCompleted')
    }),
    { numRuns: 80 },
  ))

test('[BT1] a sight names no card but the own ones and the board', () =>
  everyAnswer(({ sight }) => {
    const named = JSON.stringify(sight).match(/"[2-9TJQKA][cdhs]"/g) ?? []
    const known = [...sight.seat.cards, ...(sight.table.hand?.board ?? [])].map(card => `"${card}"`)
    expect(sight.seat.cards).toHaveLength(2)
    expect(known).toEqual(expect.arrayContaining(named))
  }))

test('[BT1] what is presented to one seat holds no card of another, nor the deck, nor the seed', () => {
  const deal = { strategies: [bot('tight'), bot('loose'), alwaysCall], stacks: [1000, 1000, 1000], seed: 'presented' }
  for (const event of playHand(deal).events) {
    const own = presented(event, '00000000-0000-4000-8000-000000000001')
    const open = presented(event, 'public')
    expect(open).not.toHaveProperty('private')
    expect(JSON.stringify(own)).not.toMatch(/"deck"|"seed"/)
    if (event.type === 'CardsDealt' && own.type === 'CardsDealt')
      expect(Object.keys(own.private ?? {})).toEqual(['00000000-0000-4000-8000-000000000001'])
  }
})

test('[BT2] the same deal is played the same way twice', () => {
  const deal = { strategies: Temperament.options.map(bot), stacks: [1000, 800, 1200], seed: 'twice' }
  expect(playHand(deal)).toEqual(playHand(deal))
})

test('[BT16] a table folded from the same events is current at every turn', () =>
  everyAnswer(({ sight }) => expect(isCurrent(sight)).toBe(true), 30))

// The full measure, 20,000 hands each, is domain/bots/match.bench.ts. Here the decks are few and fixed: nothing varies
// from run to run, and three standard errors still leave a wide margin.
const wins = (temperament: Temperament, size: { seats: number; decks: number }) => () => {
  const { rate, error } = duplicateMatch(bot(temperament), alwaysCall, size)
  expect(rate - 3 * error).toBeGreaterThan(10)
}
const [two, six] = [
  { seats: 2, decks: 150 },
  { seats: 6, decks: 60 },
]
test('[BT15] tight beats one who always calls', wins('tight', two))
test('[BT15] loose beats one who always calls', wins('loose', two))
test('[BT15] tight beats five who always call', wins('tight', six))
test('[BT15] loose beats five who always call', wins('loose', six))

test('[BT15] always-call wins nothing from itself, so the measure is fair', () => {
  const { rate } = duplicateMatch(alwaysCall, alwaysCall, { seats: 3, decks: 40 })
  expect(Math.abs(rate)).toBeLessThan(1e-9)
})
