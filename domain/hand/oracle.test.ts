import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { type Card, cards } from '../cards/card.ts'
import type { HandEvent } from './events.ts'
import { legalActions } from './rules/betting.ts'
import { potsOf, potTotal } from './rules/pots.ts'
import { seatOf } from './state.ts'
import { dealer, dealt, type Layout, playerAt, setupOf } from './testing/dealer.ts'

// For busy machines: no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

type Line = {
  id: string
  seats: number
  button: number
  smallBlind: number
  bigBlind: number
  ante: { kind: 'none' | 'each' | 'bb'; amount: number }
  straddle: number
  startingStacks: number[]
  deck: Card[]
  hole: Card[][]
  board: Card[]
  posts: { seat: number; kind: string; amount: number }[]
  actions: {
    street: string
    seat: number
    pot: number
    legal: { check: boolean; call: number | null; raiseTo: [number, number] | null }
    action: 'fold' | 'check' | 'call' | 'bet' | 'raise'
    added: number
    to: number
    allIn: boolean
  }[]
  uncalled: { seat: number; amount: number } | null
  pots: { amount: number; eligible: number[]; winners: { seat: number; amount: number }[] }[]
  finalStacks: number[]
  finalStacksOneEach?: number[]
  quirks: string[]
}
const linesOf = (name: string): Line[] =>
  gunzipSync(readFileSync(new URL(`./oracle/${name}.jsonl.gz`, import.meta.url)))
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

const kinds = { ante: 'ante', small: 'sb', big: 'bb', straddle: 'straddle', post: 'post', dead: 'dead' } as const
type Played = ReturnType<typeof dealer>
const seatNumber = (played: Played, { player }: { player: string }) =>
  played.hand().seats.find(seat => seat.player === player)?.seat
const ofType = <T extends HandEvent['type']>(played: Played, type: T) =>
  played.events.filter((event): event is Extract<HandEvent, { type: T }> => event.type === type)

const layoutOf = (
  line: Pick<Line, 'ante' | 'smallBlind' | 'bigBlind' | 'straddle'>,
  stacks: number[],
  button: number,
): Layout => ({
  stacks,
  button,
  smallBlind: line.smallBlind,
  bigBlind: line.bigBlind,
  straddle: line.straddle,
  ante: { kind: line.ante.kind === 'bb' ? 'big-blind' : line.ante.kind, amount: line.ante.amount },
})

/** What the aggregate offers, in the words of the data; folding is always allowed here and left out. */
const offered = (played: Played) => {
  const hand = played.hand()
  const { check, call, raise } = legalActions(hand, hand.turn?.player ?? playerAt(0))
  return { check, call, raiseTo: raise && [raise.min, raise.max] }
}

const playActions = (played: Played, line: Line) =>
  line.actions.map(action => {
    played.goOn()
    const hand = played.hand()
    const seat = hand.turn && seatOf(hand, hand.turn.player)
    const before = { street: hand.street, seat: seat?.seat, pot: potTotal(hand), legal: offered(played) }
    const [taken] = played.act(
      action.action,
      action.action === 'bet' || action.action === 'raise' ? action.to : undefined,
    )
    if (taken?.type !== 'ActionTaken') throw new Error('no action was taken')
    return { ...before, action: taken.action, added: taken.added, to: taken.streetTotal }
  })

const expectedActions = (line: Line) =>
  line.actions.map(({ street, seat, pot, legal: { check, call, raiseTo }, action, added, to }) => ({
    street,
    seat,
    pot,
    legal: { check, call, raiseTo },
    action,
    added,
    to,
  }))

const bySeat = (one: number, other: number) => one - other
const seatsOf = (played: Played, players: readonly string[]) =>
  players.map(player => Number(seatNumber(played, { player })))

const potsPlayed = (played: Played) =>
  ofType(played, 'PotAwarded').flatMap(({ pots }) =>
    pots.map(({ amount, eligible, winners }) => ({
      amount,
      eligible: seatsOf(played, eligible).sort(bySeat),
      winners: winners.map(({ player, amount: won }) => ({ seat: seatsOf(played, [player])[0], amount: won })),
    })),
  )

const postsPlayed = (played: Played) =>
  ofType(played, 'BlindPosted').map(post => ({
    seat: seatNumber(played, post),
    kind: kinds[post.kind],
    amount: post.amount,
  }))

