import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { isRejection } from '@/engine/decision'
import { type AnyAggregate, handlerOf, type Notification, type Sent } from '@/engine/define'
import type { Message, Problem } from '@/engine/message'
import { envelope } from '@/engine/testing/envelope'
import { fixedContext } from '@/engine/testing/scenario'
import { handIdOf, Seat, TableId } from '../ids.ts'
import type { PlayerEvent } from '../player/events.ts'
import { Player } from '../player/player.ts'
import { type Player as Account, availableOf, reservedOf } from '../player/state.ts'
import type { TableEvent } from '../table/events.ts'
import type { Table as Seating } from '../table/state.ts'
import { opened, perPlayer, tableId } from '../table/table.fixture.ts'
import { Table } from '../table/table.ts'
import { playerId, reservationId } from '../testing/ids.ts'
import { playerTable } from './player-table.ts'
import { tablePlayer } from './table-player.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

// Accounts and two tables, with everything between them under way: delivered late, or answered with a refusal.
type Stream = { readonly aggregate: AnyAggregate; readonly root: string }
type World = {
  readonly states: Map<string, unknown>
  readonly events: { readonly root: string; readonly event: PlayerEvent | TableEvent }[]
  readonly underway: (Sent & { readonly source: string })[]
  id: number
}
const players = [playerId(1), playerId(2), playerId(3)] as const
const tables = [tableId, TableId.parse('00000000-0000-4000-8000-00000000000f')] as const
const aggregates = { player: Player, table: Table } as { readonly [domain: string]: AnyAggregate }

const stateOf = (world: World, { aggregate, root }: Stream) =>
  world.states.get(`${aggregate.domain}/${root}`) ?? aggregate.initial
const account = (world: World, root: string): Account => stateOf(world, { aggregate: Player, root })
const seating = (world: World, root: string): Seating => stateOf(world, { aggregate: Table, root })

const append = (world: World, stream: Stream, events: readonly Message[]) => {
  for (const event of events) {
    const { aggregate, root } = stream
    const state = stateOf(world, stream)
    expect(aggregate.events[event.type]?.schema.parse(event)).toEqual(event)
    world.states.set(`${aggregate.domain}/${root}`, handlerOf(aggregate.evolve, event.type)?.(state, event))
    world.events.push({ root, event: event as PlayerEvent | TableEvent })
    for (const saga of [playerTable, tablePlayer].filter(({ domain }) => domain === aggregate.domain)) {
      const sent: Sent[] = handlerOf(saga.reactions, event.type)?.(event, envelope({ domain: saga.domain, root })) ?? []
      world.underway.push(...sent.map(command => ({ ...command, source: root })))
    }
    expectLedger(world)
  }
}

const ask = (world: World, stream: Stream, command: Message): Problem | undefined => {
  const { aggregate, root } = stream
  world.id += 1
  const { id } = world
  const seen = Object.fromEntries([...world.states].map(([key, state]) => [key, state]))
  const context = { ...fixedContext({ root, seen, actor: 'administrator' }), id: () => reservationId(id) }
  const parsed = aggregate.commands[command.type]?.schema.parse(command)
  const decision = handlerOf(aggregate.decide, command.type)?.(parsed, stateOf(world, stream), context)
  if (isRejection(decision)) return decision.rejected
  append(world, stream, decision)
  return undefined
}

/** As the engine does it: a refusal goes back to the source, which takes the chips back. */
const deliver = (world: World) => {
  const sent = world.underway.shift()
  const aggregate = sent && aggregates[sent.domain]
  if (!sent || !aggregate) return
  const refused = ask(world, { aggregate, root: sent.root }, sent.command)
  if (!refused) return
  const { domain, root, command, source } = sent
  const target = { domain, root, edition: '', correlationId: '', ext: null }
  const notice: Notification = { ...refused, command, target, issuer: 'player-table' }
  const compensated = Player.onRejected?.[`${domain}/${command.type}`]?.(notice, account(world, source))
  expect(compensated).toBeDefined()
  append(world, { aggregate: Player, root: source }, Array.isArray(compensated) ? compensated : [])
}

