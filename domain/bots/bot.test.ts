import { expect, test } from 'vitest'
import { cards as fullDeck } from '../cards/card.ts'
import { HandId } from '../ids.ts'
import { botAction } from './bot.ts'
import { chanceOf } from './chance.ts'
import { isCurrent } from './situation.ts'
import { Temperament } from './temperament.ts'
import { type Described, playerAt, sightOf } from './testing/sight.ts'

const free = { fold: true, check: true, call: null, raise: { kind: 'bet', min: 10, max: 1000 } } as const
const priced = (call: number) =>
  ({ fold: true, check: false, call, raise: { kind: 'raise', min: call * 2, max: 1000 } }) as const

const checkedTo: Described = { cards: 'Ts9s', board: 'KhKd4c', seat: 0, bets: [0, 0, 0], pot: 90, legal: free }
const potBet: Described = { ...checkedTo, bets: [0, 90, null], pot: 180, legal: priced(90) }
const seeds = [...Array(40).keys()].map(seed => `decision/${seed}`)
const actions = (temperament: Temperament, described: Described) =>
  seeds.map(seed => botAction(temperament, sightOf(described), chanceOf(seed)).action)
const share = (all: readonly string[], action: string) => all.filter(other => other === action).length / all.length

test('[BT2] the same sight and seed give the same action and amount', () => {
  for (const temperament of Temperament.options)
    for (const seed of seeds)
      expect(botAction(temperament, sightOf(checkedTo), chanceOf(seed))).toEqual(
        botAction(temperament, sightOf(checkedTo), chanceOf(seed)),
      )
})

test('[BT9] a full house bets when checked to and never folds', () => {
  const strong = { cards: '4s4h' }
  for (const temperament of ['tight', 'loose'] as const)
    expect(share(actions(temperament, { ...checkedTo, ...strong }), 'bet')).toBe(1)
  for (const temperament of Temperament.options)
    expect(share(actions(temperament, { ...potBet, ...strong }), 'fold')).toBe(0)
})

test('[BT9] nothing at all folds to a bet of the pot', () => {
  for (const temperament of ['tight', 'loose'] as const)
    expect(share(actions(temperament, { ...potBet, cards: '6s5d', board: 'AhKdQc' }), 'fold')).toBe(1)
})

test('[BT9] a flush draw stays for a small bet', () => {
  const draw: Described = {
    ...potBet,
    cards: '9s8s',
    board: 'As6s2d',
    bets: [0, 20, null],
    pot: 110,
    legal: priced(20),
  }
  for (const temperament of Temperament.options) expect(share(actions(temperament, draw), 'fold')).toBe(0)
})

test('[BT9] bluffs are few, and the tight one has the fewest', () => {
  const bluffing = (temperament: Temperament) => share(actions(temperament, { ...checkedTo, cards: '6s5d' }), 'bet')
  expect(bluffing('tight')).toBeLessThan(0.3)
  expect(bluffing('loose')).toBeLessThan(0.5)
  expect(bluffing('loose')).toBeGreaterThan(0.05)
})

test('[BT10] over many flops the calling one calls most and raises least', () => {
  const counts = Object.fromEntries(
    Temperament.options.map(temperament => [temperament, flops.map((_, n) => againstHalfPot(temperament, n))]),
  ) as Record<Temperament, string[]>
  expect(share(counts.calling, 'call')).toBeGreaterThan(share(counts.loose, 'call') + 0.1)
  expect(share(counts.loose, 'fold')).toBeLessThan(share(counts.tight, 'fold'))
  expect(share(counts.calling, 'raise')).toBeLessThan(0.06)
  expect(share(counts.tight, 'raise')).toBeGreaterThan(share(counts.calling, 'raise'))
})

const flops = [...Array(150).keys()].map(seed => {
  const chance = chanceOf(`flop/${seed}`)
  return fullDeck
    .map(card => ({ card, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ card }) => card)
})
const againstHalfPot = (temperament: Temperament, n: number) => {
  const [hole, flop] = [flops[n]?.slice(0, 2).join('') ?? '', flops[n]?.slice(2, 5).join('') ?? '']
  const described = { ...potBet, cards: hole, board: flop, bets: [0, 45, null], pot: 135, legal: priced(45) }
  return botAction(temperament, sightOf(described), chanceOf(`against/${n}`)).action
}

test('[BT16] a table without this hand is not guessed at', () => {
  const other = HandId.parse('00000000-0000-4000-8000-0000000000a1')
  for (const described of [checkedTo, potBet]) {
    const sight = sightOf({ ...described, cards: 'AsAh' })
    for (const hand of [null, sight.table.hand && { ...sight.table.hand, hand: other }]) {
      const stale = { ...sight, table: { ...sight.table, hand } }
      expect(isCurrent(stale)).toBe(false)
      expect(botAction('loose', stale, chanceOf('stale'))).toEqual({ action: described === potBet ? 'fold' : 'check' })
    }
  }
})

test('[BT16] a table is current when it shows the turn that the seat is asked about', () => {
  const sight = sightOf(checkedTo)
  const hand = sight.table.hand
  if (!hand) throw new Error('no hand')
  expect(isCurrent(sight)).toBe(true)
  expect(isCurrent({ ...sight, table: { ...sight.table, hand: { ...hand, turn: { decision: 2 } } } })).toBe(false)
  expect(isCurrent({ ...sight, table: { ...sight.table, hand: { ...hand, turn: null } } })).toBe(false)
})

test('[BT16] out of turn a bot is not to be asked', () =>
  expect(() =>
    botAction('tight', { ...sightOf(checkedTo), seat: { ...sightOf(checkedTo).seat, legal: null } }, chanceOf('out')),
  ).toThrow('own turn'))

test('[BT3] with four cards in the hand a bot still acts legally, and pays no high price', () => {
  const four = { cards: 'AsAhKsKh' }
  expect(botAction('loose', sightOf({ ...checkedTo, ...four }), chanceOf('four'))).toEqual({ action: 'check' })
  expect(botAction('loose', sightOf({ ...potBet, ...four }), chanceOf('four'))).toEqual({ action: 'fold' })
})

test('[BT1] whatever else stands in the row, and the order of its seats, change nothing', () => {
  const sight = sightOf(potBet)
  const reordered = { ...sight, table: { ...sight.table, seats: sight.table.seats.toReversed() } }
  const named = { ...sight.table, names: { [playerAt(1)]: 'Ann' }, secret: ['AsAd'] }
  for (const seed of seeds) {
    const expected = botAction('loose', sight, chanceOf(seed))
    expect(botAction('loose', reordered, chanceOf(seed))).toEqual(expected)
    expect(botAction('loose', { ...sight, table: named }, chanceOf(seed))).toEqual(expected)
  }
})
