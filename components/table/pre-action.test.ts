import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LegalActions } from '@/domain/hand/seat-view'
import { answerOf, arm, type PreAction, preActionKinds, stillArmed } from './pre-action.ts'

const free: LegalActions = { fold: true, check: true, call: null, raise: null }
const facing = (call: number): LegalActions => ({ fold: true, check: false, call, raise: null })

test.each([
  ['check-fold', 0, true],
  ['check-fold', 120, true],
  ['check', 0, true],
  ['check', 120, false],
  ['call', 0, false],
  ['call', 120, true],
  ['call-any', 0, true],
  ['call-any', 120, true],
] as const)('[UI10] %s at a price of %i', (kind, price, possible) => expect(arm(kind, price) !== null).toBe(possible))

test('[UI11] call 120 is cleared when it becomes 240', () =>
  expect(stillArmed({ kind: 'call', amount: 120 }, 240)).toBeNull())
test('[UI11] call 120 stands at 120', () =>
  expect(stillArmed({ kind: 'call', amount: 120 }, 120)).toEqual({ kind: 'call', amount: 120 }))
test('[UI11] check is cleared by a bet', () => expect(stillArmed({ kind: 'check' }, 120)).toBeNull())
test('[UI11] check/fold and call any stand at any price', () => {
  expect(stillArmed({ kind: 'check-fold' }, 900)).toEqual({ kind: 'check-fold' })
  expect(stillArmed({ kind: 'call-any' }, 900)).toEqual({ kind: 'call-any' })
})

test.each([
  [{ kind: 'check-fold' }, free, 'check'],
  [{ kind: 'check-fold' }, facing(120), 'fold'],
  [{ kind: 'check' }, free, 'check'],
  [{ kind: 'check' }, facing(120), null],
  [{ kind: 'call', amount: 120 }, facing(120), 'call'],
  [{ kind: 'call', amount: 120 }, facing(240), null],
  [{ kind: 'call', amount: 120 }, free, null],
  [{ kind: 'call-any' }, free, 'check'],
  [{ kind: 'call-any' }, facing(9000), 'call'],
] as const)('[UI12] %j', (armed, legal, answer) => expect(answerOf(armed as PreAction, legal)).toBe(answer))

test('[UI12] the answer is allowed, whatever was armed and whatever came', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...preActionKinds),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 500 }),
      (kind, then, now) => {
        const armed = arm(kind, then)
        if (!armed) return
        const legal = now === 0 ? free : facing(now)
        const answer = answerOf(armed, legal)
        if (answer === 'check') expect(legal.check).toBe(true)
        if (answer === 'call') expect(legal.call).not.toBeNull()
        if (answer === 'fold') expect(legal.check).toBe(false)
      },
    ),
  ))
