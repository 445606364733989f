import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { isRejection } from '@/engine/decision'
import { handlerOf } from '@/engine/define'
import { fixedContext, stateAfter } from '@/engine/testing/scenario'
import type { ReservationId } from '../ids.ts'
import { opened } from '../table/table.fixture.ts'
import { Table } from '../table/table.ts'
import { reservationId } from '../testing/ids.ts'
import type { PlayerCommand } from './commands.ts'
import type { PlayerEvent } from './events.ts'
import { registered, tableA, tableB } from './player.fixture.ts'
import { Player } from './player.ts'
import { availableOf, reservedOf, type Player as State } from './state.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const chips = fc.integer({ min: 1, max: 3000 })
const table = fc.constantFrom(tableA, tableB)
type Ask = (player: State) => PlayerCommand

const always = <C extends PlayerCommand>(command: fc.Arbitrary<C>) =>
  command.map(
    (asked): Ask =>
      () =>
        asked,
  )
const reserve = fc.record({
  type: fc.constant('ReserveFunds' as const),
  amount: chips,
  table,
  purpose: fc.constantFrom('buy-in' as const, 'top-up' as const),
})
/** Mostly of what is reserved or was released; now and then of what never was. */
const release = fc.record({ first: fc.nat(5), second: fc.nat(5), cashedOut: fc.nat(5000) }).map(
  ({ first, second, cashedOut }): Ask =>
    ({ reservations, released }) => {
      const known = [...Object.keys(reservations), ...released] as ReservationId[]
      const named = [known[first] ?? reservationId(99), known[second] ?? known[0] ?? reservationId(99)]
      return { type: 'ReleaseFunds', reservations: named, cashedOut, reason: 'left-table' }
    },
)
const ask: fc.Arbitrary<Ask> = fc.oneof(
  always(fc.record({ type: fc.constantFrom('DepositFunds' as const, 'WithdrawFunds' as const), amount: chips })),
  always(reserve),
  always(reserve),
  release,
  always(
    fc.record({
      type: fc.constant('AdjustBankroll' as const),
      amount: fc.integer({ min: -2000, max: 2000 }).filter(amount => amount !== 0),
      reason: fc.constant('so'),
    }),
  ),
)
const step = fc.tuple(ask, fc.constantFrom('a-player', 'administrator'), fc.nat(3))
const manySteps = fc.array(step, { maxLength: 40, size: 'max' })

const seen = {
  [`table/${tableA}`]: stateAfter(Table, [opened({ minBuyIn: 20 })]),
  [`table/${tableB}`]: stateAfter(Table, [opened()]),
}
const played = (steps: readonly [Ask, string, number][]) => {
  const events: PlayerEvent[] = [registered()]
  let player = stateAfter(Player, events) as State
  for (const [n, [next, actor, day]] of steps.entries()) {
    const asked = next(player)
    const context = { ...fixedContext({ seen, actor, now: day * 86_400_000 }), id: () => reservationId(n) }
    const decision = handlerOf(Player.decide, asked.type)?.(asked, player, context)
    const more: readonly PlayerEvent[] = isRejection(decision) ? [] : decision
    events.push(...more)
    player = more.reduce((state, event) => handlerOf(Player.evolve, event.type)?.(state, event), player)
  }
  return events
}

test('[PL15] whatever is asked: nothing falls below zero, and the events say what the account holds', () => {
  fc.assert(
    fc.property(manySteps, steps => {
      let player: State = Player.initial
      for (const event of played(steps)) {
        expect(Player.events[event.type].schema.parse(event)).toEqual(event)
        player = handlerOf(Player.evolve, event.type)?.(player, event)
        const holds = { bankroll: player.bankroll, available: availableOf(player), reserved: reservedOf(player) }
        expect(Math.min(...Object.values(holds))).toBeGreaterThanOrEqual(0)
        expect(holds).toMatchObject(
          Object.fromEntries(Object.entries(event).filter(([field]) => Object.hasOwn(holds, field))),
        )
      }
    }),
  )
})
test('[PL15] the commands above reach what they are there to try', () => {
  const happened = fc
    .sample(manySteps, { numRuns: 60, seed: 7 })
    .flatMap(steps => played(steps).map(({ type }) => type))
  for (const type of ['FundsDeposited', 'FundsWithdrawn', 'FundsReserved', 'FundsReleased', 'BankrollAdjusted']) {
    expect(happened).toContain(type)
  }
})
test('[PL15] the bankroll is what came in less what went out', () => {
  const flow = (event: PlayerEvent): number => {
    if (event.type === 'FundsDeposited' || event.type === 'BankrollAdjusted') return event.amount
    if (event.type === 'FundsReleased') return event.cashedOut - event.released
    return event.type === 'FundsWithdrawn' ? -event.amount : 0
  }
  fc.assert(
    fc.property(manySteps, steps => {
      const events = played(steps)
      expect((stateAfter(Player, events) as State).bankroll).toBe(events.reduce((sum, event) => sum + flow(event), 0))
    }),
  )
})
test('[PL15] no reservation is released twice', () =>
  fc.assert(
    fc.property(manySteps, steps => {
      const ended = played(steps).flatMap(event => (event.type === 'FundsReleased' ? event.reservations : []))
      expect(new Set(ended).size).toBe(ended.length)
    }),
  ))
