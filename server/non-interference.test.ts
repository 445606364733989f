import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Card, cards } from '@/domain/cards/card'
import { Hand } from '@/domain/hand/hand'
import type { PlayerId, TableId } from '@/domain/ids'
import { pokerWith } from '@/domain/poker'
import { type House, openHouse, quick, seated } from '@/domain/testing/house'
import { isRejection } from '@/engine/decision'
import type { Domain } from '@/engine/define'
import type { Message, Page } from '@/engine/message'
import type { Caller } from './callers/callers'
import { makeNames } from './reading/names'
import { makeQueries } from './reading/queries'
import { makeCommands } from './sending/commands'

const pairs = 100
const seats = 4
const holeCards = 2 * seats
/** Behind the hole cards and the burnt ones. */
const boardAt = [holeCards + 1, holeCards + 2, holeCards + 3, holeCards + 5, holeCards + 7]

type Deck = readonly Card[]
type Parts = Record<string, { cards?: Card[]; deck?: Card[] }>
type Dealt = Message & { private: Parts }

/** What each seat gets of a deck, in the order in which the seats are dealt. */
const partsOf = (deck: Deck, { private: parts }: Dealt): Parts => {
  const order = Object.keys(parts).filter(name => name !== 'nobody')
  const own = order.map((player, n) => [player, { cards: [deck[n], deck[n + order.length]] }])
  return { ...Object.fromEntries(own), nobody: { deck: [...deck] } }
}

/** Poker in which this deck is dealt, whatever was shuffled. */
const dealing = (deck: Deck): Domain => {
  const domain = pokerWith(quick)
  const DealCards: typeof Hand.decide.DealCards = (command, state, context) => {
    const decision = Hand.decide.DealCards(command, state, context)
    if (isRejection(decision)) return decision
    return decision.map(event =>
      event.type === 'CardsDealt' ? { ...event, private: partsOf(deck, event as Dealt) } : event,
    )
  }
  const laid = { ...Hand, decide: { ...Hand.decide, DealCards } }
  return { ...domain, aggregates: domain.aggregates.map(one => (one.domain === 'hand' ? laid : one)) }
}

/** Tenths of what is open: below 2 a fold, below 7 a check or call, above that a raise. */
type Wish = number
type World = { readonly deck: Deck; readonly wishes: readonly Wish[] }
type Moment = { readonly phase: string; readonly sights: readonly string[] }
type Run = {
  readonly moments: readonly Moment[]
  readonly players: readonly PlayerId[]
  readonly folded: readonly boolean[]
  readonly board: number
  readonly shown: boolean
  /** The whole state, hidden parts and all: what no viewer is ever given. */
  readonly hidden: string
}

const none: Caller = { kind: 'anonymous' }
const administrator: Caller = { kind: 'administrator' }
const asCaller = (player: PlayerId): Caller => ({ kind: 'player', player, name: 'Player' })

const engineOf = (house: House) => house.engine()
const sourcesOf = (house: House) => {
  const engine = engineOf(house)
  const queries = makeQueries(engine, makeNames(engine), () => 0)
  return { engine, queries, ...makeCommands({ engine, limit: () => 0 }) }
}
type Sources = ReturnType<typeof sourcesOf>

/** Hashes are of what is stored; ways out show none, and on Postgres they are of ciphertext. */
const withoutHashes = ({ hash: _, privateHash: __, ...page }: Page) => page

/** All that one caller can be given at this moment. */
const sightOf = async ({ engine, queries }: Sources, caller: Caller, table: TableId): Promise<string> => {
  const row = await queries.table(caller, table)
  const audience = caller.kind === 'player' ? caller.player : undefined
  const hand = row?.row.hand?.hand
  const pages = hand ? await engine.presented({ domain: 'hand', root: hand, edition: '' }, { audience }) : []
  const account = audience && (await queries.account(caller, audience))
  const seat = await queries.seat(caller, table)
  return JSON.stringify([row, seat, account, await queries.lobby(caller), pages.map(withoutHashes)])
}

const answerOf = (turn: { toCall: number; minRaiseTo: number | null; maxRaiseTo: number | null }, wish: Wish) => {
  const { toCall, minRaiseTo, maxRaiseTo } = turn
  if (wish < 2) return { action: 'fold' }
  if (wish < 7 || minRaiseTo === null || maxRaiseTo === null) return { action: toCall === 0 ? 'check' : 'call' }
  return { action: 'raise', amount: wish === 9 ? maxRaiseTo : Math.min(minRaiseTo, maxRaiseTo) }
}

