import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { isRejection } from '@/engine/decision'
import { handlerOf } from '@/engine/define'
import type { Json } from '@/engine/message'
import { fixedContext, stateAfter } from '@/engine/testing/scenario'
import { Seat } from '../ids.ts'
import { playerId, reservationId } from '../testing/ids.ts'
import type { TableCommand } from './commands.ts'
import type { TableEvent } from './events.ts'
import { canStart, freeSeats, playersOf, type Table as State, sittersOf } from './state.ts'
import { handId, opened, perPlayer } from './table.fixture.ts'
import { Table } from './table.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const player = fc.integer({ min: 1, max: 5 }).map(playerId)
const reservation = fc.integer({ min: 1, max: 40 }).map(reservationId)
const amount = fc.integer({ min: 300, max: 1200 })
type Ask = (table: State) => TableCommand

/** The end of the running hand: one of the players wins a part of what the others have. */
const ending = fc.record({ winner: fc.nat(5), part: fc.nat(4), rake: fc.nat(3), late: fc.boolean() }).map(
  ({ winner, part, rake, late }): Ask =>
    table => {
      const dealt = table.hand?.dealt ?? []
      const lost = dealt.map(({ stack }, n) => (n === winner % dealt.length ? 0 : Math.floor((stack * part) / 4)))
      const won = lost.reduce((sum, chips) => sum + chips, 0)
      const stacks = dealt.map(({ player, stack }, n) => {
        const gain = n === winner % dealt.length ? won - rake : 0
        return [player, stack - (lost[n] ?? 0) + gain] as const
      })
      return {
        type: 'EndHand',
        hand: table.hand?.hand ?? handId(1),
        stacks: perPlayer(...stacks),
        banks: perPlayer(...dealt.map(({ player, bank }) => [player, Math.max(0, bank - 15)] as const)),
        rake,
        timedOut: late ? dealt.slice(0, 1).map(({ player }) => player) : [],
        acted: dealt.slice(late ? 1 : 0).map(({ player }) => player),
      }
    },
)
const always = <C extends TableCommand>(command: fc.Arbitrary<C>) =>
  command.map(
    (asked): Ask =>
      () =>
        asked,
  )
const ask: fc.Arbitrary<Ask> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Ask>(table => ({ type: 'StartHand', hand: handId(table.handNumber + 1) })) },
  { weight: 3, arbitrary: ending },
  {
    weight: 4,
    arbitrary: always(
      fc.record({
        type: fc.constant('SeatPlayer' as const),
        player,
        kind: fc.constantFrom('human' as const, 'bot' as const),
        reservation,
        seat: fc.option(fc.nat(6).map(seat => Seat.parse(seat))),
        amount,
      }),
    ),
  },
  always(fc.record({ type: fc.constantFrom('LeaveTable' as const, 'SitOut' as const, 'SitIn' as const), player })),
  always(fc.record({ type: fc.constant('AddChips' as const), player, reservation, amount })),
  always(fc.record({ type: fc.constant('CancelAddChips' as const), reservation })),
  always(fc.record({ type: fc.constantFrom('PauseTable' as const, 'ResumeTable' as const, 'ResumeTable' as const) })),
)

const decided = (table: State, command: TableCommand): readonly TableEvent[] => {
  const decision = handlerOf(Table.decide, command.type)?.(command, table, fixedContext())
  return isRejection(decision) ? [] : decision
}
const evolved = (table: State, events: readonly TableEvent[]): State =>
  events.reduce((state, event) => handlerOf(Table.evolve, event.type)?.(state, event), table)

const playedBy = (asks: readonly Ask[]) => {
  const events: TableEvent[] = [opened({ maxBuyIn: 1500, minBuyIn: 300, seats: 5 })]
  let table = stateAfter(Table, events) as State
  for (const next of asks) {
    const more = decided(table, next(table))
    events.push(...more)
    table = evolved(table, more)
  }
  return { events, table }
}
const asks = fc.array(ask, { maxLength: 60, size: 'max' })

const broughtIn = (event: TableEvent): number => {
  if (event.type === 'PlayerSeated') return event.stack
  if (event.type === 'ChipsAdded') return event.amount
  if (event.type === 'PlayerLeft') return -event.cashedOut
  return event.type === 'HandEnded' ? -event.rake : 0
}

test('[TB26] whatever is asked: chips at the table are those brought in less those taken out', () => {
  fc.assert(
    fc.property(asks, moves => {
      const { events, table } = playedBy(moves)
      const stacks = sittersOf(table).map(({ stack }) => stack)
      expect(stacks.reduce((sum, stack) => sum + stack, 0)).toBe(
        events.reduce((sum, event) => sum + broughtIn(event), 0),
      )
      for (const stack of stacks) expect(stack).toBeGreaterThanOrEqual(0)
    }),
  )
})
test('[TB26] the commands above reach what they are there to try', () => {
  const moves = fc.sample(asks, { numRuns: 60, seed: 7 })
  const happened = moves.flatMap(asked => playedBy(asked).events.map(({ type }) => type))
  for (const type of [
    'HandEnded',
    'PlayerLeaving',
    'PlayerLeft',
    'PlayerSatOut',
    'AddChipsQueued',
    'ChipsAdded',
    'AddChipsCancelled',
  ]) {
    expect(happened).toContain(type)
  }
})
test('[TB26] what a hand changes adds up to the rake', () =>
  fc.assert(
    fc.property(asks, moves => {
      for (const event of playedBy(moves).events) {
        if (event.type !== 'HandEnded') continue
        expect(Object.values(event.changes).reduce((sum, change) => sum + change, event.rake)).toBe(0)
      }
    }),
  ))
test('[TB26] every event is one that the schema takes, and every prefix of them is a table', () =>
  fc.assert(
    fc.property(asks, moves => {
      const { events } = playedBy(moves)
      let table = Table.initial
      for (const event of events) {
        expect(Table.events[event.type].schema.parse(event)).toEqual(event)
        table = evolved(table, [event])
        const seats = sittersOf(table).map(({ seat }) => seat)
        expect(new Set(seats).size).toBe(seats.length)
        expect(freeSeats(table).length).toBe(table.capacity - seats.length)
        expect(canStart(table) && playersOf(table).length < 2).toBe(false)
      }
    }),
  ))

/** As a document store gives it back: the same, with its keys in another order. */
const restored = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(restored)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, restored(inner)]),
  )
}
test('[TB26] a table decides the same from a snapshot', () =>
  fc.assert(
    fc.property(asks, ask, (moves, last) => {
      const { table } = playedBy(moves)
      const snapshot = restored(JSON.parse(JSON.stringify(table))) as unknown as State
      expect(snapshot).toEqual(table)
      expect(decided(snapshot, last(table))).toEqual(decided(table, last(table)))
    }),
  ))
