import { expect, test } from 'vitest'
import type { LegalActions } from '../hand/seat-view.ts'
import { chanceOf } from './chance.ts'
import { actionOf, type BotAction } from './intent.ts'
import { preflopIntent } from './preflop.ts'
import { type Situation, situationOf } from './situation.ts'
import { Temperament } from './temperament.ts'
import { type Described, sightOf } from './testing/sight.ts'

const to = (call: number | null, min: number): LegalActions => ({
  fold: true,
  check: call === null,
  call,
  raise: { kind: 'raise', min, max: 1000 },
})
const unopened: Described = { cards: 'AsAh', seat: 3, bets: [0, 5, 10, 0, 0, 0], pot: 15, legal: to(10, 20) }
const acted = (temperament: Temperament, described: Described, seed = 'one'): BotAction => {
  const situation = situationOf(sightOf(described)) as Situation
  return actionOf(preflopIntent(temperament, situation, chanceOf(seed)), situation)
}

test('[BT6] seats are told by when they act', () => {
  const positions = (count: number) =>
    [...Array(count).keys()].map(
      seat => situationOf(sightOf({ ...unopened, seat, bets: new Array(count).fill(0) }))?.position,
    )
  expect(positions(2)).toEqual(['heads-up-button', 'heads-up-big-blind'])
  expect(positions(3)).toEqual(['button', 'small-blind', 'big-blind'])
  expect(positions(6)).toEqual(['button', 'small-blind', 'big-blind', 'middle', 'middle', 'cutoff'])
  expect(positions(9).slice(3)).toEqual(['early', 'early', 'early', 'middle', 'middle', 'cutoff'])
})

test('[BT6] a hand for the button is no hand for an early seat', () => {
  const hand = { ...unopened, cards: 'Kh9d' }
  expect(acted('tight', { ...hand, seat: 3 })).toEqual({ action: 'fold' })
  expect(acted('tight', { ...hand, seat: 0 })).toEqual({ action: 'raise', amount: 25 })
})

test('[BT6] everybody raises aces, the tight and the loose throw the worst away', () => {
  for (const temperament of Temperament.options) expect(acted(temperament, unopened).action).toBe('raise')
  for (const temperament of ['tight', 'loose'] as const)
    expect(acted(temperament, { ...unopened, cards: '7h2c' })).toEqual({ action: 'fold' })
})

test('[BT5] an opening raise grows by a blind for each who limped in', () => {
  const limped: Described = { ...unopened, seat: 0, bets: [0, 5, 10, 10, 10, null], pot: 35 }
  expect(acted('tight', limped)).toEqual({ action: 'raise', amount: 45 })
})

test('[BT5] with twelve blinds or less an opening raise is the whole stack', () => {
  const short: Described = { ...unopened, stacks: [1000, 995, 990, 115, 1000, 1000] }
  expect(acted('tight', { ...short, legal: { ...to(10, 20), raise: { kind: 'raise', min: 20, max: 115 } } })).toEqual({
    action: 'raise',
    amount: 115,
  })
})

test('[BT4] the big blind looks at a free flop with anything', () => {
  const free: Described = { ...unopened, cards: '7h2c', seat: 2, bets: [10, null, 10, 10, 10, 10], pot: 55 }
  for (const temperament of Temperament.options)
    expect(acted(temperament, { ...free, legal: to(null, 20) })).toEqual({ action: 'check' })
})

const raisedTo = (amount: number): Described => ({
  ...unopened,
  seat: 0,
  bets: [0, 5, 10, amount, null, null],
  pot: 15 + amount,
  legal: to(amount, amount * 2 - 10),
})

test('[BT7] the same hand that calls a small raise folds to a large one', () => {
  const hand = { cards: 'KhJh' }
  expect(acted('tight', { ...raisedTo(25), ...hand })).toEqual({ action: 'call' })
  expect(acted('tight', { ...raisedTo(400), ...hand })).toEqual({ action: 'fold' })
})

test('[BT7] aces stay at any price', () => {
  for (const temperament of Temperament.options)
    for (const amount of [20, 60, 200, 600, 1000])
      for (const seed of ['one', 'two', 'three'])
        expect(acted(temperament, { ...raisedTo(amount), cards: 'AsAh' }, seed).action).not.toBe('fold')
})

test('[BT10] the calling one calls what the tight one folds, and raises next to nothing', () => {
  expect(acted('tight', { ...raisedTo(25), cards: 'Qh9d' })).toEqual({ action: 'fold' })
  expect(acted('calling', { ...raisedTo(25), cards: 'Qh9d' })).toEqual({ action: 'call' })
  expect(acted('calling', { ...unopened, cards: 'AhTh' })).toEqual({ action: 'call' })
})
