// A table and its players, as the tests of tables, accounts and flows start from them.
import { scenario } from '@/engine/testing/scenario'
import { handIdOf, type PlayerId, Seat, TableId } from '../ids.ts'
import { playerId, reservationId } from '../testing/ids.ts'
import type { TableEvent } from './events.ts'
import { Table } from './table.ts'
import type { PerPlayer } from './terms.ts'

/** The root that a scenario gives its stream. */
export const tableId = TableId.parse('00000000-0000-4000-8000-000000000000')
export const handId = (number: number) => handIdOf(tableId, number)
export const [ann, bob, cid] = [playerId(1), playerId(2), playerId(3)] as const

type Opened = Extract<TableEvent, { type: 'TableCreated' }>

/** Blinds 10/20, buy-in 400 to 2,000, six seats. */
export const opened = (other: Partial<Opened> = {}): TableEvent => ({
  type: 'TableCreated',
  name: 'The long table',
  host: 'administrator',
  variant: 'texas-holdem',
  blinds: { small: 10, big: 20, ante: { kind: 'none', amount: 0 } },
  minBuyIn: 400,
  maxBuyIn: 2000,
  seats: 6,
  actionSeconds: 20,
  timeBankSeconds: 60,
  reveal: 'shown-only',
  visibility: 'public',
  rake: null,
  ...other,
})

/** The n-th player, with the n-th reservation. */
export const seated = (n: number, seat: number, stack = 1000): TableEvent => ({
  type: 'PlayerSeated',
  player: playerId(n),
  kind: 'human',
  seat: Seat.parse(seat),
  stack,
  reservation: reservationId(n),
})

/** A history and what the start of its next hand adds to it. */
export const withHand = (...history: readonly TableEvent[]): readonly TableEvent[] => {
  const given = scenario(Table)(...history)
  const hand = handId(given.state().handNumber + 1)
  return [...history, ...given.when({ type: 'StartHand', hand }).events()]
}

export const perPlayer = (...values: readonly (readonly [PlayerId, number])[]): PerPlayer =>
  Object.fromEntries(values) as PerPlayer

type Ending = { stacks?: PerPlayer; banks?: PerPlayer; rake?: number; timedOut?: PlayerId[]; acted?: PlayerId[] }

/** A history with a running hand, and what the end of the hand adds to it; without more nobody won anything. */
export const withHandEnded = (history: readonly TableEvent[], ending: Ending = {}): readonly TableEvent[] => {
  const given = scenario(Table)(...history)
  const { hand } = given.state()
  if (!hand) throw new Error('no hand is being played')
  const banks = perPlayer(...hand.dealt.map(({ player, bank }) => [player, bank] as const))
  const stacks = perPlayer(...hand.dealt.map(({ player, stack }) => [player, stack] as const))
  const nothing = { stacks, banks, rake: 0, timedOut: [], acted: [] }
  return [...history, ...given.when({ type: 'EndHand', hand: hand.hand, ...nothing, ...ending }).events()]
}
