// Anything that people may do at a table, at any moment, chosen by chance: the same chance, the same game.
import { expect } from 'vitest'
import type { Message, Page } from '@/engine/message'
import { sum } from '../chips.ts'
import type { PlayerId, TableId } from '../ids.ts'
import type { House } from './house.ts'
import type { Order } from './running.ts'
import { expectShown } from './shown.ts'

export type Game = {
  readonly house: House
  readonly table: TableId
  readonly players: readonly PlayerId[]
  readonly chance: () => number
}

const oneOf = <const One>({ chance }: Game, several: readonly [One, ...One[]]): One =>
  several[Math.floor(chance() * several.length)] ?? several[0]

/** Whose turn it is answers it as people do: mostly by a call or a check. */
export const actAnyhow = async ({ house, table, chance }: Game): Promise<void> => {
  const { toCall, minRaiseTo, maxRaiseTo } = await house.turn(table)
  const dice = chance()
  if (dice < 0.12 && minRaiseTo && maxRaiseTo) {
    await house.act(table, 'raise', Math.min(maxRaiseTo, minRaiseTo + Math.floor(chance() * 60)))
  } else if (dice < 0.18 && maxRaiseTo) await house.act(table, 'all-in')
  else if (dice < 0.3 && toCall > 0) await house.act(table, 'fold')
  else await house.act(table, toCall > 0 ? 'call' : 'check')
}

/** What one player may ask for, whether or not it is refused. */
const wish = (game: Game, hand: { hand: string; turn: { decision: number } | null } | null): Order => {
  const { table, players, chance } = game
  const player = oneOf(game, players as [PlayerId, ...PlayerId[]])
  const atTable = (type: string): Order => ({ ...to('table', table, player), message: { type, player } as Message })
  const reserve = (purpose: string): Order => ({
    ...to('player', player, player),
    message: { type: 'ReserveFunds', table, purpose, amount: 20 + Math.floor(chance() * 400) } as Message,
  })
  const inHand = (message: Message & { readonly [field: string]: unknown }): Order => ({
    ...to('hand', hand?.hand ?? table, player),
    message: { player, ...message } as Message,
  })
  const decision = hand?.turn?.decision ?? 1
  const wishes: readonly [() => Order, ...(() => Order)[]] = [
    () => atTable('LeaveTable'),
    () => atTable('SitOut'),
    ...times(4, () => reserve('buy-in')),
    ...times(2, () => reserve('top-up')),
    ...times(2, () => atTable('SitIn')),
    () => inHand({ type: 'PlayerAction', action: 'fold', decision }),
    () => inHand({ type: 'RevealCards', muck: chance() < 0.5 }),
  ]
  return oneOf(game, wishes)()
}

const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)

const to = (domain: string, root: string, actor: string) => ({ domain, root, actor })

const byFloor = ({ table }: Game, message: Message & { readonly [field: string]: unknown }): Order => ({
  ...to('table', table, 'administrator'),
  message,
})

/** What happens beside the play: somebody comes, goes, rests, is cut off; the floor pauses the table or voids the hand. */
const beside = async (game: Game): Promise<unknown> => {
  const { house, table, players, chance } = game
  const { hand, status } = await house.row(table)
  const dice = chance()
  if (status === 'paused' && dice < 0.3) return house.attempt(byFloor(game, { type: 'ResumeTable' }))
  if (dice < 0.5) return house.attempt(wish(game, hand))
  if (dice < 0.75) return house.attemptAll([wish(game, hand), wish(game, hand), wish(game, hand)])
  if (dice < 0.9) {
    const heard = oneOf(game, ['PlayerDisconnected', 'PlayerReconnected', 'PlayerReconnected'])
    return house.connection(oneOf(game, players as [PlayerId, ...PlayerId[]]), table, heard)
  }
  if (dice < 0.97 || !hand) return house.attempt(byFloor(game, { type: 'PauseTable' }))
  const message = { type: 'VoidHand', reason: 'A card was seen' } as Message
  return house.attempt({ ...to('hand', hand.hand, 'administrator'), message })
}

/** Some moves of people, of the house, and of the clock. */
export const playAnyhow = async (game: Game, moves: number): Promise<void> => {
  const { house, table, chance } = game
  for (let move = 0; move < moves; move++) {
    if (chance() < 0.25) await beside(game)
    const { hand } = await house.row(table)
    if (hand?.turn && chance() < 0.92) await actAnyhow(game)
    else await house.wait(chance() < 0.1 ? 25_000 : 60)
    if (move % 3 === 0) await expectShown(house, table)
  }
}

/** In short steps: a process that ends is followed by the next one at the end of a step. */
const silence = async (house: House, minutes: number) => {
  for (let left = minutes * 6; left > 0; left--) await house.wait(10_000)
}

/** Nobody says anything any more, and clocks run out; then the table closes, and every chip goes home. */
export const endAnyhow = async ({ house, table }: Game): Promise<void> => {
  await silence(house, 2)
  await house.attempt({ ...to('table', table, 'administrator'), message: { type: 'CloseTable' } })
  await silence(house, 8)
}

const rakeOf = ({ type, data }: Page): number => (type === 'HandEnded' ? Number(data.rake) : 0)
const handOf = ({ data }: Page): string => String(data.hand)

/** Everybody has gone home with all chips but the rake, every hand that was started has ended, and no card slipped out. */
export const expectHome = async ({ house, table, players }: Game): Promise<void> => {
  await house.sound()
  const { seats, status } = await house.row(table)
  expect({ seats, status }).toEqual({ seats: [], status: 'closed' })
  const events = await house.events()
  const accounts = await Promise.all(players.map(house.account))
  expect(accounts.flatMap(({ reservations }) => reservations)).toEqual([])
  expect(sum(accounts.map(({ available }) => available))).toBe(10_000 * players.length - sum(events.map(rakeOf)))
  const ended = events.filter(({ type }) => type === 'HandEnded').map(handOf)
  expect(ended).toEqual(events.filter(({ type }) => type === 'HandStarted').map(handOf))
  for (const hand of ended) expectUnseen(events.filter(({ domain, root }) => domain === 'hand' && root === hand))
}

const openly = ['CommunityCardsDealt', 'CardsRevealed', 'DeckRevealed']
const cardsIn = (pages: readonly Page[]): readonly string[] =>
  JSON.stringify(pages.map(({ data }) => data)).match(/(?<=")[2-9TJQKA][cdhs](?=")/g) ?? []

/** Nothing but the board and what was shown names a card; who wins shows no others. */
const expectUnseen = (hand: readonly Page[]) => {
  const open = new Set(cardsIn(hand.filter(({ type }) => openly.includes(type))))
  expect(cardsIn(hand).filter(card => !open.has(card))).toEqual([])
}