/** The process manager top-up in short: what the table does not take is the player's again. */
const topUp = (world: World, player: (typeof players)[number], amount: number) => {
  const table = Object.values(account(world, player).reservations)[0]?.table ?? tableId
  const before = world.events.length
  ask(world, { aggregate: Player, root: player }, { type: 'ReserveFunds', amount, table, purpose: 'top-up' } as Message)
  const reserved = world.events[before]?.event
  if (reserved?.type !== 'FundsReserved') return
  const command = { type: 'AddChips', player, reservation: reserved.reservation, amount }
  if (ask(world, { aggregate: Table, root: table }, command)) refund(world, player, reserved)
}
const refund = (world: World, player: string, { reservation, amount }: { reservation: string; amount: number }) =>
  ask(world, { aggregate: Player, root: player }, {
    type: 'ReleaseFunds',
    reservations: [reservation],
    cashedOut: amount,
    reason: 'cancelled',
  } as Message)
const refundCancelled = (world: World, from: number) => {
  const cancelled = world.events.slice(from).flatMap(({ event }) => (event.type === 'AddChipsCancelled' ? [event] : []))
  for (const { reservation } of cancelled) {
    const owner = players.find(player => account(world, player).reservations[reservation])
    if (owner)
      refund(world, owner, { reservation, amount: account(world, owner).reservations[reservation]?.amount ?? 0 })
  }
}

const endHand = (world: World, root: TableId, { winner, rake }: { winner: number; rake: number }) => {
  const { hand } = seating(world, root)
  if (!hand) return
  const total = hand.dealt.reduce((sum, { stack }) => sum + stack, 0)
  const share = Math.floor((total - rake) / (2 * hand.dealt.length))
  const rest = total - rake - share * hand.dealt.length
  const stacks = hand.dealt.map(
    ({ player }, n) => [player, share + (n === winner % hand.dealt.length ? rest : 0)] as const,
  )
  const banks = perPlayer(...hand.dealt.map(({ player, bank }) => [player, bank] as const))
  const before = world.events.length
  const ends = { stacks: perPlayer(...stacks), banks, rake, timedOut: [], acted: [] }
  const command = { type: 'EndHand', hand: hand.hand, ...ends }
  expect(ask(world, { aggregate: Table, root }, command as Message)).toBeUndefined()
  refundCancelled(world, before)
}

type Move = {
  readonly doing: keyof typeof doings
  readonly who: number
  readonly where: number
  readonly amount: number
}
const doings = {
  deposit: (world, { who, amount }) => void asPlayer(world, who, { type: 'DepositFunds', amount }),
  withdraw: (world, { who, amount }) => void asPlayer(world, who, { type: 'WithdrawFunds', amount }),
  adjust: (world, { who, amount }) =>
    void asPlayer(world, who, { type: 'AdjustBankroll', amount: 500 - amount || 1, reason: 'so' }),
  buyIn: (world, { who, where, amount }) =>
    void asPlayer(world, who, {
      type: 'ReserveFunds',
      amount,
      table: tables[where % 2],
      purpose: 'buy-in',
      seat: Seat.parse(amount % 2),
    }),
  topUp: (world, { who, amount }) => topUp(world, players[who % 3] ?? players[0], amount),
  deliver,
  leave: (world, { who, where }) => void atTable(world, where, { type: 'LeaveTable', player: players[who % 3] }),
  sitOut: (world, { who, where }) => void atTable(world, where, { type: 'SitOut', player: players[who % 3] }),
  sitIn: (world, { who, where }) => void atTable(world, where, { type: 'SitIn', player: players[who % 3] }),
  start: (world, { where }) => {
    const root = tables[where % 2] ?? tables[0]
    atTable(world, where, { type: 'StartHand', hand: handIdOf(root, seating(world, root).handNumber + 1) })
  },
  end: (world, { where, who, amount }) =>
    endHand(world, tables[where % 2] ?? tables[0], { winner: who, rake: amount % 4 }),
  close: (world, { where, amount }) => {
    if (amount % 8 === 0) atTable(world, where, { type: 'CloseTable' })
  },
} as const satisfies { readonly [doing: string]: (world: World, move: Move) => void }

type Asked = Message & { readonly [field: string]: unknown }
const asPlayer = (world: World, who: number, command: Asked) =>
  ask(world, { aggregate: Player, root: players[who % 3] ?? players[0] }, command)
