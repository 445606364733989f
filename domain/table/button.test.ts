import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenario } from '@/engine/testing/scenario'
import { Seat } from '../ids.ts'
import { playerId, reservationId } from '../testing/ids.ts'
import vectors from './button.vectors.json' with { type: 'json' }
import type { TableCommand } from './commands.ts'
import type { TableEvent } from './events.ts'
import { leftOf, positions } from './rules/button.ts'
import { playersOf, type Table as State, sittersOf } from './state.ts'
import { opened, perPlayer, withHand, withHandEnded } from './table.fixture.ts'
import { Table } from './table.ts'

type History = readonly TableEvent[]
type Expected = { button: number; small: number | null; big: number; dealt?: number[] }
type Step = { hand?: Expected; bust?: number[]; leaves?: number[] } & { [doing in Doing]?: number[] }
type Doing = 'sit' | 'leave' | 'sitOut' | 'sitIn' | 'topUp'

const given = scenario(Table)
const stateOf = (history: History) => given(...history).state()
const then = (history: History, command: TableCommand): History => [
  ...history,
  ...given(...history)
    .when(command)
    .events(),
]
const sitterAt = (table: State, seat: number) => {
  const sitter = sittersOf(table).find(other => other.seat === seat)
  if (!sitter) throw new Error(`nobody sits at ${seat}`)
  return sitter.player
}

/** Every time somebody sits down it is somebody new. */
const doings: { readonly [doing in Doing]: (history: History, seat: number) => TableCommand } = {
  sit: ({ length: n }, seat) => ({
    type: 'SeatPlayer',
    player: playerId(n),
    kind: 'human',
    reservation: reservationId(n),
    seat: Seat.parse(seat),
    amount: 1000,
  }),
  leave: (history, seat) => ({ type: 'LeaveTable', player: sitterAt(stateOf(history), seat) }),
  sitOut: (history, seat) => ({ type: 'SitOut', player: sitterAt(stateOf(history), seat) }),
  sitIn: (history, seat) => ({ type: 'SitIn', player: sitterAt(stateOf(history), seat) }),
  topUp: (history, seat) => ({
    type: 'AddChips',
    player: sitterAt(stateOf(history), seat),
    reservation: reservationId(history.length),
    amount: 1000,
  }),
}

const done = (history: History, step: Step): History =>
  (Object.keys(doings) as Doing[]).reduce(
    (soFar, doing) => (step[doing] ?? []).reduce((now, seat) => then(now, doings[doing](now, seat)), soFar),
    history,
  )

/** Who goes broke loses to the highest seat that does not. */
const stacksAfter = (table: State, bust: readonly number[]) => {
  const dealt = table.hand?.dealt ?? []
  const lost = dealt.filter(({ seat }) => bust.includes(seat)).reduce((sum, { stack }) => sum + stack, 0)
  const winner = dealt.findLast(({ seat }) => !bust.includes(seat))
  return perPlayer(
    ...dealt.map(seat => {
      const won = seat === winner ? seat.stack + lost : seat.stack
      return [seat.player, bust.includes(seat.seat) ? 0 : won] as const
    }),
  )
}

const played = (history: History, { hand, bust = [], leaves = [] }: Step): History => {
  if (!hand) return history
  const started = withHand(...history)
  const event = started.at(-1)
  if (event?.type !== 'HandStarted') throw new Error('no hand started')
  const { button, smallBlindSeat: small, bigBlindSeat: big, seats } = event
  expect({ button, small, big }).toEqual({ button: hand.button, small: hand.small, big: hand.big })
  if (hand.dealt) expect(seats.map(({ seat }) => seat)).toEqual(hand.dealt)
  const playing = leaves.reduce((now, seat) => then(now, doings.leave(now, seat)), started)
  return withHandEnded(playing, { stacks: stacksAfter(stateOf(playing), bust) })
}

test.each(vectors as readonly { name: string; steps: Step[] }[])('[TB15] $name', ({ steps }) => {
  const table: History = [opened({ seats: 10, maxBuyIn: 100_000 })]
  const history = steps.reduce((soFar, step) => played(done(soFar, step), step), table)
  const hands = steps.filter(({ hand }) => hand).length
  expect(stateOf(history).handNumber).toBe(hands)
})

const someSeats = fc
  .uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 10 })
  .map(seats => seats.map(seat => Seat.parse(seat)))

test('[TB15] whoever comes and goes: the big blind moves to the next player, and the order is button, small, big', () =>
  fc.assert(
    fc.property(fc.array(someSeats, { minLength: 2, maxLength: 12 }), hands => {
      let last: Parameters<typeof positions>[1] = null
      for (const seats of hands) {
        const { button, smallBlindSeat, bigBlindSeat } = positions(seats, last)
        const due: Seat = smallBlindSeat ?? last?.big ?? button
        if (last) expect(bigBlindSeat).toBe(leftOf(seats, last.big)[0])
        if (last) expect(bigBlindSeat).not.toBe(last.big)
        expect(seats).toContain(bigBlindSeat)
        if (smallBlindSeat !== null) expect(seats).toContain(smallBlindSeat)
        if (seats.length === 2) expect(button).toBe(smallBlindSeat)
        if (seats.length > 2)
          expect(leftOf([...new Set([button, due, bigBlindSeat])], button)).toEqual([due, bigBlindSeat, button])
        last = { button, small: due, big: bigBlindSeat }
      }
    }),
  ))
test('[TB15] as long as nobody comes or goes, everybody has each blind once a round', () =>
  fc.assert(
    fc.property(someSeats, someSeats, (before, seats) => {
      const first = positions(before, null)
      let last = { button: first.button, small: first.smallBlindSeat ?? first.button, big: first.bigBlindSeat }
      const blinds: (number | null)[] = []
      for (let n = 0; n < seats.length + 1; n += 1) {
        const { button, smallBlindSeat, bigBlindSeat } = positions(seats, last)
        last = { button, small: smallBlindSeat ?? last.big, big: bigBlindSeat }
        if (n > 0) blinds.push(bigBlindSeat)
      }
      expect(blinds.toSorted()).toEqual(seats.toSorted())
    }),
  ))
test('[TB14] everybody who is seated with chips and does not sit out is dealt in, in the order of seats', () => {
  const table = [{ sit: [4, 1, 7] }, { sitOut: [4] }].reduce<History>(done, [opened({ seats: 10 })])
  expect(playersOf(stateOf(table)).map(({ seat }) => seat)).toEqual([1, 7])
})
