import { expect, test } from 'vitest'
import type { Message } from '@/engine/message'
import { sum } from './chips.ts'
import type { PlayerId, TableId } from './ids.ts'
import { type House, openHouse, quick, seated } from './testing/house.ts'

const chipsAt = async (house: House, table: TableId) => sum((await house.row(table)).seats.map(({ stack }) => stack))

const finish = async (house: House) => {
  await house.sound()
  await house.close()
}

/** Picks the same actions in every run. */
const chance = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed / 2_147_483_648
}

const actAnyhow = async (house: House, table: TableId, random: () => number) => {
  const { toCall, minRaiseTo, maxRaiseTo } = await house.turn(table)
  const dice = random()
  if (dice < 0.12 && minRaiseTo && maxRaiseTo) {
    const total = Math.min(maxRaiseTo, minRaiseTo + Math.floor(random() * 60))
    return house.act(table, (await house.row(table)).seats.some(({ bet }) => bet > 0) ? 'raise' : 'bet', total)
  }
  if (dice < 0.18 && maxRaiseTo) return house.act(table, 'all-in')
  if (dice < 0.3 && toCall > 0) return house.act(table, 'fold')
  return house.act(table, toCall > 0 ? 'call' : 'check')
}

test.each([1, 2, 3])('[GM13] many hands of anything goes: no chip is made or lost at any position (%i)', async seed => {
  const house = await openHouse(quick)
  const table = await house.open()
  const players = await seated(house, table, [400, 250, 900, 120])
  const random = chance(seed)
  for (let moves = 0; moves < 150; moves++) {
    const { hand, seats } = await house.row(table)
    if (hand?.turn) await actAnyhow(house, table, random)
    else if (seats.filter(({ stack }) => stack > 0).length < 2 && hand?.phase === 'over') {
      for (const { player, stack } of seats) if (stack === 0) await house.topUp(player, table, 300)
    } else await house.wait(60)
  }
  expect((await house.row(table)).hand?.number).toBeGreaterThan(5)
  const accounts = await Promise.all(players.map(house.account))
  expect(sum(accounts.map(({ available }) => available)) + (await chipsInPlay(house, table))).toBe(40_000)
  await finish(house)
})

const chipsInPlay = async (house: House, table: TableId) => {
  const { hand } = await house.row(table)
  return (await chipsAt(house, table)) + (hand?.awards || !hand || hand.phase === 'over' ? 0 : hand.pot)
}

test.each([2, 3, 6])(
  '[GM19] players who say nothing are sat out one after the other, and dealing stops (%i)',
  async count => {
    const house = await openHouse(quick)
    const table = await house.open({ timeBankSeconds: 0 })
    await seated(house, table, Array(count).fill(1000))
    await house.wait(30 * count * 60_000)
    const satOut = (await house.events()).filter(({ type }) => type === 'PlayerSatOut')
    expect(satOut).toHaveLength(count - 1)
    // Each hand has one clock that runs out at least, and nobody's runs out in more than two.
    const { hand, seats } = await house.row(table)
    expect(hand?.number).toBeLessThan(2 * count)
    expect(seats).toHaveLength(1)
    await finish(house)
  },
)

/** Somebody comes, goes, rests, returns or adds chips; what the rules refuse is refused. */
const comeAndGo = async (
  house: House,
  table: TableId,
  given: { players: readonly PlayerId[]; random: () => number },
) => {
  const { players, random } = given
  const player = players[Math.floor(random() * players.length)]
  if (!player) return
  const reserve = { type: 'ReserveFunds', table, amount: 150 }
  const orders: readonly [domain: 'player' | 'table', message: Message][] = [
    ['table', { type: 'LeaveTable', player } as Message],
    ['table', { type: 'SitOut', player } as Message],
    ['table', { type: 'SitIn', player } as Message],
    ['player', { ...reserve, purpose: 'buy-in' } as Message],
    ['player', { ...reserve, purpose: 'top-up' } as Message],
  ]
  const [domain, message] = orders[Math.floor(random() * orders.length)] ?? [
    'table',
    { type: 'SitIn', player } as Message,
  ]
  await house.attempt({ domain, root: domain === 'table' ? table : player, message, actor: player })
}

test.each([11, 12, 13, 14])('[GM15] players come and go at any moment, and no hand gets stuck (%i)', async seed => {
  const house = await openHouse(quick)
  const table = await house.open({ maxBuyIn: 600, timeBankSeconds: 0 })
  const players = await seated(house, table, [300, 300, 300, 300, 300])
  const random = chance(seed)
  for (let moves = 0; moves < 150; moves++) {
    if (random() < 0.25) await comeAndGo(house, table, { players, random })
    const { hand } = await house.row(table)
    if (hand?.turn && random() < 0.9) await actAnyhow(house, table, random)
    else await house.wait(60)
  }
  // Nobody says anything any more, and clocks run out; then everybody goes, and every chip is at rest.
  await house.wait(2 * 60_000)
  for (const player of players) {
    const message = { type: 'LeaveTable', player } as Message
    await house.attempt({ domain: 'table', root: table, message, actor: player })
  }
  await house.wait(30_000)
  const { seats, hand } = await house.row(table)
  expect(hand?.phase).toBe('over')
  expect(hand?.number).toBeGreaterThan(3)
  expect(seats).toEqual([])
  const accounts = await Promise.all(players.map(house.account))
  expect(sum(accounts.map(({ bankroll }) => bankroll))).toBe(50_000)
  expect(accounts.every(({ bankroll, available }) => bankroll === available)).toBe(true)
  await finish(house)
})