const atTable = (world: World, where: number, command: Asked) => {
  const before = world.events.length
  ask(world, { aggregate: Table, root: tables[where % 2] ?? tables[0] }, command)
  refundCancelled(world, before)
}

/** What each event does to the chips that are under way (poker.md §1). */
const escrowOf = (event: PlayerEvent | TableEvent): number => {
  if (event.type === 'FundsReserved') return event.amount
  if (event.type === 'FundsReleased') return -event.cashedOut
  if (event.type === 'PlayerLeft') return event.cashedOut
  if (event.type === 'PlayerSeated') return -event.stack
  return event.type === 'ChipsAdded' ? -event.amount : 0
}
const mintedBy = (event: PlayerEvent | TableEvent): number => {
  if (event.type === 'FundsDeposited' || event.type === 'BankrollAdjusted') return event.amount
  return event.type === 'FundsWithdrawn' ? -event.amount : 0
}
const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

const expectLedger = (world: World) => {
  const accounts = players.map(player => account(world, player))
  const stacks = tables.flatMap(table => Object.values(seating(world, table).sitters)).map(({ stack }) => stack)
  const all = world.events.map(({ event }) => event)
  const escrow = total(all.map(escrowOf))
  const house = total(all.map(event => (event.type === 'HandEnded' ? event.rake : 0)))
  for (const player of accounts) expect(availableOf(player)).toBeGreaterThanOrEqual(0)
  for (const stack of stacks) expect(stack).toBeGreaterThanOrEqual(0)
  expect(escrow).toBeGreaterThanOrEqual(0)
  expect(total(accounts.map(availableOf)) + escrow + total(stacks) + house).toBe(total(all.map(mintedBy)))
}

const opening = (): World => {
  const world: World = { states: new Map(), events: [], underway: [], id: 100 }
  for (const table of tables) append(world, { aggregate: Table, root: table }, [opened({ seats: 2, minBuyIn: 20 })])
  for (const root of players) {
    ask(world, { aggregate: Player, root }, { type: 'RegisterPlayer', displayName: 'Ann', kind: 'human' } as Message)
    ask(world, { aggregate: Player, root }, { type: 'DepositFunds', amount: 3000 } as Message)
  }
  return world
}

/** Everybody goes home: hands end, everything under way arrives. */
const closing = (world: World) => {
  for (const root of tables) {
    endHand(world, root, { winner: 0, rake: 0 })
    const before = world.events.length
    ask(world, { aggregate: Table, root }, { type: 'CloseTable' })
    refundCancelled(world, before)
  }
  while (world.underway.length > 0) deliver(world)
}

const move = fc.record({
  doing: fc.constantFrom<Move['doing'][]>(
    ...(Object.keys(doings) as Move['doing'][]),
    ...(['deliver', 'deliver', 'buyIn', 'buyIn', 'start', 'start', 'end', 'topUp', 'topUp'] as const),
  ),
  who: fc.nat(2),
  where: fc.nat(1),
  amount: fc.integer({ min: 1, max: 1500 }),
}) as fc.Arbitrary<Move>

const moves = fc.array(move, { maxLength: 60, size: 'max' })
const played = (course: readonly Move[]): World => {
  const world = opening()
  for (const next of course) doings[next.doing](world, next)
  closing(world)
  return world
}

test('[FL6] no chip is lost or made between accounts and tables, after every event; and all come home', () =>
  fc.assert(
    fc.property(moves, course => {
      const world = played(course)
      for (const player of players) expect(reservedOf(account(world, player))).toBe(0)
      for (const table of tables) expect(seating(world, table).sitters).toEqual({})
    }),
    { numRuns: 100 },
  ))
test('[FL6] the moves above reach what they are there to try', () => {
  const happened = fc.sample(moves, { numRuns: 80, seed: 7 }).flatMap(course => played(course).events)
  const types = new Set(happened.map(({ event }) => event.type))
  for (const type of [
    'HandEnded',
    'PlayerLeaving',
    'PlayerLeft',
    'ChipsAdded',
    'AddChipsQueued',
    'AddChipsCancelled',
  ]) {
    expect(types).toContain(type)
  }
  const refused = happened.flatMap(({ event }) => (event.type === 'FundsReleased' ? [event.reason] : []))
  expect(refused).toContain('seat-taken')
})
