import { createHmac } from 'node:crypto'
import { Hand } from '@/domain/hand/hand'
import { pokerWith } from '@/domain/poker'
import type { TableRow } from '@/domain/projections/table-view'
import type { Domain } from '@/engine/define'
import type { Engine } from '@/engine/engine'
import type { Log } from '../operating/log'
import { startHouseBots } from '../play/house-bots'
import { demand, named } from './order'

export type Sitting = {
  readonly table: string
  readonly name: string
  readonly players: readonly string[]
  readonly hands: number
}

const buyIn = 2000
const administrator = 'administrator'
const terms = {
  type: 'CreateTable',
  variant: 'texas-holdem',
  smallBlind: 5,
  bigBlind: 10,
  minBuyIn: 100,
  maxBuyIn: 4000,
  actionSeconds: 30,
  timeBankSeconds: 60,
  reveal: 'shown-only',
  visibility: 'public',
}

/** Poker without pauses, in which every hand has the deck that its id stands for: the demo is the same each time. */
export const seededPoker = (): Domain => {
  const poker = pokerWith({ nextHand: 0, runOut: 0, show: 0 })
  const seeded: typeof Hand = {
    ...Hand,
    decide: {
      ...Hand.decide,
      PrepareDeck: (command, hand, context) => {
        const seed = createHmac('sha512', 'demo').update(context.cover.root).digest()
        return Hand.decide.PrepareDeck(command, hand, { ...context, random: bytes => seed.subarray(0, bytes) })
      },
    },
  }
  return { ...poker, aggregates: poker.aggregates.map(one => (one.domain === Hand.domain ? seeded : one)) }
}

type Told = { readonly type: string; readonly [field: string]: unknown }

const toTable = (engine: Engine, table: string, { which = '', ...message }: Told & { readonly which?: string }) =>
  demand(engine, { domain: 'table', root: table, actor: administrator, message, which })

export const register = async (engine: Engine, player: string, { name, funds }: { name: string; funds: number }) => {
  const own = { domain: 'player', root: player, actor: administrator }
  await demand(engine, { ...own, message: { type: 'RegisterPlayer', displayName: name, kind: 'human' } })
  await demand(engine, { ...own, message: { type: 'DepositFunds', amount: funds } })
}

export const open = (engine: Engine, table: string, given: object) => toTable(engine, table, { ...terms, ...given })

export const sit = (
  engine: Engine,
  player: string,
  { table, seat, amount = buyIn }: { table: string; seat: number; amount?: number },
) =>
  demand(engine, {
    domain: 'player',
    root: player,
    actor: player,
    message: { type: 'ReserveFunds', amount, table, purpose: 'buy-in', seat },
    which: table,
    handling: { syncMode: 'CASCADE' },
  })

/** Everybody is dealt in from the first hand on, and the table rests when the last one is over. */
const playAt = async (engine: Engine, { table, name, players, hands }: Sitting, ended: Promise<void>) => {
  await open(engine, table, { name, seats: players.length })
  await toTable(engine, table, { type: 'PauseTable', which: 'open' })
  for (const [seat, player] of players.entries()) await sit(engine, player, { table, seat })
  if (hands > 0) await toTable(engine, table, { type: 'ResumeTable', which: 'play' })
  await ended
}

/** Resolves for each table when its last hand is over; it is paused while that one is played. */
const endings = (engine: Engine, sittings: readonly Sitting[], told: () => void) => {
  const waiting = new Map(
    sittings.map(({ table, hands }) => {
      const { promise, resolve, reject } = withResolvers()
      if (hands === 0) resolve()
      return [table, { hands, promise, resolve, reject }] as const
    }),
  )
  const [paused, counted] = [new Set<string>(), new Set<string>()]
  engine.onRows(({ projection, changes }) => {
    if (projection !== 'table') return
    for (const { key, stored } of changes) {
      const one = waiting.get(key)
      const hand = (stored?.row as unknown as TableRow | undefined)?.hand
      if (!one || !hand) continue
      if (hand.number === one.hands && !paused.has(key)) {
        paused.add(key)
        toTable(engine, key, { type: 'PauseTable', which: 'end' }).catch(one.reject)
      }
      if (hand.phase !== 'over' || counted.has(hand.hand)) continue
      counted.add(hand.hand)
      told()
      if (hand.number === one.hands) one.resolve()
    }
  })
  return (table: string) => waiting.get(table)?.promise ?? Promise.resolve()
}

const withResolvers = () => {
  let resolve = () => {}
  let reject = (_: unknown) => {}
  const promise = new Promise<void>((done, failed) => {
    resolve = done
    reject = failed
  })
  return { promise, resolve, reject }
}

/** Tables side by side; whoever's turn it is is played for by the house's bots. `told`: another hand is over. */
export const play = async (
  engine: Engine,
  sittings: readonly Sitting[],
  { log, told = () => {} }: { readonly log: Log; readonly told?: () => void },
) => {
  const seats = new Set(sittings.filter(({ hands }) => hands > 0).flatMap(({ players }) => players))
  const bots = await startHouseBots(engine, log, {
    hurry: true,
    secret: 'demo',
    plays: ({ player }) => seats.has(player),
  })
  try {
    const ended = endings(engine, sittings, told)
    await Promise.all(sittings.map(one => playAt(engine, one, ended(one.table))))
    await engine.settled()
  } finally {
    bots.stop()
  }
}

export const close = async (engine: Engine, table: string) => {
  await toTable(engine, table, { type: 'CloseTable' })
  await engine.settled()
}

export const playersOf = (count: number, of: string) => Array.from({ length: count }, (_, n) => named('player', of, n))