const mostTurns = 40

/** Plays one hand of a world by the wishes, and keeps what the callers saw at every turn, answers included. */
const run = async ({ deck, wishes }: World, viewer: number): Promise<Run> => {
  const house = await openHouse(quick, undefined, dealing(deck))
  const table = await house.open({ minBuyIn: 100 })
  const players = await seated(house, table, [500, 300, 1000, 700])
  await house.wait(quick.nextHand)
  await house.toTable(table, { type: 'PauseTable' }, 'administrator')
  const sources = sourcesOf(house)
  const callers = [asCaller(players[viewer] as PlayerId), asCaller(await house.register(9)), none, administrator]
  const moments: Moment[] = []
  const look = async (answer: unknown) => {
    const sights = []
    for (const caller of callers) sights.push(await sightOf(sources, caller, table))
    moments.push({ phase: (await house.row(table)).hand?.phase ?? '', sights: [...sights, JSON.stringify(answer)] })
  }
  await look(null)
  for (let n = 0; n < mostTurns; n++) {
    const { hand } = await house.row(table)
    if (!hand?.turn) break
    const { player, decision } = hand.turn
    const data = { player, decision, ...answerOf(hand.turn, wishes[n % wishes.length] ?? 5) }
    const address = { domain: 'hand', root: hand.hand, type: 'PlayerAction' }
    const answer = await sources.command(asCaller(player), address, { body: { data }, key: `turn ${n}` })
    if ('failure' in answer) throw new Error(JSON.stringify(answer.failure))
    await house.wait(0)
    await look(player === players[viewer] ? answer : null)
  }
  await house.wait(1000)
  await look(null)
  return finish(house, { table, players, moments })
}

const finish = async (house: House, { table, ...seen }: Pick<Run, 'players' | 'moments'> & { table: TableId }) => {
  const { hand, seats: taken } = await house.row(table)
  const state = await engineOf(house).state(Hand, hand?.hand ?? '')
  await house.close()
  return {
    ...seen,
    folded: taken.map(({ folded }) => folded),
    board: hand?.board.length ?? 0,
    shown: taken.some(({ shown }) => shown !== null),
    hidden: JSON.stringify(state.state),
  }
}

/** The button of a first hand is the first seat, which is dealt last. */
const dealtAt = (seat: number) => (seat + seats - 1) % seats
const placesOf = (seat: number) => [dealtAt(seat), dealtAt(seat) + seats]

/** The same deck but for the places that nobody may know of, whose cards are in another order. */
const vary = (deck: Deck, keep: ReadonlySet<number>, order: Deck): Deck => {
  const free = order.filter(card => !keep.has(deck.indexOf(card)))
  return deck.map((card, place) => (keep.has(place) ? card : (free.shift() as Card)))
}

const wish = fc.integer({ min: 0, max: 9 })
const given = fc.record({
  deck: fc.shuffledSubarray([...cards], { minLength: 52 }),
  order: fc.shuffledSubarray([...cards], { minLength: 52 }),
  wishes: fc.array(wish, { minLength: 1, maxLength: 12 }),
  viewer: fc.nat({ max: seats - 1 }),
})

test('[SE32] two hands that differ in hidden cards alone look the same to everybody, at every moment', {
  timeout: 120_000,
}, async () => {
  let toTheEnd = 0
  let different = 0
  await fc.assert(
    fc.asyncProperty(given, async ({ deck, order, wishes, viewer }) => {
      const first = await run({ deck, wishes }, viewer)
      const known = [...placesOf(viewer), ...boardAt.slice(0, first.board)]
      const live = first.shown ? first.folded.flatMap((folded, seat) => (folded ? [] : placesOf(seat))) : []
      const whole = await run({ deck: vary(deck, new Set([...known, ...live]), order), wishes }, viewer)
      expect(whole.moments).toEqual(first.moments)
      const other = first.shown ? await run({ deck: vary(deck, new Set(known), order), wishes }, viewer) : whole
      const isOpen = ({ phase }: Moment) => phase === 'betting'
      expect(other.moments.filter(isOpen)).toEqual(first.moments.filter(isOpen))
      toTheEnd += first.shown ? 1 : 0
      different += whole.hidden === first.hidden || other.hidden === first.hidden ? 0 : 1
    }),
    { numRuns: pairs, seed: 20_261_121 },
  )
  expect(toTheEnd).toBeGreaterThan(pairs / 10)
  expect(different).toBeGreaterThan(pairs / 2)
})
