import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionOf, along, out, up } from './intent.ts'
import { type Situation, situationOf } from './situation.ts'
import { potRaise, raiseTotal } from './sizing.ts'
import { type Described, sightOf } from './testing/sight.ts'

const facing = (change: Partial<Described> = {}): Situation =>
  situationOf(
    sightOf({
      cards: 'AsAh',
      board: '7h7d2c',
      seat: 0,
      bets: [0, 40, 0],
      pot: 120,
      legal: { fold: true, check: false, call: 40, raise: { kind: 'raise', min: 80, max: 1000 } },
      ...change,
    }),
  ) as Situation

test('[BT5] a raise of the pot is the call and then what lies there', () => {
  expect(potRaise(1, facing())).toBe(40 + 160)
  expect(potRaise(1 / 2, facing())).toBe(40 + 80)
})

test('[BT5] below ten big blinds amounts are whole small blinds, above whole big blinds', () => {
  expect(raiseTotal(83, facing())).toBe(85)
  expect(raiseTotal(244, facing())).toBe(240)
})

test('[BT5] most of a stack is all of it, counted by the shorter side', () => {
  expect(raiseTotal(640, facing())).toBe(1000)
  expect(raiseTotal(250, facing({ stacks: [1000, 300, 310] }))).toBe(340)
})

test('[BT3] amounts stay within the bounds, whatever is wanted', () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(400), fc.nat(600), fc.nat(2000), (wanted, min, more, stack) => {
      const raise = { kind: 'raise', min: min + 1, max: min + 1 + more } as const
      const situation = facing({ legal: { fold: true, check: false, call: 40, raise }, stacks: [1000, stack, stack] })
      const total = raiseTotal(wanted, situation)
      expect(total).toBeGreaterThanOrEqual(raise.min)
      expect(total).toBeLessThanOrEqual(raise.max)
      expect(Number.isInteger(total)).toBe(true)
    }),
  )
})

test('[BT3] a raise that is not open becomes a call, and a call of nothing a check', () => {
  const closed = { fold: true, check: false, call: 40, raise: null }
  expect(actionOf(up(200), facing({ legal: closed }))).toEqual({ action: 'call' })
  expect(actionOf(along, facing({ legal: { ...closed, check: true, call: null } }))).toEqual({ action: 'check' })
  expect(actionOf(up(200), facing({ legal: { ...closed, check: true, call: null } }))).toEqual({ action: 'check' })
})

test('[BT3] the first amount of a street is a bet', () => {
  const legal = { fold: true, check: true, call: null, raise: { kind: 'bet', min: 10, max: 1000 } } as const
  expect(actionOf(up(60), facing({ bets: [0, 0, 0], legal }))).toEqual({ action: 'bet', amount: 60 })
})

test('[BT4] giving up is a check where that is free', () => {
  const legal = { fold: true, check: true, call: null, raise: null }
  expect(actionOf(out, facing({ legal }))).toEqual({ action: 'check' })
  expect(actionOf(out, facing())).toEqual({ action: 'fold' })
})