const check = (line: Line) => {
  const played = dealer(dealt(setupOf(layoutOf(line, line.startingStacks, line.button)), line.deck))
  expect(
    played
      .hand()
      .seats.toSorted((a, b) => a.seat - b.seat)
      .map(seat => seat.cards),
  ).toEqual(line.hole)
  expect(playActions(played, line)).toEqual(expectedActions(line))
  expect(played.goOn()).toEqual({ step: 'done' })
  expect(postsPlayed(played)).toEqual(line.posts)
  expect(played.hand().board).toEqual(line.board)
  const returned = ofType(played, 'UncalledBetReturned').map(event => ({
    seat: seatNumber(played, event),
    amount: event.amount,
  }))
  expect(returned).toEqual(line.uncalled ? [line.uncalled] : [])
  const oneEach = line.quirks.includes('odd-chips-2')
  const amounts = ({ amount, eligible, winners }: ReturnType<typeof potsPlayed>[number]) => ({
    amount,
    eligible,
    winners: oneEach ? winners.map(({ seat }) => seat) : winners,
  })
  expect(potsPlayed(played).map(amounts)).toEqual(line.pots.map(amounts))
  const stacks = played
    .hand()
    .seats.toSorted((a, b) => a.seat - b.seat)
    .map(seat => seat.stack)
  expect(stacks).toEqual(oneEach ? line.finalStacksOneEach : line.finalStacks)
}

describe('hands played by another engine', () => {
  test.each([
    ['nlhe', 500],
    ['nlhe-straddle', 40],
    ['nlhe-quirks', 60],
  ])('[HD80] %s comes out the same', (name, count) => {
    const lines = linesOf(name)
    expect(lines).toHaveLength(count)
    for (const line of lines) {
      try {
        check(line)
      } catch (error) {
        throw new Error(`${line.id}: ${error instanceof Error ? error.message : error}`, { cause: error })
      }
    }
  })
})

type Act = 'fold' | 'check' | 'call' | 'raise'
type Step =
  | ['legal', number, Record<string, unknown>]
  | ['act', number, Act, number?]
  | ['street' | 'over' | 'settle']
  | ['leave', number]
  | ['uncalled', number, number]
type Vector = Pick<Line, 'smallBlind' | 'bigBlind' | 'ante' | 'straddle'> & {
  name: string
  stacks: number[]
  potLimit: boolean
  steps: Step[]
  pots: [number, number[]][] | null
}
const vectors: Vector[] = JSON.parse(readFileSync(new URL('./oracle/rule-vectors.json', import.meta.url), 'utf8'))

const turnOf = (played: Played) => {
  const { turn } = played.hand()
  return turn && seatsOf(played, [turn.player])[0]
}

/** The engine folds for who leaves, on their turn; a turn that no longer comes is none (rules.md §6). */
const leave = (played: Played, seat: number) => {
  const player = playerAt(seat)
  const { decision } = played.hand()
  const fold = () =>
    played.ask({ type: 'PlayerAction', player, action: 'fold', decision }, { actor: 'engine/hand-flow' })
  if (turnOf(played) === seat) return fold()
  expect(fold).toThrow('stale-decision')
  const left = seatOf(played.hand(), player)
  return played.happen([
    {
      type: 'ActionTaken',
      player,
      action: 'fold',
      added: 0,
      streetTotal: left?.bet ?? 0,
      stack: left?.stack ?? 0,
      pot: potTotal(played.hand()),
    },
  ])
}

const take: { readonly [S in Step[0]]: (played: Played, step: Extract<Step, [S, ...unknown[]]> & Step) => unknown } = {
  legal: (played, [, seat, legal]) => {
    expect(turnOf(played)).toBe(seat)
    expect(offered(played)).toMatchObject(legal)
  },
  act: (played, [, seat, action, amount]) => {
    expect(turnOf(played)).toBe(seat)
    played.act(action, amount)
  },
  street: played => played.goOn(),
  over: played => expect(played.hand().phase).toBe('closed'),
  settle: played => expect(played.hand().phase).toBe('closed'),
  leave: (played, [, seat]) => leave(played, seat),
  uncalled: (played, [, seat, amount]) =>
    expect(ofType(played, 'UncalledBetReturned')).toMatchObject([{ player: playerAt(seat), amount }]),
}

describe('situations typed from the rule texts', () => {
  test.each(vectors.filter(vector => !vector.potLimit).map(vector => [vector.name, vector] as const))(
    '[HD81] %s',
    (_, vector) => {
      const played = dealer(dealt(setupOf(layoutOf(vector, vector.stacks, vector.stacks.length - 1)), cards))
      played.goOn()
      for (const step of vector.steps) take[step[0]](played, step as never)
      const pots = potsOf(played.hand()).map(({ amount, eligible }) => [amount, seatsOf(played, eligible).sort(bySeat)])
      if (vector.pots) expect(pots).toEqual(vector.pots)
    },
  )
})
